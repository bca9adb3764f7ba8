import { defineConfig } from "@playwright/test";
import { HOSTS, PORT } from "./src/e2e/hosts.ts";

// scripts/e2e.mjs finds a browser, and free ports for a host a worker.
const executablePath = process.env.CHROMIUM_PATH;

export default defineConfig({
	testDir: "src/e2e",
	// Not test-results itself: Playwright empties its folder, and the other reports are beside it.
	outputDir: "test-results/browser",
	reporter: [["list"], ["json", { outputFile: "test-results/browser.json" }]],
	// Test by test, so that no worker is left alone with a long file at the end.
	fullyParallel: true,
	workers: HOSTS.length,
	retries: 0,
	forbidOnly: process.env.CI !== undefined,
	// A busy machine takes its time: patience costs nothing where tests wait for the page and never for the clock.
	timeout: 180_000,
	expect: { timeout: 30_000 },
	use: {
		baseURL: `http://localhost:${PORT}`,
		browserName: "chromium",
		viewport: { width: 1440, height: 900 },
		screenshot: "only-on-failure",
		trace: "off",
		launchOptions: {
			...(executablePath === undefined ? {} : { executablePath }),
			args: [
				"--no-sandbox",
				// Letters as wide as where a window is.
				"--font-render-hinting=none",
				"--disable-gpu",
				// A process less that pictures go through.
				"--in-process-gpu",
				"--disable-quic",
				"--no-first-run",
				"--disable-background-networking",
				"--disable-component-update",
				"--disable-sync",
			],
		},
	},
	webServer: HOSTS.map(({ port, mqttPort }) => ({
		command: `node dist/server/main.js --port ${port} --mqtt-port ${mqttPort}`,
		url: `http://localhost:${port}/healthz`,
		reuseExistingServer: false,
		stdout: "ignore",
		stderr: "pipe",
		gracefulShutdown: { signal: "SIGTERM", timeout: 3_000 },
	})),
});
