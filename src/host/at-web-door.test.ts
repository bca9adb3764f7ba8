import mqttPacket from "mqtt-packet";
import { beforeEach, expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openStillTime, type StillTime } from "#engine/testkit/still.ts";
import { receiveByWebSocket } from "./at-web-door.ts";
import { openRooms } from "./rooms.ts";
import type { MqttWebSocketTold } from "./sockets.ts";
import { openBareRoom } from "./testkit/bare-room.ts";
import { openNotingCarrier } from "./testkit/noting-carrier.ts";
import { openUnread } from "./unread.ts";

let time: StillTime;
let carrier: ReturnType<typeof openNotingCarrier>;
let client: MqttWebSocketTold;
/** What the room hears of the client, and which clients are listed at its door. */
let heard: string[];
let told: string[];
let full: boolean;
let visits: () => number;

beforeEach(async () => {
	time = openStillTime();
	heard = [];
	told = [];
	full = false;
	const rooms = openRooms({
		time,
		log: () => {},
		openRoom: async ({ name }) => ({
			...openBareRoom(name),
			counts: () => ({ connections: full ? LIMITS.connectionsPerRoom : 0 }),
			attach() {
				heard.push("attached");
				return {
					received: (bytes) => void heard.push(`received ${bytes.length}`),
					ended: () => void heard.push("ended"),
					drained() {},
					gone: (says) => void heard.push(`gone: ${says}`),
					violated: (_, clause) => void heard.push(`violated ${clause}`),
				};
			},
		}),
	});
	const entered = await rooms.enter("demo");
	if (!entered.ok) throw new Error(entered.says);
	let here = 1;
	visits = () => here;
	const visit = {
		...entered.visit,
		leave() {
			here -= 1;
			entered.visit.leave();
		},
	};
	carrier = openNotingCarrier();
	const newcomer = { origin: { kind: "guest", transport: "websocket" } } as const;
	const tell = ({ why, clientId }: { why: string; clientId?: string | null | undefined }) => void told.push(`${why} ${clientId}`);
	client = receiveByWebSocket(carrier, { visit, newcomer, tell }, { time, log: () => {}, unread: openUnread({ time, log: () => {} }) });
});

const connect = (protocolVersion: 3 | 4 | 5) => {
	const protocolId = protocolVersion === 3 ? "MQIsdp" : "MQTT";
	return mqttPacket.generate({ cmd: "connect", protocolId, protocolVersion, clientId: "web", clean: true } as const);
};

test.each([
	["MQTT 3.1.1", connect(4)],
	["MQTT 3.1", connect(3)],
	["a packet that is not CONNECT", Buffer.of(0xc0, 0x00)],
	["bytes that are not MQTT", Buffer.from("hello")],
])("%s comes in with its first frame, and the room judges", (_, bytes) => {
	expect(heard).toEqual([]);
	client.frame(bytes);
	expect([heard, told, carrier.asked, time.timers]).toEqual([["attached", `received ${bytes.length}`], [], [], 0]);
});

test("a CONNECT in pieces is put together until its version is known", () => {
	for (const byte of connect(4)) client.frame(Uint8Array.of(byte));
	expect(heard.slice(0, 2)).toEqual(["attached", "received 9"]);
	expect(heard).toHaveLength(2 + connect(4).length - 9);
});

test("MQTT 5 is refused with return code 1 and told at the door; the room never hears of a client", () => {
	client.frame(connect(5));
	client.frame(Uint8Array.of(0xc0, 0x00));
	client.closed(1005);
	expect([heard, told, carrier.asked]).toEqual([[], ["mqtt-5 web"], ["send 20 02 00 01", "end"]]);
	expect([time.timers, visits()]).toEqual([1, 0]); // that of the empty room
});

test("a client of MQTT 5 that writes its fields one by one is told by its name, or is refused when the host has waited long enough", () => {
	const bytes = connect(5);
	for (const byte of bytes.subarray(0, -1)) client.frame(Uint8Array.of(byte));
	expect(told).toEqual([]);
	client.frame(bytes.subarray(-1));
	expect(told).toEqual(["mqtt-5 web"]);
});

test("a client of MQTT 5 that never says its name is refused all the same", () => {
	client.frame(connect(5).subarray(0, 10));
	time.pass(10_000);
	expect([told, carrier.asked]).toEqual([["mqtt-5 undefined"], ["send 20 02 00 01", "end"]]);
});

test("a room that is full answers with return code 3, and is told", () => {
	full = true;
	client.frame(connect(4));
	expect([heard, told, carrier.asked]).toEqual([[], ["room-full web"], ["send 20 02 00 03", "end"]]);
});

test("a client that says nothing is told, once the host has waited long enough; one that goes before that is not", () => {
	time.pass(10_000);
	expect([heard, told, carrier.asked]).toEqual([[], ["no-connect undefined"], ["end"]]);
	client.closed(1006);
	expect([told.length, visits(), time.timers]).toEqual([1, 0, 1]);
});

test("what comes of a frame that is not whole counts for the room, and a text frame is the room's to judge", () => {
	client.coming(4_000);
	expect(heard).toEqual([]);
	client.coming(200);
	expect(heard).toEqual(["attached"]);
	client.frame("hello");
	expect(heard).toEqual(["attached", "violated MQTT-6.0.0-1"]);
});
