import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { layersFirst } from "./scripts/vite/layers-first.ts";
import { mqttInAPage } from "./scripts/vite/mqtt-in-a-page.ts";
import { rooms } from "./scripts/vite/rooms.ts";
import { FIRST_FLAGS, parseFlags } from "./server/flags.ts";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")) as { version: string };

/** What every screen of a room needs: not what only a page needs that is out, of src/script not what only a link or a file needs, nor the five tests, which the first page has. */
const WORLD =
	/[\\/](?:src[\\/](?:model(?![\\/]cure)|story(?![\\/]say-cure)|lab|room(?![\\/]ask-why))|node_modules[\\/](?:zod|mqtt|mqtt-packet|readable-stream|events|bl))[\\/]|[\\/]src[\\/](?:mqtt[\\/](?:clause-id|topic)|script[\\/](?!first-settings|kept-(?:recording|script)|link|one-change|set-aside|step-faults|tests).*)\.ts$/;
/** What of it the first page needs too: it must not load the rest for that. */
const FIRST =
	/node_modules[\\/](?:react|react-dom|scheduler|zustand)[\\/]|[\\/]src[\\/](?:contract[\\/](?:limits|many|room-name|unreachable)|lab[\\/]defaults)\.ts$|vite[\\/]/;

/** Two builds: the page to dist/client, and with --ssr server/main.ts the host to dist/server. npm run build makes both. */
export default defineConfig(({ isSsrBuild, mode }) => {
	const asked = parseFlags([], process.env);
	const flags = asked.asks === "run" ? asked.flags : { ...FIRST_FLAGS, mqttPort: null };
	return {
		plugins: [react({ jsxImportSource: "#jsx" }), layersFirst(), rooms(flags, version), mode === "test" ? null : mqttInAPage()],
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
