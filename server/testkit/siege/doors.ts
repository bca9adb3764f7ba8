import { connect as connectTcp, type Socket } from "node:net";
import type { Dice } from "#engine/testkit/dice.ts";
import { connectPacket, packet, UTF8, upgradeRequest } from "#server/testkit/raw-client.ts";
import { type Attack, breath, many, openTimer, part } from "./attack.ts";
import { openParty } from "./party.ts";

type Call = { readonly port: number; readonly says: Buffer | string; readonly resets: boolean; readonly afterMs: number };

/** Connects, says this, and is gone; with a reset, or with an end that waits a little for an answer. */
function call({ port, says, resets, afterMs }: Call): Promise<void> {
	return new Promise((settle) => {
		const socket: Socket = connectTcp({ port, host: "127.0.0.1", noDelay: true });
		socket.on("error", () => {});
		socket.on("close", () => settle());
		socket.on("connect", () => {
			socket.write(says);
			const go = () => void (resets ? socket.resetAndDestroy() : socket.destroy());
			if (afterMs === 0) go();
			else setTimeout(go, afterMs);
		});
	});
}

/** Callers, several at a time, until the time is up. Returns how many there were. */
async function callOften(side: number, draw: () => Call, isOver: () => boolean): Promise<number> {
	let calls = 0;
	await Promise.all(
		many(side, async () => {
			do {
				await call(draw());
				calls += 1;
			} while (!isOver());
		}),
	);
	return calls;
}

const PATHS = [
	"/nope",
	"/r/x/nope",
	"/r/gate/mqtt",
	"/r/gate/watch",
	"/mqtt",
	"/",
	"/r/%zz/watch",
	"/r/../../watch",
	"/r/x/mqtt?page=%00",
	"/r/gate/watch?after=1e9&epoch=x",
	`/r/${"x".repeat(4_000)}/watch`,
];
const HEADERS = [
	"Origin: http://evil.example",
	"Sec-WebSocket-Version: 7",
	"Sec-WebSocket-Key: short",
	"Sec-WebSocket-Extensions: permessage-deflate",
	`X: ${"y".repeat(8_000)}`,
	"Content-Length: 5",
	"Transfer-Encoding: chunked",
	"Upgrade: h2c",
];

function drawUpgrade(dice: Dice): string {
	const request = upgradeRequest(dice.one(PATHS), dice.one(["mqtt", "", "foo", "mqttv3.1"]));
	const odd = dice.chance(0.5) ? request.replace("Host: localhost", `Host: localhost\r\n${dice.one(HEADERS)}`) : request;
	// Some end in the middle of their head, and some say more behind it.
	return dice.one([odd, odd, odd.slice(0, dice.below(odd.length)), `${odd}${"z".repeat(dice.below(2_000))}`]);
}

export const upgrades: Attack = {
	says: "upgrades to every kind of path with every kind of header, refused or not, and a reset behind each",
	async run(host, dice, extent) {
		const party = openParty(host, "gate");
		const timer = openTimer(extent);
		const inside = await party.join("inside", { websocket: true });
		const draw = () => ({
			port: host.httpPort,
			says: drawUpgrade(dice),
			resets: dice.chance(0.9),
			afterMs: dice.chance(0.1) ? dice.below(20) : 0,
		});
		const calls = await callOften(part(20, extent, 2), draw, timer.isOver);
		inside?.ping();
		return party.end(`${calls.toLocaleString("en")} upgrades`);
	},
};

const HTTP_JUNK = [
	"GET / HTTP/1.1\r\n\r\n",
	"POST /healthz HTTP/1.1\r\nContent-Length: 99999999\r\n\r\nx",
	"\u0016\u0003\u0001\u0002\u0000",
	"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
	"\r\n\r\n",
	"SSH-2.0-x\r\n",
];

export const wrongDoors: Attack = {
	says: "HTTP, TLS and others on the MQTT port, and MQTT on the HTTP port",
	async run(host, dice, extent) {
		const party = openParty(host, "doors");
		const timer = openTimer(extent);
		const inside = await party.join("inside");
		const draw = (): Call => {
			const resets = dice.chance(0.5);
			const afterMs = dice.below(30);
			if (dice.chance(0.5)) return { port: host.mqttPort, says: dice.one(HTTP_JUNK), resets, afterMs };
			const mqtt = [
				connectPacket({ clientId: "lost", userName: "doors" }),
				Buffer.from([0xc0, 0]),
				packet(0x30, UTF8("t"), Buffer.alloc(dice.below(5_000))),
			];
			return { port: host.httpPort, says: dice.one(mqtt), resets, afterMs };
		};
		const calls = await callOften(part(20, extent, 2), draw, timer.isOver);
		inside?.ping();
		return party.end(`${calls.toLocaleString("en")} calls`);
	},
};

export const garbage: Attack = {
	says: "random bytes, mutated packets and packets of every type, before and after CONNECT",
	async run(host, dice, extent) {
		const party = openParty(host, "garbage");
		const timer = openTimer(extent);
		const inside = await party.join("inside");
		const hello = () => connectPacket({ clientId: `g${dice.below(50)}`, userName: "garbage" });
		const noise = () => Buffer.from(many(dice.below(400), () => dice.below(256)));
		const anyType = () => packet(dice.below(256), noise());
		const mutated = () => {
			const bytes = Buffer.concat([
				hello(),
				packet(0x82, Buffer.from([0, 1]), UTF8("a/+/b"), Buffer.from([1])),
				packet(0x32, UTF8("a/b/b"), Buffer.from([0, 9]), noise()),
			]);
			for (let n = dice.below(4); n >= 0; n -= 1) bytes[dice.below(bytes.length)] = dice.below(256);
			return bytes;
		};
		const draw = (): Call => {
			const bytes = dice.one([noise, anyType, mutated, () => Buffer.concat([hello(), anyType(), anyType()])])();
			return { port: host.mqttPort, says: bytes, resets: dice.chance(0.3), afterMs: dice.below(15) };
		};
		const calls = await callOften(part(20, extent, 2), draw, timer.isOver);
		inside?.ping();
		return party.end(`${calls.toLocaleString("en")} calls`);
	},
};

/** Ms in which an honest visitor finds a room, whatever the rate at which one address may open them. */
const PATIENCE_MS = 5_000;

export const squatters: Attack = {
	says: "ever new rooms that are opened and left; then a visitor that wants a room of its own",
	async run(host, dice, extent) {
		const party = openParty(host, `honest-${dice.below(1_000_000)}`);
		const timer = openTimer(extent);
		const squat = () => `junk-${dice.below(1_000_000)}`;
		const draw = (): Call => ({
			port: host.mqttPort,
			says: connectPacket({ clientId: "squat", userName: squat() }),
			resets: dice.chance(0.5),
			afterMs: 20,
		});
		const calls = await callOften(part(20, extent, 2), draw, timer.isOver);
		const startedAt = performance.now();
		let honest = await party.join("honest", { mayBeCut: true });
		while (honest === null && performance.now() - startedAt < PATIENCE_MS) {
			await breath(200);
			honest = await party.join("honest", { mayBeCut: true });
		}
		if (honest === null) party.blame("an honest visitor found no room");
		honest?.ping();
		return party.end(`${calls.toLocaleString("en")} rooms`);
	},
};
