import { readdirSync, statSync } from "node:fs";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, gzip } from "node:zlib";
import { ROOT, runPackage } from "./run.mjs";

/** Written last: a build that broke off does not look complete. */
export const STAMP = join(ROOT, "dist", "built.json");

const SOURCES = ["src", "server", "public", "index.html", "scripts/vite", "vite.config.ts", "package.json", "package-lock.json"];
const NOT_BUILT = /\.test\.tsx?$|[\\/](?:e2e|testkit)[\\/]/;
const SMALL_BYTES = 1024;
const TEXT = /\.(?:js|css|html|svg|json|webmanifest)$/;

/** Page to dist/client, host to dist/server. Settles with false when one of the builds failed; Vite has said why. */
export async function build() {
	const quiet = ["--logLevel", "warn"];
	if ((await runPackage("vite/bin/vite.js", ["build", ...quiet])) !== 0) return false;
	if ((await runPackage("vite/bin/vite.js", ["build", "--ssr", "server/main.ts", ...quiet])) !== 0) return false;
	await compress(join(ROOT, "dist", "client"));
	await writeFile(STAMP, `${JSON.stringify({ at: new Date().toISOString() })}\n`);
	return true;
}

/** Builds when there is no build, or when a source is newer than the build. Settles with false when the build failed. */
export async function buildWhenNeeded() {
	const builtAt = statSync(STAMP, { throwIfNoEntry: false })?.mtimeMs ?? 0;
	if (newest(SOURCES.map((name) => join(ROOT, name))) <= builtAt) return true;
	console.log("Building the page and its host; this is done once, and again when a source has changed.");
	return build();
}

/** Folders count too: their time shows when files have been deleted. */
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

/** Puts .br and .gz beside every larger text, so that thirty phones do not cost thirty compressions. */
async function compress(folder) {
	for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
		const file = join(entry.parentPath ?? entry.path, entry.name);
		if (!entry.isFile() || !TEXT.test(entry.name) || (await stat(file)).size < SMALL_BYTES) continue;
		const bytes = await readFile(file);
		await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }));
		await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes));
	}
}

if (process.argv[1] === import.meta.filename) process.exitCode = (await build()) ? 0 : 1;
