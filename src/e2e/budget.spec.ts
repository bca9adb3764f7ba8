import { gzipSync } from "node:zlib";
import { expect, type Page, type Request, type Response, test } from "@playwright/test";
import { scriptOn, watchFromLanding } from "./script-panel.ts";

const SCRIPT_BYTES = 247_000;

/** complaints: what must not occur, faults, complaints about the Content-Security-Policy, requests to anywhere else. open: requests without an answer yet. */
function watched(page: Page, origin: string): { readonly complaints: readonly string[]; readonly open: ReadonlySet<Request> } {
	const complaints: string[] = [];
	const open = new Set<Request>();
	const isOurs = (url: string) => url.startsWith(origin) || url.startsWith(origin.replace("http", "ws")) || url.startsWith("data:");
	page.on("console", (line) => {
		if (line.type() === "error" || line.type() === "warning" || line.text().includes("Content Security Policy"))
			complaints.push(line.text());
	});
	page.on("pageerror", (fault) => complaints.push(String(fault)));
	page.on("request", (request) => {
		open.add(request);
		if (!isOurs(request.url())) complaints.push(`a request to ${request.url()}`);
	});
	page.on("requestfinished", (request) => void open.delete(request));
	page.on("requestfailed", (request) => {
		open.delete(request);
		complaints.push(`${request.url()} failed: ${request.failure()?.errorText}`);
	});
	page.on("websocket", (socket) => {
		if (!isOurs(socket.url())) complaints.push(`a socket to ${socket.url()}`);
	});
	return { complaints, open };
}

test("the Lab loads in at most 247 KB of JavaScript, gzip, and its first page in less", async ({ page }) => {
	const scripts: Response[] = [];
	page.on("response", (response) => {
		if (response.request().resourceType() === "script") scripts.push(response);
	});
	const loaded = async () => {
		const bodies = await Promise.all(scripts.map((response) => response.body()));
		return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
	};
	await page.goto("/", { waitUntil: "networkidle" });
	const first = await loaded();
	await page.getByRole("button", { name: "Start a room" }).click();
	await expect(page.getByRole("button", { name: "Connect", exact: true }).first()).toBeEnabled();
	const all = await loaded();
	test.info().annotations.push({ type: "JavaScript", description: `first page ${first} bytes, Lab ${all} bytes, gzip` });
	expect(all).toBeLessThanOrEqual(SCRIPT_BYTES);
	expect(first).toBeGreaterThan(0);
	expect(first).toBeLessThan(all);
});

test("a whole test runs without an error, a complaint of the browser, or a request to anywhere else", async ({ page, baseURL }) => {
	const { complaints, open } = watched(page, String(baseURL));
	const lab = await watchFromLanding(page, 4);
	await lab.setDelay("None");
	const script = scriptOn(page, 4);
	await expect(script.verdict).toContainText("as expected");
	await script.again();
	await script.button("All at once").click();
	await expect(script.verdict).toContainText("as expected");
	// What a page loads by itself after a while is asked for now: a page that leaves ends its requests, and the browser calls that a failure.
	await page.keyboard.press("F1");
	await expect(page.locator("[data-word]:focus")).toBeVisible();
	await expect.poll(() => [...open].map((request) => request.url())).toEqual([]);
	await page.reload();
	await expect(lab.button("Pause")).toBeEnabled();
	expect(complaints).toEqual([]);
});
