import { execFileSync } from "node:child_process";
import { expect, test } from "@playwright/test";
import type { Played } from "./engine-page/entry.ts";

/** The build fails where a replacement of Node's own modules matches nothing; but only a run proves that the page works. */
test("a room, its Aedes and two mqtt.js clients run in a page, without any host", async ({ page }) => {
	execFileSync(process.execPath, [
		"node_modules/vite/bin/vite.js",
		"build",
		"--config",
		"scripts/vite/engine-page.config.ts",
		"--logLevel",
		"warn",
	]);
	const requests: string[] = [];
	const faults: string[] = [];
	page.on("websocket", (socket) => requests.push(socket.url()));
	page.on("pageerror", (fault) => faults.push(String(fault)));
	await page.route("**/*", (route) => {
		requests.push(route.request().url());
		return route.fulfill({ contentType: "text/html", body: "<!doctype html><title>A room</title>" });
	});
	await page.goto("http://localhost/");
	await page.addScriptTag({ path: "test-results/engine-page/engine.js" });
	const played = await page.evaluate(() => (globalThis as unknown as { play(): Promise<Played> }).play());
	expect(played).toEqual({
		broker: "Aedes 1.2.0",
		outcome: { ok: true },
		received: ["m1 21.5 at QoS 1", "m2 21.8 at QoS 1", "m3 22.1 at QoS 1"],
		sessionPresent: true,
		left: [],
	} satisfies Played);
	expect(requests).toEqual(["http://localhost/"]);
	expect(faults).toEqual([]);
});
