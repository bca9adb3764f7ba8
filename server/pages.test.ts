import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request as httpRequest } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openOwnNames } from "#host/own-names.ts";
import { hostTold } from "./host-told.ts";
import { listen } from "./listen.ts";
import { openPages } from "./pages.ts";

const folder = mkdtempSync(join(tmpdir(), "slow-wire-pages-"));
mkdirSync(join(folder, "assets"));
writeFileSync(join(folder, "index.html"), "<!doctype html>the page");
writeFileSync(join(folder, "favicon.svg"), "<svg/>");
writeFileSync(join(folder, "assets", "app-1a2b3c.js"), "export {};");
writeFileSync(join(folder, "assets", "app-1a2b3c.js.gz"), "gz");

const doors = { mqttPort: 1891, opening: "visit" as const, rooms: { knows: (room: string) => room === "kitchen" } };
const tells = (query: string | undefined) => hostTold(query, doors);
const server = createServer(openPages({ folder, version: "1.2.3", health: () => ({ rooms: 2, connections: 7 }), tells }));
let port = 0;

beforeAll(async () => {
	const listening = await listen(server, "127.0.0.1", 0);
	if ("fault" in listening) throw new Error(listening.fault);
	port = listening.port;
});
afterAll(() => {
	server.close();
	server.closeAllConnections();
	rmSync(folder, { recursive: true });
});

function get(path: string, init: RequestInit = {}) {
	return fetch(`http://127.0.0.1:${port}${path}`, init);
}

const PAGES = ["/", "/r/lobby", "/r/Room-7", "/r/lobby?step=3", "/r/lobby/", "/r/lobby/lessons", "/r/lobby/lessons/test-2"];
const MORE_PAGES = [
	"/r/lobby/matrix",
	"/r/lobby/rules",
	"/r/lobby/questions",
	"/r/lobby/questions/dup",
	"/r/lobby/words",
	"/questions",
	"/questions/dup",
	"/words",
	"/play",
	"/embed",
	"/embed?x",
	"/handout/test-2",
	"/recording",
];
test.each([...PAGES, ...MORE_PAGES])("%s is the page, never kept without asking", async (path) => {
	const answer = await get(path);
	expect(answer.status).toBe(200);
	expect(await answer.text()).toBe("<!doctype html>the page");
	expect(answer.headers.get("content-type")).toBe("text/html;charset=utf-8");
	expect(answer.headers.get("cache-control")).toBe("no-cache");
});

test("a page that is in no room is told the MQTT port, and whether a room is open, in capitals or not", async () => {
	for (const [asked, open] of [
		["?room=KITCHEN", true],
		["?room=zzz9", false],
		["?room=~hidden", false],
		["", false],
	] as const) {
		const answer = await get(`/host${asked}`);
		expect(await answer.json()).toEqual({ mqttPort: 1891, opening: "visit", open });
		expect(answer.headers.get("cache-control")).toBe("no-store");
	}
});

test("the page is not sent again to a browser that has it", async () => {
	const etag = (await get("/")).headers.get("etag") ?? "";
	const again = await get("/r/lobby", { headers: { "If-None-Match": etag } });
	expect(again.status).toBe(304);
	expect(again.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("what has its hash in its name is kept for a year", async () => {
	const answer = await get("/assets/app-1a2b3c.js", { headers: { "Accept-Encoding": "identity" } });
	expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
	expect(await answer.text()).toBe("export {};");
	expect((await get("/favicon.svg")).headers.get("cache-control")).toBe("no-cache");
});

test("a name that is made to resolve to this host gets no page, and reads why; how the host is may be asked by any name", async () => {
	const own = openOwnNames({ names: ["lab.example"], origins: [] });
	const named = createServer(openPages({ folder, version: "1.2.3", health: () => ({ rooms: 0, connections: 0 }), own }));
	const listening = await listen(named, "127.0.0.1", 0);
	if ("fault" in listening) throw new Error(listening.fault);
	const ask = (host: string, path: string) =>
		new Promise<[number | undefined, string]>((settle) => {
			const options = { port: listening.port, path, headers: { Host: host } };
			httpRequest(options, async (answer) => settle([answer.statusCode, await text(answer)])).end();
		});
	const refused = [421, expect.stringContaining("“evil.example:1” is not a name of this host")];
	for (const path of ["/", "/r/lobby", "/assets/app-1a2b3c.js", "/r/lobby/watch"])
		expect(await ask("evil.example:1", path)).toEqual(refused);
	expect((await ask("evil.example", "/healthz"))[0]).toBe(200);
	for (const host of ["lab.example:1", "localhost", "127.0.0.1:8", "[::1]"]) expect((await ask(host, "/"))[0]).toBe(200);
	expect(await ask("lab.example", "/r/lobby/watch?origin=https%3A%2F%2Felsewhere.example")).toEqual([
		403,
		expect.stringContaining("--origin"),
	]);
	expect((await ask("lab.example", "/r/lobby/watch?origin=http%3A%2F%2Flab.example"))[0]).toBe(426);
	named.close();
	named.closeAllConnections();
});

test("a range that ends before it begins gets the whole file", async () => {
	const answer = await get("/favicon.svg", { headers: { Range: "bytes=5-2" } });
	expect(answer.status).toBe(200);
	expect(await answer.text()).toBe("<svg/>");
});

test.each([
	["/r/", "room name"],
	["/r/a_b", "a_b"],
	["/r/%E0%A4%A", "room name"],
	[`/r/${"x".repeat(33)}`, "32"],
	["/r/-a", "letters, digits or hyphens"],
	["/r/lobby/nothing", "/r/lobby"],
	["/nothing", "Nothing is at this address"],
	["/assets/gone.js", "Nothing is at this address"],
	["/..%2f..%2fetc/passwd", "Nothing is at this address"],
])("%s is not there, and says so in plain text", async (path, mentions) => {
	const answer = await get(path);
	expect(answer.status).toBe(404);
	expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
	expect(answer.headers.get("cache-control")).toBe("no-store");
	expect(await answer.text()).toContain(mentions);
});

test("a socket's path asked for without a socket explains itself", async () => {
	for (const path of ["/mqtt", "/r/demo/mqtt", "/r/demo/watch"]) expect((await get(path)).status).toBe(426);
});

test("only reading is answered", async () => {
	const answer = await get("/", { method: "POST", body: "x" });
	expect(answer.status).toBe(405);
	expect(answer.headers.get("allow")).toBe("GET, HEAD");
});

test("a room is asked for with a password in the body, and each answer is a sentence", async () => {
	const asked: unknown[] = [];
	const opens = async (room: string, password: string) => {
		asked.push([room, password]);
		return password === "open sesame" ? null : "This is not the password of this host.";
	};
	const asking = createServer(openPages({ folder, version: "1.2.3", health: () => ({ rooms: 2, connections: 7 }), opens }));
	const listening = await listen(asking, "127.0.0.1", 0);
	if ("fault" in listening) throw new Error(listening.fault);
	const post = async (body: string) => {
		const answer = await fetch(`http://127.0.0.1:${listening.port}/r/demo`, { method: "POST", body });
		return [answer.status, await answer.text()];
	};
	try {
		expect(await post("open sesame")).toEqual([204, ""]);
		expect(await post("")).toEqual([403, "This is not the password of this host.\n"]);
		expect(await post("x".repeat(2_000))).toEqual([413, "A password has at most 1024 bytes.\n"]);
		expect(asked).toEqual([
			["demo", "open sesame"],
			["demo", ""],
		]);
	} finally {
		asking.close();
		asking.closeAllConnections();
	}
});

test("health is a few numbers, never from a cache", async () => {
	const answer = await get("/healthz");
	expect(answer.headers.get("cache-control")).toBe("no-store");
	expect(await answer.json()).toEqual({ status: "ok", version: "1.2.3", rooms: 2, connections: 7 });
});

test("every answer forbids what is foreign and what is inline", async () => {
	for (const path of ["/", "/assets/app-1a2b3c.js", "/nothing", "/healthz"]) {
		const { headers } = await get(path);
		const policy = headers.get("content-security-policy") ?? "";
		expect(policy).toContain("script-src 'self'; style-src 'self';");
		expect(policy).toContain(`connect-src 'self' ws://127.0.0.1:${port} wss://127.0.0.1:${port};`);
		expect(policy).not.toContain("unsafe");
		expect(headers.get("x-content-type-options")).toBe("nosniff");
		expect(headers.get("referrer-policy")).toBe("no-referrer");
	}
});

test("only the player may be shown in a frame of another site", async () => {
	const framed = async (path: string) => /frame-ancestors [^;]+/.exec((await get(path)).headers.get("content-security-policy") ?? "")?.[0];
	for (const path of ["/", "/r/lobby", "/play", "/embedded", "/r/embed"]) expect(await framed(path), path).toBe("frame-ancestors 'self'");
	for (const path of ["/embed", "/embed?x"]) expect(await framed(path), path).toBe("frame-ancestors *");
});

test("a room has no other pages than its screens", async () => {
	for (const path of [
		"/r/~page-1",
		"/r/~page-1/lessons",
		"/r/~/mqtt",
		"/r/lobby/ledger",
		"/r/lobby/matrix/1",
		"/r/lobby/lessons/test-2/more",
		"/handout/",
		"/recording/",
		"/handout/a/b",
	]) {
		expect((await get(path)).status, path).toBe(404);
	}
});

test("a Host header cannot write into the policy", async () => {
	const policy = await new Promise<string>((settle) => {
		httpRequest({ port, host: "127.0.0.1", headers: { Host: "x; script-src *" } }, (answer) => {
			answer.resume();
			settle(String(answer.headers["content-security-policy"]));
		}).end();
	});
	expect(policy).toContain("connect-src 'self';");
	expect(policy).not.toContain("*");
});

test.each([
	["1.1", 400],
	["1.0", 200],
])("a request of HTTP/%s without Host is answered %i", async (version, status) => {
	const strict = createServer(
		{ requireHostHeader: false },
		openPages({ folder, version: "1.2.3", health: () => ({ rooms: 0, connections: 0 }) }),
	);
	const listening = await listen(strict, "127.0.0.1", 0);
	if ("fault" in listening) throw new Error(listening.fault);
	const socket = connect(listening.port, "127.0.0.1");
	socket.write(`GET /healthz HTTP/${version}\r\nConnection: close\r\n\r\n`);
	expect(await text(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
	strict.close();
});
