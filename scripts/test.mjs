import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { build } from "./build.mjs";
import { runBrowserTests } from "./e2e.mjs";
import { readBrowserReport, readUnitReport } from "./reports.mjs";
import { ROOT, run, runPackage } from "./run.mjs";

/** Every check that exists, run to the end even when one fails, with one total of them all as the last line. */
const REPORTS = join(ROOT, "test-results");
/** The program of another Node, if the unit tests of what a host runs should also run on that one; the rest runs in browsers. */
const { OTHER_NODE } = process.env;
const ON_A_HOST = ["server/", "src/host/", "src/engine/", "src/mqtt/", "src/contract/", "src/model/", "src/drawn/", "src/fidelity/"];

// A report of an earlier run must not be counted.
await rm(REPORTS, { recursive: true, force: true });
await mkdir(REPORTS, { recursive: true });

const checks = [
	["types", async () => one(await runPackage("typescript/bin/tsc", []), "types")],
	["lint", lint],
	["unit tests", () => unitTests(process.execPath, "unit.json")],
	...(OTHER_NODE ? [["unit tests of the host on the other Node", () => unitTests(OTHER_NODE, "unit-other.json", ON_A_HOST)]] : []),
	["build", async () => one((await build()) ? 0 : 1, "build")],
	["browser tests", async () => readBrowserReport(join(REPORTS, "browser.json"), await runBrowserTests([]))],
];

const sums = [];
for (const [name, check] of checks) {
	console.log(`\n== ${name}`);
	sums.push({ name, ...(await check()) });
}

const passed = sums.reduce((sum, check) => sum + check.passed, 0);
const failed = sums.reduce((sum, check) => sum + check.failures.length, 0);
console.log("");
for (const { failures } of sums) for (const failure of failures) console.log(`failed: ${failure}`);
for (const { name, passed: good, failures } of sums) console.log(`${name}: ${good} passed, ${failures.length} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);

/** Both run to the end: a failure that one of them finds does not hide a failure in the other. */
async function lint() {
	const style = await runPackage("@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]);
	const unused = await runPackage("knip/bin/knip.js", []);
	return one(style || unused, "lint");
}

async function unitTests(node, report, parts = []) {
	const file = join(REPORTS, report);
	const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
	return readUnitReport(file, await run(node, ["node_modules/vitest/vitest.mjs", "run", ...reporters, ...parts]));
}

function one(exitCode, name) {
	return exitCode === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [name] };
}
