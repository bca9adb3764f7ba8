import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { createInterface } from "node:readline";
import { expect, test } from "@playwright/test";
import WebSocket from "ws";

/** The built host, as npm start runs it. */
const MAIN = "dist/server/main.js";

/** Keys of a terminal: stop, go on, interrupt. */
const [CTRL_S, CTRL_Q, CTRL_C] = ["\x13", "\x11", "\x03"];

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

test("a host whose terminal stands still serves on, goes on with its lines later, and stops when it is told to", async ({ request }) => {
	test.skip(process.platform !== "linux", "script(1) has other options elsewhere");
	const port = await freePort();
	// A terminal of its own; what is typed into it comes from stdin.
	const run = `exec "${process.execPath}" ${MAIN} --port ${port} --mqtt-port off`;
	const terminal = spawn("script", ["--quiet", "--return", "--flush", "--command", run, "/dev/null"], {
		stdio: ["pipe", "pipe", "inherit"],
	});
	const ended = once(terminal, "close");
	let said = "";
	terminal.stdout.on("data", (chunk) => {
		said += chunk;
	});
	const healthy = async () => (await request.get(`http://127.0.0.1:${port}/healthz`, { timeout: 5_000 })).json();
	const visit = async (room: string) => {
		const watching = new WebSocket(`ws://127.0.0.1:${port}/r/${room}/watch`);
		await once(watching, "message");
		watching.close();
	};
	await expect.poll(() => said).toContain("Slow Wire is at");
	await visit("before");
	await expect.poll(() => said).toContain("room before opened");
	terminal.stdin.write(CTRL_S);
	await visit("kitchen");
	await visit("garden");
	expect(await healthy()).toMatchObject({ status: "ok", rooms: 3 });
	terminal.stdin.write(CTRL_Q);
	await expect.poll(() => said).toContain("room garden opened");
	terminal.stdin.write(CTRL_S);
	await visit("cellar");
	expect(await healthy()).toMatchObject({ status: "ok", rooms: 4 });
	terminal.stdin.write(CTRL_C);
	expect(await ended).toEqual([0, null]);
});

test("a fault that gets past every catch is logged, and the host serves on", async ({ request }) => {
	// Long after the host has begun to serve.
	const faults = "setTimeout(() => { Promise.reject(new Error('rejected')); throw new Error('injected'); }, 2_000)";
	const args = ["--import", `data:text/javascript,${encodeURIComponent(faults)}`, MAIN, "--port", "0", "--mqtt-port", "off"];
	const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
	const ended = once(child, "close");
	let said = "";
	child.stdout.on("data", (chunk) => {
		said += chunk;
	});
	await expect.poll(() => said).toContain("goes on: Error: injected");
	await expect.poll(() => said).toContain("goes on: Error: rejected");
	const url = /Slow Wire is at (http:\S+)/.exec(said)?.[1];
	expect((await request.get(`${url}/healthz`)).status()).toBe(200);
	child.kill("SIGTERM");
	expect(await ended).toEqual([0, null]);
});

test("a host that may open few files takes as many visitors as it can, always lets a page in, and recovers", async ({ request }) => {
	test.skip(process.platform === "win32", "there is no ulimit");
	const run = `ulimit -n 300 && exec "${process.execPath}" ${MAIN} --port 0 --mqtt-port off`;
	const child = spawn("sh", ["-c", run], { stdio: ["ignore", "pipe", "inherit"] });
	const ended = once(child, "close");
	const url = await address(createInterface({ input: child.stdout }));
	const healthy = async () => (await request.get(`${url}/healthz`)).status();
	const visitors = Array.from({ length: 700 }, (_, number) => {
		const kind = number % 2 === 0 ? "mqtt" : "watch";
		return new WebSocket(`${url.replace("http", "ws")}/r/room-${number % 3}/${kind}`, kind === "mqtt" ? ["mqtt"] : []);
	});
	let settled = 0;
	for (const one of visitors) {
		one.on("error", () => {});
		one.once("open", () => settled++).once("error", () => settled++);
	}
	await expect.poll(() => settled).toBe(700);
	expect(visitors.filter((one) => one.readyState === WebSocket.OPEN).length).toBeGreaterThan(100);
	expect(await healthy()).toBe(200);
	expect((await request.get(`${url}/r/room-1`)).status()).toBe(200);
	for (const one of visitors) one.terminate();
	const again = new WebSocket(`${url.replace("http", "ws")}/r/room-1/watch`);
	await once(again, "message");
	again.close();
	child.kill("SIGTERM");
	expect(await ended).toEqual([0, null]);
});

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
