import { join } from "node:path";
import { runnerImport } from "vite";
import { ROOT } from "./run.mjs";

/** One of our TypeScript modules, by its path from the folder of package.json: Node 20 cannot read TypeScript by itself. */
export async function load(path) {
	const { module } = await runnerImport(join(ROOT, path), { configFile: false });
	return module;
}
