import { defineConfig } from "@playwright/test";

// scripts/e2e.mjs finds a browser and two free ports; the defaults are for a single test started from an editor.
const port = Number(process.env.E2E_PORT ?? 4173);
const mqttPort = Number(process.env.E2E_MQTT_PORT ?? 4183);
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
	testDir: "src/e2e",
	// Not test-results itself: Playwright empties its folder, and the other reports are beside it.
	outputDir: "test-results/browser",
	reporter: [["list"], ["json", { outputFile: "test-results/browser.json" }]],
	workers: 1,
	retries: 0,
	forbidOnly: process.env.CI !== undefined,
	timeout: 60_000,
	expect: { timeout: 15_000 },
	use: {
		baseURL: `http://localhost:${port}`,
		browserName: "chromium",
		viewport: { width: 1440, height: 900 },
		screenshot: "only-on-failure",
		trace: "off",
		launchOptions: {
			...(executablePath === undefined ? {} : { executablePath }),
			args: [
				"--no-sandbox",
				"--disable-gpu",
				"--disable-quic",
				"--no-first-run",
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
			],
		},
	},
	webServer: {
		command: `node dist/server/main.js --port ${port} --mqtt-port ${mqttPort}`,
		url: `http://localhost:${port}/healthz`,
		reuseExistingServer: false,
		stdout: "ignore",
		stderr: "pipe",
		gracefulShutdown: { signal: "SIGTERM", timeout: 3_000 },
	},
});
