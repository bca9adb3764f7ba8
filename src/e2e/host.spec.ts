import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { createInterface } from "node:readline";
import { expect, test } from "@playwright/test";
import WebSocket from "ws";

/** The built host, as npm start runs it. */
const MAIN = "dist/server/main.js";

function start(...args: string[]) {
	const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", "pipe", "pipe"] });
	const lines = createInterface({ input: child.stdout });
	let said = "";
	child.stderr.on("data", (chunk) => {
		said += chunk;
	});
	const ended = once(child, "close").then(([code]) => ({ code: code as number | null, said }));
	return { child, lines, ended };
}

async function address(lines: AsyncIterable<string>): Promise<string> {
	for await (const line of lines) {
		const found = /Slow Wire is at (http:\S+)/.exec(line)?.[1];
		if (found !== undefined) return found;
	}
	throw new Error("it never said where it is");
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
	test(`${signal} closes everything and exits 0 within two seconds, even with a visitor`, async ({ page }) => {
		const host = start("--port", "0", "--mqtt-port", "0");
		const url = await address(host.lines);
		const watching = page.waitForEvent("websocket", (socket) => socket.url().includes("/watch"));
		await page.goto(`${url}/r/lobby`);
		await watching;
		const since = performance.now();
		host.child.kill(signal);
		expect(await host.ended).toEqual({ code: 0, said: "" });
		expect(performance.now() - since).toBeLessThan(2_000);
	});
}

test("a bad flag and a taken port are one sentence and exit code 2", async () => {
	expect(await start("--port", "http").ended).toEqual({ code: 2, said: expect.stringMatching(/^slow-wire: --port .*\n$/) });
	const first: { child: ChildProcess; lines: AsyncIterable<string>; ended: Promise<unknown> } = start("--port", "0", "--mqtt-port", "off");
	const { port } = new URL(await address(first.lines));
	expect(await start("--port", port, "--mqtt-port", "off").ended).toEqual({
		code: 2,
		said: expect.stringMatching(/^slow-wire: port \d+ .*taken.*\n$/),
	});
	first.child.kill();
	await first.ended;
});

for (const [what, stdout] of [
	["goes to a full disk", "/dev/full"],
	["has lost its reader", "pipe"],
] as const) {
	test(`a host whose output ${what} serves on, and stops when it is told to`, async ({ request }) => {
		test.skip(stdout !== "pipe" && process.platform !== "linux", "only Linux has /dev/full");
		const port = await freePort();
		const out = stdout === "pipe" ? stdout : openSync(stdout, "w");
		const child = spawn(process.execPath, [MAIN, "--port", String(port), "--mqtt-port", "off"], { stdio: ["ignore", out, "ignore"] });
		child.stdout?.destroy();
		const ended = once(child, "close");
		const health = `http://127.0.0.1:${port}/healthz`;
		const answer = () =>
			request.get(health).then(
				(response) => response.json(),
				() => null,
			);
		await expect.poll(answer).toMatchObject({ status: "ok", rooms: 0 });
		// A room that opens appears as a line of the log.
		const watching = new WebSocket(`ws://127.0.0.1:${port}/r/kitchen/watch`);
		await once(watching, "message");
		expect(await answer()).toMatchObject({ status: "ok", rooms: 1 });
		watching.close();
		child.kill("SIGTERM");
		expect(await ended).toEqual([0, null]);
		if (typeof out === "number") closeSync(out);
	});
}

async function freePort(): Promise<number> {
	const server = createServer().listen(0, "127.0.0.1");
	await once(server, "listening");
	const { port } = server.address() as AddressInfo;
	server.close();
	await once(server, "close");
	return port;
}

test("every page address loads under its Content-Security-Policy, without a complaint and without a foreign request", async ({
	page,
	baseURL,
}) => {
	const complaints: string[] = [];
	page.on("console", (line) => {
		if (line.type() === "error" || line.text().includes("Content Security Policy")) complaints.push(line.text());
	});
	page.on("pageerror", (fault) => complaints.push(String(fault)));
	page.on("request", (request) => {
		if (!request.url().startsWith(String(baseURL)) && !request.url().startsWith("data:")) complaints.push(request.url());
	});
	for (const path of ["/", "/r/lobby"]) {
		await page.goto(path, { waitUntil: "load" });
		await expect(page.locator("#root > *").first()).toBeVisible();
	}
	expect(complaints).toEqual([]);
});
