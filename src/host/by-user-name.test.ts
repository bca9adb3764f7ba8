import mqttPacket from "mqtt-packet";
import { beforeEach, expect, test } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import type { Attached, Socket } from "#engine/port.ts";
import { openStillTime, type StillTime } from "#engine/testkit/still.ts";
import { receiveByUserName } from "./by-user-name.ts";
import type { PortRules } from "./first-packet.ts";
import { portRules } from "./port-rules.ts";
import { openRooms, type Rooms } from "./rooms.ts";
import type { MqttTold } from "./sockets.ts";
import { openTelling, type TellAtDoor } from "./telling.ts";
import { type BareRoom, openBareRoom } from "./testkit/bare-room.ts";
import { openNotingCarrier } from "./testkit/noting-carrier.ts";
import { openUnread, type Unread } from "./unread.ts";

let time: StillTime;
let atTheDoor: Unread;
let rooms: Rooms;
let carrier: ReturnType<typeof openNotingCarrier>;
let client: MqttTold;
let heard: string[];
let lines: string[];
let opened: BareRoom[];
let full: boolean;
let rules: PortRules;
let tell: TellAtDoor;
/** What the room does with the socket as soon as the room has it. */
let onAttach: (socket: Socket) => void;

beforeEach(() => {
	time = openStillTime();
	heard = [];
	opened = [];
	full = false;
	lines = [];
	onAttach = () => {};
	rooms = openRooms({
		time,
		log: (says) => lines.push(says),
		openRoom: async ({ name }) => ({
			...bare(name),
			...(full ? { counts: () => ({ connections: LIMITS.connectionsPerRoom }) } : {}),
			attach(origin, socket): Attached {
				heard.push(`${name}: ${origin.kind === "guest" ? origin.transport : origin.kind}`);
				onAttach(socket);
				return {
					received: (bytes) => void heard.push(`received ${bytes.length}`),
					ended: (stillReads) => void heard.push(`ended, ${stillReads ? "and reads" : "and is deaf"}`),
					drained() {},
					gone: (says) => void heard.push(`gone: ${says}`),
					violated: (says) => void heard.push(`violated: ${says}`),
				};
			},
		}),
	});
	carrier = openNotingCarrier();
	const log = (says: string) => void lines.push(says);
	rules = portRules(null, { rooms, byName: "open", own: { leadsHere: () => true }, webPort: () => 8080 });
	tell = openTelling(rooms, log);
	atTheDoor = openUnread({ time, log, most: 100 });
	client = receive();
});

function receive(socket: Socket = carrier, source = "a"): MqttTold {
	const log = (says: string) => void lines.push(says);
	return receiveByUserName(socket, { rooms, time, log, unread: openUnread({ time, log }), atTheDoor, source, rules, tell });
}

/** A room for tests, which notes what it is asked. */
function bare(name: string): BareRoom {
	const room = openBareRoom(name);
	opened.push(room);
	return room;
}

/** CONNECT with this user name. */
function connect(userName: string | null): Uint8Array {
	const text = (value: string) => [0, value.length, ...[...value].map((letter) => letter.charCodeAt(0))];
	const body = [...text("MQTT"), 4, userName === null ? 2 : 0x82, 0, 0, ...text("a"), ...(userName === null ? [] : text(userName))];
	return Uint8Array.of(0x10, body.length, ...body);
}

/** Waits until the room is open: nothing else is waited for here. */
async function settled(): Promise<void> {
	while (time.hasWork) await new Promise((settle) => setImmediate(settle));
	for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

test.each([
	["Demo", "demo"],
	[null, "lobby"],
	["", "lobby"],
])("the user name %j leads to %s, where CONNECT is heard first", async (userName, room) => {
	client.received(connect(userName));
	await settled();
	expect(heard).toEqual([`${room}: tcp`, `received ${connect(userName).length}`]);
	expect(carrier.asked).toEqual(["pause", "resume"]);
	expect(time.timers).toBe(0);
});

test("what comes in pieces is kept until it names the room, and heard as a whole once the room is open", async () => {
	const bytes = connect("demo");
	for (const byte of bytes) client.received(Uint8Array.of(byte));
	await settled();
	expect(heard).toEqual(["demo: tcp", `received ${bytes.length}`]);
});

test("a CONNECT goes to its room as soon as it has named the room: its password is not waited for", async () => {
	const bytes = mqttPacket.generate({ cmd: "connect", clientId: "a", clean: true, username: "demo", password: Buffer.alloc(60_000) });
	client.received(bytes.subarray(0, 40));
	await settled();
	expect(heard).toEqual(["demo: tcp", "received 40"]);
});

test("the longest will does not keep a client from its room; one that names no room within the bound goes to the lobby", async () => {
	const will = { topic: "w".repeat(LIMITS.topicCharacters), payload: Buffer.alloc(65_535), qos: 0 as const, retain: false };
	const bytes = mqttPacket.generate({ cmd: "connect", clientId: "a".repeat(256), clean: true, username: "demo", will });
	atTheDoor = openUnread({ time, log: () => {} });
	const open = () => receiveByUserName(carrier, { rooms, time, log() {}, unread: atTheDoor, atTheDoor, source: "a", rules, tell });
	open().received(bytes);
	await settled();
	expect(heard).toEqual(["demo: tcp", `received ${bytes.length}`]);
	const endless = open();
	endless.received(Uint8Array.of(0x10, 0xff, 0xff, 0x0f, ...connect("demo").subarray(2, 12), 0xff, 0xff));
	endless.received(new Uint8Array(65_536));
	endless.received(Uint8Array.of(0xff, 0xff));
	endless.received(new Uint8Array(LIMITS.firstBytes - 65_536));
	await settled();
	expect(heard.slice(2)).toEqual(["lobby: tcp", expect.stringMatching(/^received 737\d\d$/)]);
});

test("what has come before the room is known is bounded for all clients together, and costs the source that holds most", async () => {
	const others = openNotingCarrier();
	const other = receiveByUserName(others, {
		rooms,
		time,
		log() {},
		unread: openUnread({ time, log() {} }),
		atTheDoor,
		source: "b",
		rules,
		tell,
	});
	other.received(connect("demo").subarray(0, 12));
	client.received(Uint8Array.of(0x10, 0xff, 0xff, 0x0f, ...connect("demo").subarray(2, 12), 0xff, 0xff, ...new Uint8Array(90)));
	time.pass(0);
	expect([carrier.asked, others.asked]).toEqual([["terminate"], []]);
	other.received(connect("demo").subarray(12));
	await settled();
	expect(heard).toEqual(["demo: tcp", `received ${connect("demo").length}`]);
});

test("what is told before the room is open is kept for it, in order", async () => {
	client.received(connect("demo"));
	client.received(Uint8Array.of(0xc0, 0x00));
	client.ended(true);
	await settled();
	expect(heard).toEqual(["demo: tcp", `received ${connect("demo").length + 2}`, "ended, and reads"]);
	client.gone("the cable broke");
	client.closed();
	expect(heard.at(-1)).toBe("gone: the cable broke");
});

test("a room that pauses its new client at once has the last word", async () => {
	onAttach = (socket) => socket.pause();
	client.received(connect("demo"));
	await settled();
	expect(carrier.asked).toEqual(["pause", "resume", "pause"]);
});

/** What was asked of the rooms besides MQTT: which clients their doors were told about. */
const told = () => opened.flatMap(({ name, asked }) => asked.filter((one) => one.includes("door")).map((one) => `${name}: ${one}`));

test("a user name that cannot be a room leads to the lobby, which is told, as is the log", async () => {
	client.received(connect("no r\u0007om"));
	await settled();
	expect(heard).toEqual(["lobby: tcp", `received ${connect("no r\u0007om").length}`]);
	expect(told()).toEqual(["lobby: lobby at the door: no-room-name"]);
	expect(lines).toContainEqual(expect.stringContaining("“no r?om” is not a room name"));
});

test("where only open rooms are entered by name, the name of any other one is taken for a device's, and leads to the lobby", async () => {
	rules = portRules(null, { rooms, byName: "known", own: { leadsHere: () => true }, webPort: () => 8080 });
	client = receive();
	client.received(connect("sensor7"));
	await settled();
	expect([heard[0], told()]).toEqual(["lobby: tcp", ["lobby: lobby at the door: unknown-room"]]);
	const entered = await rooms.enter("kitchen");
	receive().received(connect("kitchen"));
	await settled();
	expect([heard[2], told().length]).toEqual(["kitchen: tcp", 1]);
	if (entered.ok) entered.visit.leave();
});

test("a port that belongs to a room leads there, whatever the user name is", async () => {
	rules = portRules("kitchen", { rooms, byName: "known", own: { leadsHere: () => true }, webPort: () => 8080 });
	for (const name of ["my_device", "other", null]) {
		client = receive();
		client.received(connect(name));
		await settled();
	}
	expect(heard.filter((one) => one.endsWith("tcp"))).toEqual(Array(3).fill("kitchen: tcp"));
	expect(told()).toEqual([]);
	client = receive();
	client.received(Uint8Array.of(0x16, 0x03, 0x01));
	await settled();
	expect(told()).toEqual(["kitchen: refused at the door: tls"]);
});

const mqtt5 = (username?: string) =>
	mqttPacket.generate({ cmd: "connect", clientId: "x", clean: true, protocolVersion: 5, ...(username === undefined ? {} : { username }) });

test.each([
	["MQTT 5 for a room", mqtt5("Kitchen"), "kitchen: refused at the door: mqtt-5", ["pause", "send 20 02 00 01", "resume", "end"]],
	["MQTT 5 for nowhere", mqtt5(), "lobby: refused at the door: mqtt-5", ["pause", "send 20 02 00 01", "resume", "end"]],
	["a handshake of TLS", Uint8Array.of(0x16, 0x03, 0x01, 0x02), "lobby: refused at the door: tls", ["pause", "resume", "end"]],
])("%s is refused at the door: the room is told, and never hears of a client", async (_, bytes, tells, asked) => {
	client.received(bytes);
	await settled();
	expect([told(), carrier.asked, heard]).toEqual([[tells], asked, []]);
});

test("a browser's request is answered in its own language, with the way to MQTT over WebSocket", async () => {
	const answers: string[] = [];
	client = receive({ ...carrier, send: (bytes: Uint8Array) => void answers.push(new TextDecoder().decode(bytes)) });
	client.received(new TextEncoder().encode("GE"));
	expect(carrier.asked).toEqual([]);
	client.received(new TextEncoder().encode("T /x HTTP/1.1\r\nHost: lab.local:1883\r\n\r\n"));
	await settled();
	expect(answers.join()).toMatch(/^HTTP\/1\.1 400 .*HTTP on the MQTT port.*ws:\/\/lab\.local:8080\/mqtt\.\n$/s);
	expect([told(), heard]).toEqual([["lobby: refused at the door: http"], []]);
});

test("a room that is full answers with return code 3, and is told who it was", async () => {
	full = true;
	client.received(connect("demo"));
	await settled();
	expect([carrier.asked, told(), heard]).toEqual([
		["pause", "send 20 02 00 03", "resume", "end"],
		["demo: refused at the door: room-full"],
		[],
	]);
});

test("where there is no room left it gets return code 3", async () => {
	await rooms.close();
	client.received(connect("demo"));
	await settled();
	expect(carrier.asked).toEqual(["pause", "send 20 02 00 03", "resume", "end"]);
	expect(lines).toEqual([expect.stringContaining("This host is stopping")]);
});

test.each([
	["a packet that is not CONNECT", Uint8Array.of(0xc0, 0x00)],
	["a CONNECT that is not sound", Uint8Array.of(0x10, 0x02, 0x00, 0x09)],
])("%s goes to the lobby at once", async (_, bytes) => {
	client.received(bytes);
	await settled();
	expect(heard).toEqual(["lobby: tcp", `received ${bytes.length}`]);
});

test("half a packet goes to the lobby after ten seconds", async () => {
	client.received(connect("demo").subarray(0, 5));
	time.pass(9_999);
	await settled();
	expect(heard).toEqual([]);
	time.pass(1);
	await settled();
	expect(heard).toEqual(["lobby: tcp", "received 5"]);
});

test.each([
	["says nothing for ten seconds", () => time.pass(10_000)],
	["leaves without a word", () => client.ended(true)],
])("a client that %s is hung up on, and opens no room", async (_, leave) => {
	leave();
	await settled();
	expect(carrier.asked).toEqual(["pause", "resume", "end"]);
	expect([heard, rooms.counts().rooms, time.timers]).toEqual([[], 0, 0]);
});

test("a client that is gone before its room is open leaves that room empty", async () => {
	client.received(connect("demo"));
	client.closed();
	await settled();
	expect(heard).toEqual([]);
	expect(rooms.counts()).toEqual({ rooms: 1, connections: 0 });
	time.pass(30 * 60_000);
	expect(rooms.counts().rooms).toBe(0);
});

test("a client that the room has ended is not waited for", async () => {
	onAttach = (socket) => socket.end();
	client.received(connect("demo"));
	client.ended(true);
	await settled();
	client.closed();
	expect(time.timers).toBe(1); // that of the empty room
});
