import { spawn, spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { openRoom } from "#engine/room.ts";
import { type NodeHost, openNodeHost } from "./node-host.ts";

let host: NodeHost;
let events: RoomEvent[];
/** The room has seen the end of a connection. */
let closed: Promise<void>;

beforeEach(async () => {
	events = [];
	let isClosed = () => {};
	closed = new Promise((settle) => {
		isClosed = settle;
	});
	const opened = await openNodeHost({
		flags: { host: "127.0.0.1", port: 0, mqttPort: 0 },
		folder: "public",
		log: () => {},
		async openRoom(options) {
			const room = await openRoom(options);
			room.journal.follow((event) => {
				events.push(event);
				if (event.type === "connection.closed") isClosed();
			});
			return room;
		},
	});
	if ("fault" in opened) throw new Error(opened.fault);
	host = opened;
});
afterEach(() => host.close());

const LINES = 1_000;
const told = (type: RoomEvent["type"]) => events.filter((event) => event.type === type);

/** Runs mosquitto_pub with these flags, and returns what it printed and how it ended. */
function mosquittoPub(flags: readonly string[], lines = ""): Promise<{ code: number | null; says: string }> {
	const program = spawn("mosquitto_pub", ["-h", "127.0.0.1", "-p", String(host.mqttPort), "-t", "a", ...flags]);
	let says = "";
	for (const stream of [program.stdout, program.stderr]) {
		stream.on("data", (text) => {
			says += text;
		});
	}
	program.stdin.end(lines);
	return new Promise((settle) => program.on("close", (code) => settle({ code, says })));
}

/** A room whose wires take so many ms. */
async function wiresOf(delayMs: number): Promise<void> {
	const entered = await host.rooms.enter("lobby");
	if (!entered.ok) throw new Error(entered.says);
	entered.visit.room.command({ type: "wire.delay", delayMs });
	entered.visit.leave();
}

describe.skipIf(spawnSync("mosquitto_pub", ["--help"]).error !== undefined)("mosquitto_pub", () => {
	test.each([0, 1, 2])(
		`-l brings ${LINES} lines over a long wire at QoS %i, and nothing is said against it`,
		async (qos) => {
			await wiresOf(25);
			const { code, says } = await mosquittoPub(["-l", "-q", String(qos)], `LINE300${"x".repeat(293)}\n`.repeat(LINES));
			expect({ code, says }).toEqual({ code: 0, says: "" });
			await closed;
			expect(told("publication.accepted")).toHaveLength(LINES);
			expect(told("packet.malformed")).toEqual([]);
			expect(told("connection.closed")).toMatchObject([{ reason: "disconnect" }]);
		},
		60_000,
	);

	test.each([0, 1, 2])("-V mqttv31 publishes at QoS %i", async (qos) => {
		const { code, says } = await mosquittoPub(["-V", "mqttv31", "-q", String(qos), "-m", "x"]);
		expect({ code, says }).toEqual({ code: 0, says: "" });
		await closed;
		expect(told("publication.accepted")).toMatchObject([{ qos }]);
		expect(told("packet.malformed")).toEqual([]);
		expect(told("connection.closed")).toMatchObject([{ reason: "disconnect" }]);
	});

	test("-V mqttv31 with a client id of 24 characters is told that its client id is rejected", async () => {
		const { code, says } = await mosquittoPub(["-V", "mqttv31", "-i", "x".repeat(24), "-m", "x"]);
		expect(code).not.toBe(0);
		expect(says).toContain("identifier rejected");
		await closed;
		expect(told("connection.refused")).toMatchObject([{ why: "client-id-long", returnCode: 2, level: 3 }]);
	});
});
