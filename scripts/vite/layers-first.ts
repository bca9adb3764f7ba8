import { readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** The order of the layers is written once, and read with every sheet: the bundler decides which sheet a page loads first. */
export function layersFirst(): Plugin {
	const order = readFileSync(new URL("../../src/kit/layers.css", import.meta.url), "utf8");
	return {
		name: "slow-wire-layers-first",
		enforce: "pre",
		transform: { filter: { id: /[\\/]src[\\/].*\.css$/ }, handler: (sheet) => `${order}${sheet}` },
	};
}
