import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { build, STAMP } from "./build.mjs";
import { ROOT } from "./run.mjs";

/** Builds when there is no build, or when a source is newer than it; then serves. */
const SOURCES = ["src", "server", "public", "index.html", "vite.config.ts", "package.json", "package-lock.json"];
const NOT_BUILT = /\.test\.tsx?$|[\\/]e2e[\\/]/;

if (newest(SOURCES.map((name) => join(ROOT, name))) > builtAt()) {
	console.log("Building the page and its host; this is done once, and again when a source has changed.");
	if (!(await build())) process.exit(1);
}
// Same process: flags, signals and exit code are the host's own.
await import("../dist/server/main.js");

function builtAt() {
	return statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Folders count too: their time tells of files that are gone. */
function newest(paths) {
	let latest = 0;
	for (const path of paths) {
		const stats = statSync(path, { throwIfNoEntry: false });
		if (stats === undefined || NOT_BUILT.test(path)) continue;
		const inside = stats.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : 0;
		latest = Math.max(latest, stats.mtimeMs, inside);
	}
	return latest;
}
