import { connect, type Socket } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type NodeHost, openNodeHost } from "./node-host.ts";
import { connectPacket, framed } from "./testkit/raw-client.ts";

let host: NodeHost;
beforeAll(async () => {
	const flags = { host: "127.0.0.1", port: 0, mqttPort: null, names: ["lab.example"] };
	const opened = await openNodeHost({ flags, folder: "public", log: () => {} });
	if ("fault" in opened) throw new Error(opened.fault);
	host = opened;
});
afterAll(() => host.close());

/** Sends a request as it is written here, and settles once the answer's end, or as much of it as is asked for, has come. */
function ask(target: string, headers: readonly string[], has: (answer: string) => boolean = () => false): Promise<[string, Socket]> {
	const socket = connect({ port: host.port, host: "127.0.0.1" });
	let answer = "";
	return new Promise((settle, fail) => {
		socket.on("error", fail);
		socket.on("close", () => settle([answer, socket]));
		socket.on("data", (bytes) => {
			answer += bytes.toString("latin1");
			if (has(answer)) settle([answer, socket]);
		});
		socket.write(`GET ${target} HTTP/1.1\r\n${headers.map((line) => `${line}\r\n`).join("")}\r\n`);
	});
}

const PLAIN = ["Host: localhost", "Connection: close"];
const UPGRADE = ["Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: c2l4dGVlbiBieXRlcyEhIQ=="];
const statusOf = async (target: string, headers: readonly string[]) => {
	const [answer, socket] = await ask(target, headers, (read) => read.includes("\r\n\r\n"));
	socket.destroy();
	return Number(answer.split(" ")[1]);
};

/** One path for each kind of answer. Without a path, the path is "/". */
const PATHS = ["", "/", "/healthz", "/favicon.svg", "/r/room/mqtt", "/r/no_room", "/nothing", "?a=/r/room/mqtt"];
const WATCH = ["/r/room/watch?origin=http%3A%2F%2Flocalhost", "/r/room/watch?origin=http%3A%2F%2Felsewhere.example"];

test.each(["http://localhost", "HTTP://LocalHost", "https://localhost"])(
	"a target that begins with %s means what is behind it",
	async (name) => {
		const statuses = new Set<number>();
		for (const path of [...PATHS, ...WATCH]) {
			const status = await statusOf(path.startsWith("/") ? path : `/${path}`, PLAIN);
			expect(await statusOf(`${name}${path}`, PLAIN), path).toBe(status);
			statuses.add(status);
		}
		expect([...statuses]).toEqual(expect.arrayContaining([200, 403, 404, 426]));
	},
);

test("the host in the target stands in place of the Host header, for pages and for both sockets (RFC 9112, section 3.2.2)", async () => {
	const doors = [
		["/favicon.svg", ["Connection: close"], 200],
		["/r/room/watch", UPGRADE, 101],
		["/r/room/mqtt", [...UPGRADE, "Sec-WebSocket-Protocol: mqtt"], 101],
		["/mqtt", [...UPGRADE, "Sec-WebSocket-Protocol: mqtt"], 101],
	] as const;
	for (const [path, headers, status] of doors) {
		for (const name of ["lab.example", `localhost:${host.port}`, "[::1]:80"])
			expect(await statusOf(`http://${name}${path}`, ["Host: evil.example", ...headers]), path).toBe(status);
		// With a user name, without a host, and with a host of another name.
		for (const name of ["evil.example", "me@localhost", "", "evil.example:80"])
			expect([400, 421], `${name}${path}`).toContain(await statusOf(`http://${name}${path}`, ["Host: localhost", ...headers]));
	}
});

test("a page comes from here if its origin is the host in the target", async () => {
	const from = (origin: string) => statusOf("http://lab.example/r/room/watch", ["Host: localhost", `Origin: ${origin}`, ...UPGRADE]);
	expect(await from("http://lab.example")).toBe(101);
	expect(await from("http://localhost")).toBe(403);
});

test("what a page may connect to is named as in the target", async () => {
	const [answer] = await ask("http://lab.example:81/favicon.svg", PLAIN);
	expect(answer).toContain("connect-src 'self' ws://lab.example:81 wss://lab.example:81;");
	const [player] = await ask("http://lab.example/embed?test-2", PLAIN);
	expect(player).toContain("frame-ancestors *");
});

test("a client of MQTT that names its target in absolute form is let into its room", async () => {
	const headers = ["Host: localhost", ...UPGRADE, "Sec-WebSocket-Protocol: mqtt"];
	const [, socket] = await ask("http://localhost/r/kitchen/mqtt", headers, (read) => read.includes("\r\n\r\n"));
	const answer = new Promise<Buffer>((settle) => socket.once("data", settle));
	socket.write(framed(connectPacket({ clientId: "raw", userName: "x" }), true));
	expect([...(await answer)]).toEqual([0x82, 4, 0x20, 2, 0, 0]);
	socket.destroy();
});

test("a room that is asked about at /host is the one in the target, in absolute form or not", async () => {
	const openOf = async (target: string) => /"open":(true|false)/.exec((await ask(target, PLAIN))[0])?.[1];
	const socket = (
		await ask("/r/studio/mqtt", ["Host: localhost", ...UPGRADE, "Sec-WebSocket-Protocol: mqtt"], (read) => read.includes("\r\n\r\n"))
	)[1];
	expect(await openOf("/host?room=STUDIO")).toBe("true");
	expect(await openOf("http://localhost/host?room=STUDIO")).toBe("true");
	expect(await openOf("http://localhost/host?room=elsewhere")).toBe("false");
	socket.destroy();
});
