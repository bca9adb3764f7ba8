import { expect, test } from "vitest";
import type { Fact, RoomEvent } from "#contract/event.ts";
import { PRESETS } from "#contract/presets.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fateOf } from "#model/fate-of.ts";
import { tallyOf } from "#model/ledger.ts";
import { progress } from "#model/progress.ts";
import { reduce } from "#model/reduce.ts";
import { accepted, connected, entered, left, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { announce } from "./announce.ts";
import { logLine } from "./log-line.ts";
import { narrate } from "./narrate.ts";

const start: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "greenhouse/+", 1),
];
/** Tells one fact after another, each at its own time. */
function tell(world: World, ...told: readonly (readonly [number, Fact])[]): World {
	return told.reduce((before, [at, fact]) => reduce(before, { ...fact, seq: before.seq + 1, at }), world);
}
const before: World = moments(start).at(-1)?.world ?? EMPTY_WORLD;
const silenced: Fact = { type: "wire.silenced", connection: "c-pub-1", noticedInMs: 38_000 };
const mended: Fact = { type: "wire.mended", connection: "c-pub-1" };
const where = (world: World, packet: string, now: number) => {
	const found = world.packets[packet];
	return found === undefined ? null : progress(found, now);
};

test("on a silent wire packets stand still, and go on from there when it is mended", () => {
	const silent = tell(before, [10_000, entered("pub-1", "p1", publish("m1", 1, 1))], [11_000, silenced]);
	expect(silent.connections["c-pub-1"]?.silent).toEqual({ since: 11_000, noticedAt: 49_000 });
	expect([11_000, 30_000].map((now) => where(silent, "p1", now))).toEqual([0.5, 0.5]);
	const goes = tell(silent, [30_000, mended]);
	expect(goes.connections["c-pub-1"]?.silent).toBeNull();
	expect([30_000, 30_500, 31_000].map((now) => where(goes, "p1", now))).toEqual([0.5, 0.75, 1]);
});

test("what enters a silent wire stays at its start, whatever the delay becomes", () => {
	const silent = tell(before, [11_000, silenced], [12_000, entered("pub-1", "p1", publish("m1", 1, 1))]);
	expect(where(silent, "p1", 60_000)).toBe(0);
	const slower = tell(silent, [13_000, { type: "delay.changed", delayMs: 500 }]);
	expect(slower.packets.p1).toMatchObject({ still: true, from: 0, delayMs: 500 });
	expect(where(tell(slower, [14_000, mended]), "p1", 14_250)).toBe(0.5);
});

test("other wires go on", () => {
	const silent = tell(before, [10_000, entered("sub-1", "p1", publish("m1", 1, 1))], [11_000, silenced]);
	expect(silent.packets.p1?.still).toBe(false);
	expect(where(silent, "p1", 12_000)).toBe(1);
});

test("a packet that stands still can be lost where it stands", () => {
	const silent = tell(before, [10_000, entered("pub-1", "p1", publish("m1", 1, 1))], [10_500, silenced]);
	const lost = tell(silent, [20_000, { type: "packet.lost", packet: "p1" }]).lost[0];
	expect(lost).toMatchObject({ packet: "p1", progress: 0.25, lostAt: 20_000 });
	expect(lost).not.toHaveProperty("still");
});

test("a silent wire is told with what the broker knows of it", () => {
	const told = moments([...start, silenced]).at(-1);
	expect(told && narrate(told.event, told.world, told.before)).toBe(
		"Silent. Nothing passes on pub-1’s wire. The broker has not been told; it will notice in 0:38.",
	);
	expect(told && logLine(told.event, told.world, told.before)).toMatchObject({
		kind: "packet",
		clientIds: ["pub-1"],
		text: "Wire of pub-1 silent: the broker has not been told; it will notice in 0:38",
		clause: "MQTT-3.1.2-24",
	});
	expect(told && announce(told.event, told.world, told.before)?.urgent).toBe(true);
	const never = moments([...start, { ...silenced, noticedInMs: null }]).at(-1);
	expect(never && narrate(never.event, never.world, never.before)).toContain("keep alive is 0: it may never notice.");
});

test("a client that leaves over a silent wire leaves it half open", () => {
	const told = moments([...start, silenced, { type: "connection.ending", connection: "c-pub-1", direction: "up" }]).at(-1);
	expect(told && narrate(told.event, told.world, told.before)).toBe(
		"Half open. pub-1 has closed its end. The broker has not been told; it will notice in 0:37.",
	);
	expect(told?.world.clients["pub-1"]?.phase).toMatchObject({ phase: "leaving", polite: false });
});

test("a session that expires says how long its client was away, and what it held", () => {
	const offline: Fact = { type: "session.offline", session: "sub-1", reason: "cut", expiresInMs: 7_200_000 };
	const kept = tell(before, [10_000, offline]);
	expect(kept.sessions["sub-1"]?.offline).toEqual({ since: 10_000, reason: "cut", expiresAt: 7_210_000 });
	const held = tell(
		kept,
		[20_000, accepted("m1", "pub-1", 1)],
		[20_000, { type: "delivery.queued", delivery: "d1", message: "m1", session: "sub-1", qos: 1, why: "offline" }],
	);
	const drop: Fact = { type: "delivery.dropped", delivery: "d1", message: "m1", session: "sub-1", qos: 1, reason: "session-expired" };
	const dropped = tell(held, [7_209_999, drop]);
	const event = { type: "session.discarded", session: "sub-1", reason: "expired", seq: dropped.seq + 1, at: 7_210_000 } as const;
	const after = reduce(dropped, event);
	expect(narrate(event, after, dropped)).toBe(
		"Session of sub-1 expired at 120:10: sub-1 was away for 2 h (persistent_client_expiration). It held m1.",
	);
	expect(logLine(event, after, dropped)?.text).toBe("Session of sub-1 discarded: persistent_client_expiration is over; it held m1");
	expect(fateOf(after, "m1", "sub-1")).toMatchObject({ fate: "dropped", reason: "session-expired" });
	const late = { ...accepted("m2", "pub-1", 1), seq: after.seq + 1, at: 7_300_000 } as RoomEvent;
	const missed = reduce(after, late);
	expect(fateOf(missed, "m2", "sub-1")).toMatchObject({ fate: "dropped", reason: "session-expired" });
	expect(narrate(late, missed, after)).toBe("m2 reached the broker. sub-1 has no session any more: nothing is kept for it.");
});

const queued: Fact = { type: "delivery.queued", delivery: "d1", message: "m1", session: "sub-1", qos: 0, why: "offline" };

test("a QoS 0 message that waited leaves the queue when it is sent", () => {
	const facts: readonly Fact[] = [...start, ...left("sub-1"), up("pub-1", publish("m1", 0, null)), accepted("m1", "pub-1", 0), queued];
	const waits = moments(facts).at(-1);
	expect(waits?.world.sessions["sub-1"]?.queue).toMatchObject([{ message: "m1", qos: 0 }]);
	expect(waits && narrate(waits.event, waits.world, waits.before)).toBe(
		"m1 reached the broker. sub-1 is offline. Its session is kept and queue_qos0_messages is on, so m1 is queued for it at QoS 0.",
	);
	const sent: Fact = {
		type: "delivery.sent",
		...{ delivery: "d1", message: "m1", session: "sub-1", packet: "p9" },
		...{ qos: 0, packetId: null, dup: false, attempt: 1, from: "queue" },
	};
	const after = moments([...facts, sent]).at(-1)?.world ?? EMPTY_WORLD;
	expect(after.sessions["sub-1"]).toMatchObject({ queue: [], inflight: [] });
	expect(fateOf(after, "m1", "sub-1")).toMatchObject({ fate: "inflight", how: "queue", packetId: null });
});

test("a queue that drops its oldest says how full it was", () => {
	const settings: Fact = { type: "settings.changed", settings: { ...before.settings, maxQueuedMessages: 1, queueFull: "drop-oldest" } };
	const pushed: Fact = { type: "delivery.dropped", delivery: "d1", message: "m1", session: "sub-1", qos: 1, reason: "pushed-out" };
	const facts = [...start, ...left("sub-1"), settings, accepted("m1", "pub-1", 1), { ...queued, qos: 1 } as const, pushed];
	const told = moments(facts).at(-1);
	expect(told && narrate(told.event, told.world, told.before)).toBe(
		"m1 had waited longest for sub-1. The queue is full (1 of 1) and drops its oldest.",
	);
	expect(told?.world.fates.m1?.["sub-1"]).toMatchObject({ reason: "pushed-out", full: { limit: 1 } });
});

const shipped: Fact = { type: "settings.changed", settings: PRESETS.aedes.settings };

test("as Aedes ships a message is unseen until something of it crosses a wire", () => {
	const facts: readonly Fact[] = [
		...start,
		...connected("sub-2", true),
		...subscribed("sub-2", "greenhouse/#", 1),
		shipped,
		{ type: "session.discarded", session: "sub-2", reason: "connection-closed" },
		...left("sub-1"),
		...[up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)],
	];
	const told = moments(facts).at(-1);
	const world = told?.world ?? EMPTY_WORLD;
	expect(world.fates.m1?.["sub-1"]).toMatchObject({ fate: "unseen" });
	expect(world.fates.m1?.["sub-2"]).toMatchObject({ fate: "dropped", reason: "no-session" });
	expect(tallyOf(world, "sub-1")).toEqual({ published: 1, delivered: 0, queued: 0, inflight: 0, dropped: 0, unseen: 1, none: 0 });
	expect(told && narrate(told.event, told.world, told.before)).toBe("m1 reached the broker. What becomes of it shows on the wires.");
	// Another broker has nothing of the message.
	const another = moments([...facts, { type: "session.discarded", session: "sub-1", reason: "restart" }]).at(-1)?.world ?? EMPTY_WORLD;
	expect(another.fates.m1?.["sub-1"]).toMatchObject({ fate: "dropped", reason: "broker-replaced" });
	const sent: Fact = {
		type: "delivery.sent",
		...{ delivery: "d1", message: "m1", session: "sub-1", packet: "p9" },
		...{ qos: 1, packetId: 1, dup: false, attempt: 1, from: "queue" },
	};
	const later = moments([...facts, sent, accepted("m1", "pub-1", 1)]).at(-1)?.world ?? EMPTY_WORLD;
	expect(tallyOf(later, "sub-1")).toMatchObject({ inflight: 1, unseen: 0 });
});

test("as Aedes ships nothing is said of what a session holds", () => {
	const back: Fact = { type: "session.resumed", session: "sub-1", connection: "c-sub-1" };
	const told = moments([...start, shipped, ...left("sub-1"), back]).at(-1);
	expect(told && narrate(told.event, told.world, told.before)).toBe("sub-1 is back. The broker found its session (session present = 1).");
	expect(told && logLine(told.event, told.world, told.before)?.text).toBe("Resumed the session of sub-1");
});
