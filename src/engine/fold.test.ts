import fc from "fast-check";
import { expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { fateOf, subscribersOf } from "#model/fate-of.ts";
import { tallyOf } from "#model/ledger.ts";
import { fold, reduce } from "#model/reduce.ts";
import { reviveWorld } from "#model/revive.ts";
import { EMPTY_WORLD, type World } from "#model/world.ts";
import { matches } from "#mqtt/topic.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "./testkit/raw.ts";

const name = fc.constantFrom("sub", "pub", "other");
const qos = fc.constantFrom<0 | 1 | 2>(0, 1, 2);
const act = fc.oneof(
	fc.record({ act: fc.constant("connect" as const), name, clean: fc.boolean(), will: fc.boolean() }),
	fc.record({ act: fc.constantFrom("disconnect" as const, "cut" as const, "gone" as const, "garbage" as const), name }),
	fc.record({ act: fc.constant("subscribe" as const), name, filter: fc.constantFrom("a", "#", "+/b"), qos }),
	fc.record({ act: fc.constant("publish" as const), name, topic: fc.constantFrom("a", "a/b", "$SYS"), qos, retain: fc.boolean() }),
	fc.record({ act: fc.constant("answer" as const), name }),
	fc.record({ act: fc.constantFrom("clock.pause" as const, "clock.resume" as const, "wire.step" as const) }),
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

/** What Aedes does by itself takes a few turns of the event loop. */
async function settle(): Promise<void> {
	for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Plays random acts on a real room, without minding what comes of them. */
async function play(acts: readonly Act[]): Promise<RoomEvent[]> {
	const room = await openRawRoom();
	const clients = new Map<string, RawClient>();
	let ids = 0;
	for (const one of acts) {
		perform(room, clients, one, () => ++ids);
		await settle();
	}
	await room.close();
	expect(room.timers()).toBe(0);
	return room.events;
}

function perform(room: RawRoom, clients: Map<string, RawClient>, one: Act, nextId: () => number): void {
	if (!("name" in one)) return void room.command({ type: one.act });
	const client = clients.get(one.name);
	if (one.act === "connect") {
		const fresh = openRawClient(room);
		clients.set(one.name, fresh);
		const will = { topic: "a/b", payload: Buffer.from("will"), qos: 1, retain: false } as const;
		return fresh.send(connect(one.name, one.clean, one.will ? { will } : {}));
	}
	if (client === undefined) return;
	switch (one.act) {
		case "disconnect":
			return client.send({ cmd: "disconnect" });
		case "gone":
			return client.ends.gone("The cable broke.");
		case "garbage":
			return client.sendBytes(new Uint8Array([0xf0, 0]));
		case "cut": {
			const connection = Object.values(room.world().connections).find(({ clientId }) => clientId === one.name)?.connection;
			if (connection !== undefined) room.command({ type: "wire.cut", connection });
			return;
		}
		case "subscribe":
			return client.send({ cmd: "subscribe", messageId: nextId(), subscriptions: [{ topic: one.filter, qos: one.qos }] });
		case "publish":
			return client.send(publish(one.topic, "x", one.qos, { retain: one.retain, ...(one.qos > 0 ? { messageId: nextId() } : {}) }));
		case "answer":
			return answerAll(client);
		default:
			return;
	}
}

function answerAll(client: RawClient): void {
	for (const packet of client.got.splice(0)) {
		const messageId = (packet as { messageId?: number }).messageId ?? 0;
		if (packet.cmd === "publish" && packet.qos === 1) client.send({ cmd: "puback", messageId });
		if (packet.cmd === "publish" && packet.qos === 2) client.send({ cmd: "pubrec", messageId });
		if (packet.cmd === "pubrec") client.send({ cmd: "pubrel", messageId });
		if (packet.cmd === "pubrel") client.send({ cmd: "pubcomp", messageId });
	}
}

function expectAccounted(world: World): void {
	for (const subscriber of subscribersOf(world)) {
		const { published, delivered, queued, inflight, dropped, none } = tallyOf(world, subscriber);
		expect(published).toBe(Object.keys(world.messages).length + world.forgotten.messages);
		expect(delivered + queued + inflight + dropped + none).toBe(published);
	}
	for (const message of Object.values(world.messages)) {
		if (message.phase !== "accepted") continue;
		for (const session of Object.values(world.sessions)) {
			// Subscribed before it was published, and no fate: it would have disappeared.
			const matched = Object.entries(session.subscriptions).some(([filter, { at }]) => at < message.at && matches(filter, message.topic));
			if (matched) expect(fateOf(world, message.message, session.session).fate).not.toBe("none");
		}
	}
	for (const session of Object.values(world.sessions)) {
		for (const { message } of session.queue) expect(fateOf(world, message, session.session).fate).toMatch(/queued|inflight|delivered/);
	}
}

function frozen(world: World): World {
	const freeze = (value: unknown): void => {
		if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
		Object.freeze(value);
		for (const inner of Object.values(value)) freeze(inner);
	};
	freeze(world);
	return world;
}

it("a fold in parts is a fold in one, no world is ever changed, and every accepted message is accounted for at every seq", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 60, size: "max" }), fc.nat(), async (acts, cut) => {
			const events = await play(acts);
			let stepwise = EMPTY_WORLD;
			for (const event of events) {
				stepwise = reduce(frozen(stepwise), event);
				expectAccounted(stepwise);
			}
			// Nothing is left undecided at the broker once it has had its turn.
			const fates = Object.values(stepwise.fates).flatMap((bySubscriber) => Object.values(bySubscriber));
			expect(fates.filter((fate) => fate.fate === "inflight" && fate.why === "at-broker")).toEqual([]);
			const at = cut % (events.length + 1);
			const parts = fold(frozen(fold(EMPTY_WORLD, events.slice(0, at))), events.slice(at));
			expect(parts).toEqual(stepwise);
			expect(fold(EMPTY_WORLD, events)).toEqual(stepwise);
			expect(reviveWorld(JSON.parse(JSON.stringify(stepwise)))).toEqual(stepwise);
		}),
		{ numRuns: 60 },
	);
}, 60_000);
