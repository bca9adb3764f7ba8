import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
// Types only: the code itself comes through ssrLoadModule, so that it can be loaded anew.
import type * as DoorsModule from "./server/doors.ts";
import { FIRST_FLAGS, parseFlags } from "./server/flags.ts";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")) as { version: string };

const WORLD =
	/[\\/](?:src[\\/](?:model|story|lab|room)|node_modules[\\/](?:zod|mqtt|mqtt-packet|readable-stream|buffer|events|bl))[\\/]|[\\/]src[\\/]mqtt[\\/](?:clauses|topic)\.ts$/;
/** What of it the first page needs too: it must not load the rest for that. */
const FIRST =
	/node_modules[\\/](?:react|react-dom|scheduler|zustand)[\\/]|[\\/]src[\\/](?:contract[\\/](?:limits|room-name|unreachable)|lab[\\/]defaults)\.ts$|vite[\\/]/;

/** Two builds: the page to dist/client, and with --ssr server/main.ts the host to dist/server. npm run build makes both. */
export default defineConfig(({ isSsrBuild, mode }) => {
	const asked = parseFlags([], process.env);
	const flags = asked.asks === "run" ? asked.flags : { ...FIRST_FLAGS, mqttPort: null };
	return {
		plugins: [react(), rooms(flags), mode === "test" ? null : mqttInAPage()],
		optimizeDeps: { rolldownOptions: { plugins: [mqttInAPage()] } },
		define: { __SLOW_WIRE_VERSION__: JSON.stringify(version) },
		server: { host: flags.host, port: flags.port, strictPort: true },
		// Inlined fonts and pictures would be data: addresses, which the Content-Security-Policy does not allow for fonts.
		build: {
			// The Lab with mqtt.js in it; the landing page does not wait for that.
			chunkSizeWarningLimit: 1_000,
			outDir: isSsrBuild ? "dist/server" : "dist/client",
			assetsInlineLimit: 0,
			target: isSsrBuild ? "node20" : "baseline-widely-available",
			// What every screen of a room needs, in one piece: it packs better than in many.
			...(isSsrBuild
				? {}
				: {
						rolldownOptions: {
							output: {
								codeSplitting: {
									groups: [
										{ name: "first", test: FIRST, priority: 2 },
										{ name: "world", test: WORLD, priority: 1 },
									],
								},
							},
						},
					}),
		},
		publicDir: isSsrBuild ? false : "public",
	};
});

/** What mqtt.js has for Node, for WeChat and Alipay, and for MQTT 5. */
const ABSENT = ["net", "tls", "fs", "url", "ws", "worker-timers", "lru-cache", "./socks", "./tcp", "./tls", "./wx", "./ali"];
const part = (name: string) => `require("readable-stream/lib/internal/streams/${name}")`;
/** As readable-stream/lib/stream.js, without operators, compose and promises. */
const STREAMS = `const { Stream } = ${part("legacy")};
	Stream._isUint8Array = (chunk) => chunk instanceof Uint8Array;
	Stream._uint8ArrayToBuffer = ({ buffer, byteOffset, byteLength }) => require("buffer").Buffer.from(buffer, byteOffset, byteLength);
	module.exports = { Readable: ${part("readable")}, Writable: ${part("writable")}, Duplex: ${part("duplex")}, Transform: ${part("transform")} };`;
/** Ends the names of what is replaced: by the ending of a file it would be taken for one. */
const INSTEAD = "#instead";
/** In place of its debug lines, and of all that streams can do. CommonJS, because they are required. */
const REPLACED: Record<string, string> = {
	debug: "const quiet = () => () => {}; module.exports = quiet;",
	"readable-stream": STREAMS,
	// For streams of text: an MQTT stream is bytes.
	"string_decoder/": "module.exports = { StringDecoder: class { constructor() { throw new Error('no text streams in a page'); } } };",
	// A copy, so that a topic alias of MQTT 5 does not change what is stored. Packets of 3.1.1 have no parts that could be shared.
	"rfdc/default": "module.exports = (packet) => ({ ...packet });",
	// Only its version is asked for, and nobody reads that.
	"../../package.json": 'module.exports = { version: "" };',
};

/**
 * mqtt.js ships a bundle for browsers, 105 KB gzip, with every polyfill in it. From its own modules, with the few that a WebSocket client
 * needs, it is 62 KB. For the page alone: in the host these names mean Node's own.
 */
function mqttInAPage(): Plugin {
	const absent = fileURLToPath(new URL("./src/lab/absent.ts", import.meta.url));
	const instead: Record<string, string> = {
		mqtt: "mqtt/index",
		process: "process/browser.js",
		buffer: "buffer/index.js",
		events: "events/events.js",
	};
	for (const name of ABSENT) instead[name] = absent;
	return {
		name: "slow-wire-mqtt-in-a-page",
		enforce: "pre",
		applyToEnvironment: ({ name }) => name === "client",
		resolveId(source, importer) {
			if (Object.hasOwn(REPLACED, source)) return `\0${source}${INSTEAD}`;
			const found = instead[source];
			if (found === undefined) return null;
			return found === absent ? absent : this.resolve(found, importer, { skipSelf: true });
		},
		load: (id) => (id.endsWith(INSTEAD) ? (REPLACED[id.slice(1, -INSTEAD.length)] ?? null) : null),
	};
}

/** In development: rooms on Vite's own port, put up again whenever their code changes. Pages resume, with a new epoch. */
function rooms(flags: DoorsModule.DoorsOptions["flags"]): Plugin {
	const theirs = /\/(?:server|src\/(?:host|engine|model|contract|mqtt))\/(?!.*\.test\.ts$).*\.ts$/;
	return {
		name: "slow-wire-rooms",
		apply: (_, { command, mode }) => command === "serve" && mode !== "test",
		configureServer(vite) {
			const server = vite.httpServer as Server | null;
			if (server === null) return;
			let doors: DoorsModule.Doors | null = null;
			let work = Promise.resolve();

			async function reopen(): Promise<void> {
				await doors?.close();
				doors = null;
				const module = (await vite.ssrLoadModule("/server/doors.ts")) as typeof DoorsModule;
				doors = await module.openDoors(server as Server, { flags, strangers: "leave" });
			}
			/** One after the other: two rooms on one port would be one too many. */
			function queue(task: () => Promise<void>): Promise<void> {
				work = work.then(task).catch((fault: unknown) => {
					if (fault instanceof Error) vite.ssrFixStacktrace(fault);
					vite.config.logger.error(fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
				});
				return work;
			}

			let unset: NodeJS.Timeout | undefined;
			vite.watcher.on("change", (file) => {
				if (!theirs.test(file.replaceAll("\\", "/"))) return;
				// An editor that saves many files at once causes one reload.
				clearTimeout(unset);
				unset = setTimeout(() => void queue(reopen), 100);
			});
			server.once("close", () => {
				clearTimeout(unset);
				void queue(async () => doors?.close());
			});
			vite.middlewares.use("/healthz", (_, response) => {
				response.setHeader("Content-Type", "application/json");
				response.setHeader("Cache-Control", "no-store");
				response.end(`${JSON.stringify({ status: "ok", version, ...(doors?.rooms.counts() ?? { rooms: 0, connections: 0 }) })}\n`);
			});
			return () => void queue(reopen);
		},
	};
}
