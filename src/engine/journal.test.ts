import { expect, it } from "vitest";
import type { Fact, RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold } from "#model/reduce.ts";
import { openJournal } from "./journal.ts";
import { connect, openRawClient, openRawRoom, publish } from "./testkit/raw.ts";

/** What a room with some traffic tells, as facts. */
async function traffic(): Promise<Fact[]> {
	const room = await openRawRoom();
	const sub = openRawClient(room);
	const pub = openRawClient(room);
	sub.send(connect("sub", false));
	pub.send(connect("pub", true));
	await room.until(({ clients }) => clients.sub?.phase.phase === "connected" && clients.pub?.phase.phase === "connected");
	sub.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "#", qos: 2 }] });
	await room.until(({ sessions }) => sessions.sub?.subscriptions["#"] !== undefined);
	for (let id = 1; id <= 20; id += 1) {
		const qos = (id % 3) as 0 | 1 | 2;
		pub.send(publish(`a/${id}`, "x", qos, { retain: id % 7 === 0, ...(qos > 0 ? { messageId: id } : {}) }));
		if (id === 15) sub.ends.gone("The cable broke.");
		// On a slow machine the room takes some of them in a later turn.
		await room.until(({ named }) => named.plain + named.retained === id);
	}
	room.command({ type: "room.clear" });
	await room.close();
	return room.events.map(({ seq: _seq, at: _at, ...fact }) => fact as Fact);
}

it("the world that goes on in place is the fold of what was told, and what was given of it never changes", async () => {
	const facts = await traffic();
	const journal = openJournal(() => 0, { keep: 8 });
	const told: RoomEvent[] = [];
	journal.follow((event) => told.push(event));
	const given: { readonly base: unknown; readonly text: string }[] = [];
	for (const fact of facts) {
		journal.tell({ ...fact });
		const { base, events } = journal.since(null);
		expect(events).toEqual(told.slice(-events.length));
		expect(events.length).toBeGreaterThanOrEqual(Math.min(8, told.length));
		expect(base).toEqual(fold(EMPTY_WORLD, told.slice(0, told.length - events.length)));
		expect(journal.world()).toEqual(fold(EMPTY_WORLD, told));
		given.push({ base, text: JSON.stringify(base) });
	}
	expect(facts.length).toBeGreaterThan(40);
	for (const { base, text } of given) expect(JSON.stringify(base)).toBe(text);
});

it("keeps fewer events where these take more bytes, and what it does not keep is in the base", () => {
	const journal = openJournal(() => 0, { keep: 64, keepBytes: 64 * 1024 });
	const told: RoomEvent[] = [];
	journal.follow((event) => told.push(event));
	const says = "\u0001".repeat(1_000);
	for (let count = 0; count < 100; count += 1) {
		journal.tell(count % 10 === 9 ? { type: "frame.refused", says } : { type: "clock.paused" });
		const { base, events } = journal.since(null);
		expect(events).toEqual(told.slice(-events.length));
		expect(base).toEqual(fold(EMPTY_WORLD, told.slice(0, told.length - events.length)));
		expect(JSON.stringify(events).length).toBeLessThanOrEqual(64 * 1024);
	}
	expect(journal.since(null).events.length).toBeLessThan(100);
	expect(journal.since(null).events.length).toBeGreaterThan(64);
});

it("keeps the last event, however large it is", () => {
	const journal = openJournal(() => 0, { keep: 64, keepBytes: 1_000 });
	for (let count = 0; count < 10; count += 1) journal.tell({ type: "frame.refused", says: "x".repeat(2_000) });
	expect(journal.since(null).events.map((event) => event.seq)).toEqual([10]);
});
