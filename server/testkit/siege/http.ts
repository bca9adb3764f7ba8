import { connect as connectTcp } from "node:net";
import { framed, openClient } from "#server/testkit/raw-client.ts";
import { type Attack, type Besieged, breath, many, openTimer, part } from "./attack.ts";
import { openParty } from "./party.ts";

/** Ms without a byte after which a connection counts as forgotten. */
const SILENT_MS = 10_000;

type Piped = {
	readonly answers: number;
	/** Whether they were read as they came: of a connection that breaks, what is not read is lost. */
	readonly reads: boolean;
	/** Whether the host ended the connection, or said that it would; false: silence. */
	readonly over: boolean;
};

/** An address of their own, where there is one: they use up the requests of their address, and others at theirs are to feel nothing of it. */
const FROM = process.platform === "linux" ? { localAddress: "127.0.0.2" } : {};

/** Writes all of it at once, and counts the answers until there are enough of them, or the connection ends. */
function pipe({ httpPort }: Besieged, requests: Buffer, count: number, reads: boolean): Promise<Piped> {
	return new Promise((settle) => {
		const socket = connectTcp({ port: httpPort, host: "127.0.0.1", noDelay: true, ...FROM });
		let answers = 0;
		let rest = "";
		const done = (over: boolean) => {
			socket.destroy();
			settle({ answers, reads, over });
		};
		socket.setTimeout(SILENT_MS, () => done(false));
		socket.on("error", () => {});
		socket.on("close", () => done(true));
		socket.on("connect", () => {
			socket.write(requests);
			if (!reads) setTimeout(() => socket.resume(), 300);
		});
		socket.on("data", (chunk) => {
			const text = rest + chunk.toString("latin1");
			answers += text.split("HTTP/1.1 ").length - 1;
			rest = text.slice(-8);
			if (answers >= count) done(true);
		});
		if (!reads) socket.pause();
	});
}

const HEAD = "Host: localhost\r\n";
const LARGE = `${HEAD}${many(60, (n) => `X-${n}: ${"y".repeat(200)}\r\n`).join("")}`;
const REQUESTS = [
	`GET /healthz HTTP/1.1\r\n${HEAD}\r\n`,
	`HEAD / HTTP/1.1\r\n${HEAD}\r\n`,
	`GET /nowhere/at/all HTTP/1.1\r\n${HEAD}\r\n`,
	`GET /r/%zz/mqtt HTTP/1.1\r\n${HEAD}\r\n`,
	`GET /favicon.svg HTTP/1.1\r\n${HEAD}\r\n`,
	`GET / HTTP/1.1\r\n${HEAD}Accept-Encoding: gzip\r\n\r\n`,
	`GET /healthz HTTP/1.1\r\n${LARGE}\r\n`,
	`POST /healthz HTTP/1.1\r\n${HEAD}Content-Length: 3\r\n\r\nabc`,
	`GET /healthz HTTP/1.1\r\n${HEAD}Expect: x\r\n\r\n`,
	"GET /healthz HTTP/1.1\r\n\r\n",
];

export const pipelined: Attack = {
	says: "3,000 HTTP requests in one write, on 60 connections at once, whose answers are read at once, later or not at all",
	async run(host, dice, extent) {
		const party = openParty(host, "pipelined");
		const inside = await party.join("inside", { websocket: true });
		const count = part(3_000, extent, 100);
		const timer = openTimer(extent);
		let requests = 0;
		do {
			const piped = await Promise.all(
				many(part(60, extent, 2), () => pipe(host, Buffer.from(dice.one(REQUESTS).repeat(count)), count, dice.chance(0.7))),
			);
			requests += count * piped.length;
			if (piped.some(({ answers, reads }) => reads && answers === 0)) party.blame("a connection has had no answer at all");
			if (piped.some(({ over }) => !over)) party.blame("a connection was forgotten in the middle of its answers");
			inside?.ping();
			await inside?.answered();
			await breath(50);
		} while (!timer.isOver());
		return party.end(`${requests.toLocaleString("en")} requests`);
	},
};

/** A WebSocket Ping without a payload, as a client sends it: masked, with a mask of zeros. */
const PING = Buffer.from([0x89, 0x80, 0, 0, 0, 0]);

export const pings: Attack = {
	says: "WebSocket Pings, 10,000 in one write, on MQTT sockets whose clients do not read the Pongs, and then do",
	async run(host, _, extent) {
		const party = openParty(host, "pings");
		const inside = await party.join("inside", { websocket: true });
		const clients = await Promise.all(many(part(10, extent, 2), (n) => party.join(`ping-${n}`, { websocket: true })));
		const flood = Buffer.concat(many(part(10_000, extent, 100), () => PING));
		const timer = openTimer(extent);
		let sent = 0;
		do {
			for (const [n, one] of clients.entries()) {
				if (n % 2 === 0) one?.stopReading();
				one?.sendRaw(flood);
				one?.ping();
				sent += 1;
			}
			inside?.ping();
			await inside?.answered();
			await breath(30);
			for (const one of clients) one?.goOnReading();
			await breath(30);
		} while (!timer.isOver());
		return party.end(`${sent} x ${flood.length / PING.length} Pings`);
	},
};

export const tinyFrames: Attack = {
	says: "60 WebSocket clients that send 8,000 PINGREQs in one write, each in a frame of its own",
	async run(host, _, extent) {
		const party = openParty(host, "frames");
		const inside = await party.join("inside", { websocket: true });
		const clients = await Promise.all(
			many(part(60, extent, 2), (n) =>
				openClient({ port: host.httpPort, path: "/r/frames/mqtt", clientId: `tiny-${n}`, userName: "frames" }),
			),
		);
		const count = part(8_000, extent, 100);
		const flood = Buffer.concat(many(count, () => framed(Buffer.from([0xc0, 0]), true)));
		let answers = 0;
		for (const one of clients)
			one.onPacket = () => {
				answers += 1;
			};
		const timer = openTimer(extent);
		let sent = 0;
		do {
			if (answers === sent) {
				for (const one of clients) one.write(flood);
				sent += clients.length * count;
			}
			inside?.ping();
			await inside?.answered();
			await party.until(() => answers === sent, 1_000);
		} while (!timer.isOver() && clients.every(({ broken }) => broken === null));
		for (let waited = 0; answers < sent && waited < 100; waited += 1) await breath(100);
		for (const one of clients) if (one.broken !== null) party.blame(one.broken);
		for (const one of clients) one.close();
		if (answers !== sent) party.blame(`${answers} answers to ${sent}`);
		return party.end(`${sent.toLocaleString("en")} frames`);
	},
};

export const tornFrames: Attack = {
	says: "150 WebSocket clients that send 65 KB of PINGREQs, each in a frame of its own, and are reset in their middle",
	async run(host, _, extent) {
		const party = openParty(host, "torn");
		const inside = await party.join("inside", { websocket: true });
		const flood = Buffer.concat(many(part(8_000, extent, 1_000), () => framed(Buffer.from([0xc0, 0]), true)));
		const timer = openTimer(extent);
		let torn = 0;
		do {
			const clients = await Promise.allSettled(
				many(part(150, extent, 3), (n) =>
					openClient({ port: host.httpPort, path: "/r/torn/mqtt", clientId: `torn-${n}`, userName: "torn" }),
				),
			);
			const open = clients.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
			if (open.length < clients.length) party.blame(`${clients.length - open.length} clients did not get in`);
			for (const one of open) one.write(flood);
			await breath(30);
			for (const one of open) one.socket.resetAndDestroy();
			torn += open.length;
			inside?.ping();
			await inside?.answered();
		} while (!timer.isOver());
		return party.end(`${torn} clients`);
	},
};
