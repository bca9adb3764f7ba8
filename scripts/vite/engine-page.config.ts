import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { BROKER_REPLACEMENTS } from "./broker-instead.ts";
import { inAPage } from "./in-a-page.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * One script that holds a whole room: engine, Aedes, host, and the clients of the Lab. src/e2e/engine-page.spec.ts runs this script in a
 * browser. What packages take for global in Node they get by import: nothing is put on the page's own global object for the engine's sake.
 */
export default defineConfig({
	root: at("../.."),
	publicDir: false,
	plugins: [
		inAPage({ name: "slow-wire-broker-in-a-page", table: "scripts/vite/broker-instead.ts", replacements: BROKER_REPLACEMENTS, cuts: [] }),
	],
	build: {
		outDir: "test-results/engine-page",
		emptyOutDir: true,
		target: "baseline-widely-available",
		// Not minified, to be readable where it fails. Nor would shortened names work yet: rolldown confuses readable-stream's Buffer with the one put in below.
		minify: false,
		rolldownOptions: {
			input: at("../../src/e2e/engine-page/entry.ts"),
			output: { format: "iife", entryFileNames: "engine.js", codeSplitting: false },
			transform: { inject: { Buffer: ["buffer", "Buffer"], process: "process", setImmediate: [at("./immediate.ts"), "setImmediate"] } },
		},
	},
});
