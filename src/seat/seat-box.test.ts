import { expect, test } from "vitest";
import type { Fallen, InflightDelivery, QueuedDelivery, Session, World } from "#model/world.ts";
import { client, OFFLINE, session, worldOf } from "#script/testkit/sample.ts";
import { seatBox, slotsOf } from "./seat-box.ts";

const ME = "s07-sub";
const CLASS = { "class/+": { qos: 1, at: 0, seq: 1 } } as const;
const waits = (message: string): QueuedDelivery => ({ delivery: `d ${message}`, message, qos: 1, since: 0 });
const sent = (message: string, packetId: number): InflightDelivery => ({
	delivery: `d ${message}`,
	message,
	qos: 1,
	packetId,
	attempt: 1,
	dup: false,
	awaits: "PUBACK",
	arrived: false,
	since: 0,
});
const fell = (message: string, reason: Fallen["reason"]): Fallen => ({
	delivery: null,
	message,
	at: 0,
	reason,
	full: null,
	qos: 1,
	unconfirmed: null,
	has: false,
});
const world = (more: Partial<Session> | null, rest: Partial<World> = {}): World => ({
	...worldOf(client(ME, OFFLINE)),
	...(more === null ? {} : { sessions: { [ME]: session(ME, { subscriptions: CLASS, connection: null, ...more }) } }),
	...rest,
});
const note = (of: World) => {
	const { head, says } = seatBox(of, ME).note;
	return [head, says].filter((part) => part !== "").join(" ");
};

test("what waits for a client that is away stands in the slots, next out first, and the note names it", () => {
	const box = seatBox(world({ queue: [waits("m13"), waits("m14")] }), ME);
	expect(box.kind).toBe("kept");
	expect(box.filters).toEqual([["class/+", 1]]);
	expect(box.slots?.map((slot) => (slot.kind === "queued" ? slot.message : slot.kind))).toEqual(["m13", "m14", "empty", "empty", "empty"]);
	expect(note(world({ queue: [waits("m13"), waits("m14")] }))).toBe("m13 and m14 wait for you. Connect, and they come after CONNACK.");
	expect(note(world({ queue: [waits("m13")] }))).toBe("m13 waits for you. Connect, and it comes after CONNACK.");
});

test("what was sent and never acknowledged stands in front, and is said to come again", () => {
	const of = { inflight: [sent("m6", 4)] };
	expect(seatBox(world(of), ME).slots?.[0]).toMatchObject({ kind: "flight", message: "m6", position: 1 });
	expect(note(world(of))).toBe("m6 is in flight, packet 4. Sent, never acknowledged. When you come back it is sent again.");
	expect(note(world({ ...of, connection: "c1" }))).toBe("m6 is in flight, packet 4. Kept here until PUBACK comes.");
});

test("more than fits is counted in the last slot, and a short queue has as many slots as its limit", () => {
	const queue = ["m1", "m2", "m3", "m4", "m5", "m6", "m7"].map(waits);
	expect(slotsOf({ inflight: [], queue }, 100).at(-1)).toEqual({ kind: "more", position: 5, count: 3 });
	expect(slotsOf({ inflight: [], queue: [] }, 2)).toHaveLength(2);
	expect(slotsOf({ inflight: [], queue: [] }, null)).toHaveLength(5);
	expect(slotsOf({ inflight: [sent("m1", 1)], queue: [waits("m2")] }, 1)).toHaveLength(2);
});

test("a clean session has no slots and no floor while nothing is in flight", () => {
	const box = seatBox(world({ cleanSession: true, connection: "c1" }), ME);
	expect([box.kind, box.tag, box.slots]).toEqual(["clean", "not kept", null]);
	expect(seatBox(world({ cleanSession: true, connection: "c1", inflight: [sent("m6", 4)] }), ME).slots).toHaveLength(1);
});

test("without a session the box says how one begins, or how the last one ended", () => {
	expect(seatBox(world(null), ME)).toMatchObject({ kind: "none", tag: "none yet" });
	expect(note(world(null))).toBe("It begins with your CONNECT.");
	const gone = {
		session: ME,
		endedAt: 0,
		reason: "connection-closed",
		cleanSession: true,
		connection: null,
		subscriptions: {},
		fallen: [],
	} as const;
	expect(note(world(null, { gone: { [ME]: gone } }))).toMatch(/^The broker has forgotten you\. A clean session ends/);
});

test("what fell lies under the floor with its reason: the newest, and those before it with the same one", () => {
	const fallen = [fell("m1", "queue-full"), fell("m2", "publish-qos-0"), fell("m3", "publish-qos-0")];
	expect(seatBox(world({ fallen }), ME).fell).toMatchObject({
		fate: "dropped",
		head: "2 dropped.",
		says: "Published at QoS 0, so not queued.",
		messages: [{ message: "m2" }, { message: "m3" }],
	});
	expect(seatBox(world({}), ME).fell).toBeNull();
});

test("with a broker that does not show its store, nothing is said to wait or not to wait", () => {
	const { settings } = worldOf();
	const box = seatBox(world({}, { settings: { ...settings, broker: "aedes" } }), ME);
	expect(box.slots).toBeNull();
	expect(box.note.says).toBe("This broker does not show what it keeps.");
});

test("says what the next CONNECT does to what waits, by the switch as it stands", () => {
	const waiting = world({ queue: [waits("m13"), waits("m14")] });
	expect(seatBox(waiting, ME).note.says).toBe("Connect, and they come after CONNACK.");
	expect(seatBox(waiting, ME, true).note.says).toBe("With clean_session = true, your next CONNECT throws them away.");
});
