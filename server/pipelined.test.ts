import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { Duplex } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { boundPipelines } from "./pipelined.ts";

const GET = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
const ANSWER = /HTTP\/1\.1 200/g;

/** What node:http would answer by itself, uncounted. */
const ODD = {
	"with an expectation that nobody knows": "GET / HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\n\r\n",
	"without Host": "GET / HTTP/1.1\r\n\r\n",
};

let server: Server;
let requests: number;

beforeEach(async () => {
	requests = 0;
	server = createServer({ requireHostHeader: false });
	const bound = boundPipelines(server);
	server.on("request", (request, response) => {
		requests += 1;
		bound(request, response);
		response.end("x");
	});
	server.listen(0, "127.0.0.1");
	await once(server, "listening");
});
afterEach(() => {
	server.closeAllConnections();
	server.close();
});

function call(): Socket {
	return connect((server.address() as AddressInfo).port, "127.0.0.1");
}

describe("one HTTP connection", () => {
	it("that sends thousands of requests at once is answered some of them, and ends", async () => {
		const socket = call();
		socket.write(GET.repeat(3_000));
		const answers = await text(socket);
		expect(answers.match(ANSWER)).toHaveLength(32);
		expect(answers.match(/Connection: close/g)).toHaveLength(1);
		expect(requests).toBeLessThan(100);
	});

	it.each(Object.entries(ODD))("that sends thousands of requests %s at once is answered some of them, and ends", async (_, request) => {
		const socket = call();
		socket.write(request.repeat(3_000));
		const answers = await text(socket);
		expect(answers.match(ANSWER)).toHaveLength(32);
		expect(answers.match(/HTTP\/1\.1/g)).toHaveLength(32);
		expect(requests).toBeLessThan(100);
	});

	it("is answered whatever it sends a few at a time, for as long as it likes", async () => {
		const socket = call();
		let answers = "";
		socket.setEncoding("latin1").on("data", (some: string) => {
			answers += some;
		});
		for (let n = 1; n <= 20; n += 1) {
			socket.write(GET.repeat(10));
			await expect.poll(() => answers.match(ANSWER)?.length).toBe(10 * n);
		}
		socket.destroy();
	});

	it("that asks for an upgrade where nobody hands out any is answered, and can be closed with the others", async () => {
		const socket = call();
		socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n`);
		await once(socket, "data");
		const closed = once(server, "close");
		server.close();
		server.closeAllConnections();
		await closed;
		expect(requests).toBe(1);
	});

	it("hands on all that follows a handshake, in order", async () => {
		const follows = Array.from({ length: 2_000 }, (_, n) => `${n};`).join("");
		const heard = new Promise((settle) => {
			server.on("upgrade", (_, socket, head) => {
				let all = "";
				if (head.length > 0) socket.unshift(head);
				socket.on("data", (some: Buffer) => {
					all += some.toString("latin1");
					if (all.length >= follows.length) settle(all);
				});
			});
		});
		const socket = call();
		socket.write(`GET / HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n${follows}`);
		expect(await heard).toBe(follows);
		socket.destroy();
	});
});

it("of many connections that send thousands of requests at once, a bounded number is begun in one turn of the event loop", async () => {
	const sockets = Array.from({ length: 30 }, () => new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() }));
	for (const socket of sockets) server.emit("connection", socket);
	for (const socket of sockets) socket.push(GET.repeat(3_000));
	let most = requests;
	for (let before = 0; requests < 30 * 32; before = requests) {
		await new Promise<void>((next) => setImmediate(next));
		most = Math.max(most, requests - before);
	}
	// 4 KB of requests of 35 bytes, of two turns: what was begun before this one, and this one.
	expect(most).toBeLessThan(300);
});
