import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { availableParallelism } from "node:os";
import { STAMP } from "./build.mjs";
import { provideChromium } from "./chromium.mjs";
import { runPackage } from "./run.mjs";

/** Workers, each with a host of its own: three for two cores, because some of a test is waiting for packets on their wires. */
const WORKERS = Math.ceil(1.5 * availableParallelism());

/** Runs the browser tests on the built page; args are Playwright's. Settles with an exit code. */
export async function runBrowserTests(args) {
	if (!existsSync(STAMP)) {
		console.error("There is no build to test; npm run build makes one.");
		return 1;
	}
	const executable = await provideChromium();
	if (executable === null) {
		console.error("The browser tests need Chromium or Chrome: install one, or name one in CHROMIUM_PATH.");
		return 1;
	}
	console.log(`Browser: ${executable}`);
	const ports = await freePorts(2 * WORKERS);
	const hosts = Array.from({ length: WORKERS }, (_, at) => `${ports[2 * at]},${ports[2 * at + 1]}`).join(" ");
	return runPackage("@playwright/test/cli.js", ["test", ...args], { CHROMIUM_PATH: executable, E2E_HOSTS: hosts });
}

/** So many different ports that are free, so that two runs side by side do not collide. */
async function freePorts(count) {
	const servers = Array.from({ length: count }, () => createServer());
	const ports = await Promise.all(
		servers.map((server) => new Promise((settle) => server.listen(0, "127.0.0.1", () => settle(String(server.address().port))))),
	);
	await Promise.all(servers.map((server) => new Promise((settle) => server.close(settle))));
	return ports;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await runBrowserTests(process.argv.slice(2));
