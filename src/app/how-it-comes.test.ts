import { afterEach, expect, test } from "vitest";
import { PRESETS } from "#contract/presets.ts";
import { away, joined, subscribed } from "#engine/testkit/bench.ts";
import { connect, openRawClient, openRawRoom, publish, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime } from "#engine/testkit/still.ts";
import { queueText } from "#stage/session-text.ts";
import { sayFateOf } from "#story/say-fate.ts";
import { firstFalse } from "./testkit/hold.ts";

let room: RawRoom;
afterEach(() => room.close());
const sent = () => room.events.flatMap((event) => (event.type === "delivery.sent" ? [`${event.message} ${event.from}`] : []));

test("with stock Aedes, a copy with RETAIN is the retained one only where a SUBSCRIBE on this connection brought it", async () => {
	room = await openRawRoom(openStillTime(), PRESETS.aedes.settings);
	await away(room, "sub", "a", 1);
	const pub = await joined(room, "pub");
	pub.send(publish("a", "x", 1, { messageId: 1, retain: true }));
	await pub.next();
	const sub = await joined(room, "sub", false);
	expect(await sub.next()).toMatchObject({ cmd: "publish", retain: true });
	expect(sent()).toEqual(["r1 queue"]);
	await subscribed(sub, "a", 1);
	expect(await sub.next()).toMatchObject({ cmd: "publish", retain: true });
	expect(sent()).toEqual(["r1 queue", "r1 retained"]);
	expect(firstFalse(room.events)).toBeNull();
});

test("a message that its client sends again is the same message, whoever was refused under its client id meanwhile", async () => {
	room = await openRawRoom(openStillTime(), { retainAvailable: false });
	const pub = await joined(room, "pub", false);
	room.command({ type: "wire.delay", delayMs: 1_000 });
	pub.send(publish("a", "x", 1, { messageId: 2 }));
	await room.until(({ messages }) => messages.m1 !== undefined);
	room.command({ type: "wire.cut", connection: room.world().sessions.pub?.connection ?? "" });
	room.command({ type: "wire.delay", delayMs: 0 });
	for (const clean of [true, false]) {
		const stranger = openRawClient(room);
		stranger.send(connect("pub", clean, { will: { topic: "w", payload: Buffer.from("x"), qos: 0, retain: true } }));
		expect(await stranger.next()).toMatchObject({ cmd: "connack", returnCode: 5 });
		await stranger.closed;
	}
	expect(room.world().messages.m1).toMatchObject({ phase: "with-sender" });
	expect(room.world().clients.pub).toMatchObject({ cleanSession: false, outgoing: [{ message: "m1" }] });
	const again = await joined(room, "pub", false);
	again.send(publish("a", "x", 1, { messageId: 2, dup: true }));
	await again.next();
	expect(Object.keys(room.world().messages)).toEqual(["m1"]);
	expect(firstFalse(room.events)).toBeNull();
});

test("a message that waits because of the bytes under way says so, with the limit", async () => {
	room = await openRawRoom(openStillTime(), { maxInflightMessages: 0 });
	const sub = await joined(room, "sub");
	await subscribed(sub, "a", 1);
	const pub = await joined(room, "pub");
	for (let id = 1; id <= 35; id += 1) pub.send(publish("a", "x".repeat(250_000), 1, { messageId: id }));
	await room.until(({ sessions }) => (sessions.sub?.queue.length ?? 0) > 0);
	const [waits] = room.world().sessions.sub?.queue ?? [];
	expect(sayFateOf(room.world(), waits?.message ?? "", "sub")).toBe(
		"Waiting: 8 MiB are sent and unacknowledged, as much as a room sends to one client",
	);
	const { sub: session } = room.world().sessions;
	expect(session && queueText(session, room.world())).toBe("waiting: 8 MiB are unacknowledged");
});

test.each([
	["persistence is off", PRESETS["mosquitto-2.0"].settings, null, "The broker was restarted with persistence off, and kept nothing"],
	["another broker is started", PRESETS["mosquitto-2.0"].settings, "aedes", "Another broker was started, and it begins with nothing"],
	["the broker can keep nothing", PRESETS.aedes.settings, null, "The broker was restarted, and this broker can keep nothing"],
] as const)("what goes with a broker says why: %s", async (_, settings, next, says) => {
	room = await openRawRoom(openStillTime(), { ...settings, persistence: next !== null });
	await away(room, "sub", "a", 1);
	const pub = await joined(room, "pub");
	pub.send(publish("a", "x", 1, { messageId: 1 }));
	await pub.next();
	room.command(next === null ? { type: "broker.restart" } : { type: "broker.settings", settings: { broker: next } });
	await room.until(({ restarts }) => restarts === 1);
	expect(sayFateOf(room.world(), "m1", "sub")).toBe(says);
	const later = await joined(room, "pub");
	later.send(publish("a", "y", 1, { messageId: 2 }));
	await later.next();
	expect(sayFateOf(room.world(), "m2", "sub")).toBe(says);
	expect(firstFalse(room.events)).toBeNull();
});
