import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { askedAgain } from "./scripts/vite/asked-again.ts";
import { layersFirst } from "./scripts/vite/layers-first.ts";
import { motionInAPage } from "./scripts/vite/motion-in-a-page.ts";
import { mqttInAPage } from "./scripts/vite/mqtt-in-a-page.ts";
import { PIECES } from "./scripts/vite/pieces.ts";
import { rooms } from "./scripts/vite/rooms.ts";
import { FIRST_FLAGS, parseFlags } from "./server/flags.ts";

const { version } = JSON.parse(readFileSync(new URL("./package.json", import.meta.url), "utf8")) as { version: string };

/** Two builds: the page to dist/client, and with --ssr server/main.ts the host to dist/server. npm run build makes both. */
export default defineConfig(({ isSsrBuild, mode }) => {
	const asked = parseFlags([], process.env);
	const flags = asked.asks === "run" ? asked.flags : { ...FIRST_FLAGS, mqttPort: null };
	return {
		plugins: [
			react({ jsxImportSource: "#jsx" }),
			layersFirst(),
			...(isSsrBuild ? [] : [askedAgain()]),
			rooms(flags, version),
			...(mode === "test" ? [] : [mqttInAPage(), motionInAPage()]),
		],
		optimizeDeps: { rolldownOptions: { plugins: [mqttInAPage()] } },
		define: { __SLOW_WIRE_VERSION__: JSON.stringify(version) },
		server: { host: flags.host, port: flags.port, strictPort: true },
		// Inlined fonts and pictures would be data: addresses, which the Content-Security-Policy does not allow for fonts.
		build: {
			// The Lab with mqtt.js in it; the landing page does not wait for that.
			chunkSizeWarningLimit: 1_000,
			outDir: isSsrBuild ? "dist/server" : "dist/client",
			assetsInlineLimit: 0,
			modulePreload: {
				// A room has most of what its later parts are made of: a list of it all in the first load would cost more than asking for the rest.
				resolveDependencies: (_, files, { hostId, hostType }) =>
					hostType === "html" || hostId.includes("/index-") ? files : files.filter((file) => file.endsWith(".css")),
			},
			target: isSsrBuild ? "node20" : "baseline-widely-available",
			...(isSsrBuild ? {} : { rolldownOptions: { output: { codeSplitting: { groups: PIECES } } } }),
		},
		publicDir: isSsrBuild ? false : "public",
	};
});
