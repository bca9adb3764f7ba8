import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { STAMP } from "./build.mjs";
import { provideChromium } from "./chromium.mjs";
import { runPackage } from "./run.mjs";

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
	// Free ports, so that two runs side by side do not collide.
	const [port, mqttPort] = await freePorts(2);
	return runPackage("@playwright/test/cli.js", ["test", ...args], { CHROMIUM_PATH: executable, E2E_PORT: port, E2E_MQTT_PORT: mqttPort });
}

async function freePorts(count) {
	const servers = Array.from({ length: count }, () => createServer());
	const ports = await Promise.all(
		servers.map((server) => new Promise((settle) => server.listen(0, "127.0.0.1", () => settle(String(server.address().port))))),
	);
	await Promise.all(servers.map((server) => new Promise((settle) => server.close(settle))));
	return ports;
}

if (process.argv[1] === import.meta.filename) process.exitCode = await runBrowserTests(process.argv.slice(2));
