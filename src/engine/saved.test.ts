import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { openRoom } from "./room.ts";
import { SavedRoom } from "./state.ts";
import { away, joined, payloadsSoFar, segment, subscribed } from "./testkit/bench.ts";
import { openCables } from "./testkit/cable.ts";
import { connect, openRawClient, openRawRoom, publish, type RawRoom } from "./testkit/raw.ts";
import { someScript } from "./testkit/scripts.ts";
import { type CableScene, type CableScript, type CableStep, enter, perform, sayScript } from "./testkit/steps.ts";
import { openStillTime } from "./testkit/still.ts";

/** What is told from the `restart` on, when the broker of a room is restarted with persistence, or when the room is saved and goes on elsewhere. */
async function toldFrom({ settings, cast, steps }: CableScript, at: number, does: "restart" | "move"): Promise<readonly RoomEvent[]> {
	const cables = await openCables(settings);
	const scene: CableScene = { cables, cast, published: 0 };
	await enter(scene);
	const restarts = () => cables.room.events.filter(({ type }) => type === "broker.restarted").length;
	const make = async (step: CableStep) => {
		const before = restarts();
		perform(scene, step);
		await cables.settle();
		if (step.does === "restart" || step.does === "move") await cables.room.until(() => restarts() > before);
		cables.check();
	};
	for (const step of steps.slice(0, at)) await make(step);
	const from = cables.room.events.length;
	// In the midst of what the broker does with the step before it.
	const [last] = steps.slice(at);
	if (last !== undefined && last.does !== "restart" && last.does !== "move") perform(scene, last);
	await make({ does });
	for (const step of steps.slice(at + 1)) await make(step);
	await cables.heal();
	await cables.close();
	// Only whether it is called a restart or a saved room differs: while a room is saved, nobody knows how much time goes by.
	return cables.room.events
		.slice(from)
		.map((event) => (event.type === "broker.restarted" ? { ...event, saved: false, wall: undefined } : event));
}

it("a room that is saved and goes on elsewhere tells the very same as one whose broker was restarted with persistence", async () => {
	const scripts = someScript().chain((script) => fc.record({ script: fc.constant(script), at: fc.nat(script.steps.length - 1) }));
	await fc.assert(
		fc.asyncProperty(scripts, async ({ script, at }) => {
			expect(await toldFrom(script, at, "move"), sayScript(script)).toEqual(await toldFrom(script, at, "restart"));
		}),
		{ numRuns: 150 },
	);
}, 600_000);

describe("a saved room", () => {
	let room: RawRoom;
	const time = openStillTime();
	afterEach(async () => {
		await room.close();
		expect(room.timers()).toBe(0);
	});

	it("has its queue, its retained messages, its names and its clock where they were", async () => {
		room = await openRawRoom(time, {});
		await away(room, "sub", "a", 1);
		const pub = await joined(room, "pub");
		for (const [index, payload] of ["x1", "x2"].entries()) pub.send(publish("a", payload, 1, { messageId: index + 1 }));
		pub.send(publish("kept", "r", 0, { retain: true }));
		await payloadsSoFar(pub);
		time.pass(5_000);
		const now = room.now();
		await room.move();
		expect(room.now()).toBe(now);
		expect(Object.keys(room.world().connections)).toEqual([]);
		const back = await joined(room, "sub", false);
		expect(await payloadsSoFar(back)).toEqual(["x1", "x2"]);
		await subscribed(back, "kept", 0);
		expect(await payloadsSoFar(back)).toEqual(["x1", "x2", "r"]);
		const again = await joined(room, "pub");
		again.send(publish("a", "x3", 1, { messageId: 1 }));
		await payloadsSoFar(again);
		expect(room.world().messages.m3).toMatchObject({ payload: "x3", phase: "accepted" });
	});

	it("publishes the wills of clients whose connections ended with it, and not those of clients that said goodbye", async () => {
		room = await openRawRoom(time, {});
		await away(room, "sub", "last/#", 1);
		const will = (topic: string) => ({ will: { topic, payload: Buffer.from("gone"), qos: 1 as const, retain: false } });
		await joined(room, "one", true, will("last/one"));
		const two = await joined(room, "two", true, will("last/two"));
		two.send({ cmd: "disconnect" });
		await two.closed;
		await room.move();
		const told = room.events.filter(({ type }) => type === "will.fired");
		expect(told).toMatchObject([{ session: "one", message: "w1", reason: "broker-restart" }]);
		expect(room.world().sessions.sub?.queue.map(({ message }) => message)).toEqual(["w1"]);
	});

	it("ends a session whose client stays away, when its time is over", async () => {
		room = await openRawRoom(time, { persistentClientExpiration: 60 });
		await away(room, "sub", "a", 1);
		time.pass(40_000);
		await room.move();
		time.pass(19_000);
		expect(room.world().sessions.sub).toBeDefined();
		time.pass(2_000);
		expect(room.world().gone.sub?.reason).toBe("expired");
	});

	it("of another version is refused with a sentence, and not taken for one of this version", async () => {
		room = await openRawRoom(time, {});
		const saved = JSON.parse(JSON.stringify(room.save()));
		expect(SavedRoom.safeParse(saved).success).toBe(true);
		for (const version of [1, 3, undefined]) {
			const { error } = SavedRoom.safeParse({ ...saved, version });
			expect(error?.issues.map(({ message }) => message)).toEqual([expect.stringMatching(/^This room was saved by another version/)]);
		}
	});

	it("stays paused, and keeps its delay", async () => {
		room = await openRawRoom(time, {});
		room.command({ type: "wire.delay", delayMs: 700 });
		room.command({ type: "clock.pause" });
		const now = room.now();
		await room.move();
		time.pass(1_000);
		expect(room.now()).toBe(now);
		expect(room.world()).toMatchObject({ delayMs: 700, clock: { paused: true } });
		expect(room.command({ type: "clock.resume" })).toEqual({ ok: true });
		expect(room.world().clock.paused).toBe(false);
	});

	it("tells a restart that was under way, and what that restart took", async () => {
		room = await openRawRoom(time, { persistence: false });
		const pub = await joined(room, "pub");
		pub.send(publish("kept", "r", 0, { retain: true }));
		await payloadsSoFar(pub);
		room.command({ type: "broker.restart" });
		await room.move();
		expect(room.world().retained).toEqual({});
		expect(room.events.filter(({ type }) => type === "broker.restarted")).toMatchObject([{ kept: false }, { kept: true, saved: true }]);
	});

	it("takes up what had arrived and waited for its turn, and says nothing of it that is not so", async () => {
		room = await openRawRoom(time, {});
		const client = await joined(room, "one", false);
		await payloadsSoFar(client);
		client.sendBytes(
			segment({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a", qos: 1 }] }, publish("a", "behind it", 1, { messageId: 2 })),
		);
		await room.move();
		expect(room.world().messages.m1).toMatchObject({ payload: "behind it", phase: "accepted" });
	});

	it("still sends what had waited to the others, and loses it with the wires that it is on", async () => {
		room = await openRawRoom(time, {});
		const first = await joined(room, "first");
		await subscribed(await joined(room, "once", false), "a", 1);
		await subscribed(await joined(room, "never"), "a", 0);
		room.command({ type: "wire.delay", delayMs: 500 });
		first.sendBytes(
			segment({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "b", qos: 1 }] }, publish("a", "x", 1, { messageId: 2 })),
		);
		time.pass(500);
		await room.move();
		const told = (type: string) => room.events.filter((event) => event.type === type);
		expect(told("delivery.sent")).toMatchObject([
			{ session: "once", message: "m1", attempt: 1 },
			{ session: "never", message: "m1" },
		]);
		expect(told("delivery.dropped")).toEqual([]);
		expect(Object.keys(room.world().packets)).toEqual([]);
		const back = openRawClient(room);
		room.command({ type: "wire.delay", delayMs: 0 });
		back.send(connect("once", false));
		expect(await back.next()).toMatchObject({ sessionPresent: true });
		expect(await back.next()).toMatchObject({ cmd: "publish", topic: "a", dup: true });
	});

	it("puts on each wire what it still sends, as the delay of that wire says", async () => {
		room = await openRawRoom(time, {});
		const first = await joined(room, "first");
		for (const id of ["none", "own", "as-the-room"]) await subscribed(await joined(room, id), "a", 0);
		room.command({ type: "wire.delay", delayMs: 500 });
		const open = Object.values(room.world().connections);
		const delays: Readonly<Record<string, number>> = { none: 0, own: 70 };
		for (const { connection, clientId } of open) {
			const delayMs = delays[clientId ?? ""];
			if (delayMs !== undefined) room.command({ type: "wire.delay-one", connection, delayMs });
		}
		first.sendBytes(
			segment({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "b", qos: 1 }] }, publish("a", "x", 1, { messageId: 2 })),
		);
		time.pass(500);
		const ids = Object.fromEntries(open.map(({ connection, clientId }) => [connection, clientId]));
		await room.move();
		const sent = room.events.flatMap((event) =>
			(event.type === "packet.passed" || event.type === "packet.entered") && event.direction === "down" && event.fields.type === "PUBLISH"
				? [{ to: ids[event.connection], delayMs: event.type === "packet.passed" ? 0 : event.delayMs }]
				: [],
		);
		expect(sent).toEqual([
			{ to: "none", delayMs: 0 },
			{ to: "own", delayMs: 70 },
			{ to: "as-the-room", delayMs: 500 },
		]);
	});

	it("keeps a will that was armed a moment ago", async () => {
		room = await openRawRoom(time, {});
		const client = openRawClient(room);
		client.send(connect("one", false, { will: { topic: "last", payload: Buffer.from("gone"), qos: 0, retain: false } }));
		await room.until((world) => (world.sessions.one?.will ?? null) !== null);
		await room.move();
		expect(room.events.filter(({ type }) => type === "will.fired")).toHaveLength(1);
	});

	it("that was about to close is kept open by anybody that comes", async () => {
		room = await openRawRoom(time, {});
		await away(room, "sub", "a", 1);
		room.closing(60_000);
		await room.move();
		expect(room.world().closing).not.toBeNull();
		room.kept();
		expect(room.world().closing).toBeNull();
	});

	it("of which a message is missing is not opened, and leaves nothing behind", async () => {
		room = await openRawRoom(time, {});
		await away(room, "sub", "a", 1);
		const pub = await joined(room, "pub");
		pub.send(publish("a", "x", 1, { messageId: 1 }));
		await payloadsSoFar(pub);
		const saved = room.save();
		if (saved.broker.kind !== "decided") throw new Error("another broker");
		const damaged = { ...saved, broker: { ...saved.broker, store: { ...saved.broker.store, messages: [] } } };
		const before = time.timers;
		await expect(openRoom({ name: "test", time, from: damaged, report: () => {} })).rejects.toThrow("without its message m1");
		expect(time.timers).toBe(before);
	});

	it("says that what stock Aedes had in flight is gone", async () => {
		room = await openRawRoom(time, { broker: "aedes" });
		const sub = await joined(room, "sub", false);
		await subscribed(sub, "a", 1);
		const pub = await joined(room, "pub");
		pub.send(publish("a", "x", 1, { messageId: 1 }));
		await room.until((world) => world.fates.m1?.sub?.fate === "inflight" && world.sessions.sub?.inflight.length === 1);
		await room.move();
		expect(room.events).toContainEqual(expect.objectContaining({ type: "delivery.dropped", message: "m1", reason: "broker-restarted" }));
		// It had reached the application, though nobody has acknowledged it.
		expect(room.world().fates.m1?.sub).toMatchObject({ fate: "delivered" });
	});

	it("says of stock Aedes, whose own memory cannot be saved, that what it held is gone", async () => {
		room = await openRawRoom(time, { broker: "aedes" });
		await away(room, "sub", "a", 1);
		await room.move();
		expect(room.world()).toMatchObject({ sessions: {}, gone: { sub: { reason: "restart" } } });
		expect(room.events.at(-1)).toMatchObject({ type: "broker.restarted", kept: false });
		const back = await joined(room, "sub", false);
		expect(back.got[0]).toMatchObject({ cmd: "connack", sessionPresent: false });
	});
});
