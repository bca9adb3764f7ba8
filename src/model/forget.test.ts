import { describe, expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { fateOf } from "./fate-of.ts";
import { tallyOf } from "./ledger.ts";
import { fold } from "./reduce.ts";
import { accepted, connected, left, opened, publish, subscribed, up } from "./testkit/sample.ts";
import type { World } from "./world.ts";

const worldOf = (facts: readonly Fact[], from: World = EMPTY_WORLD): World =>
	fold(
		from,
		facts.map((fact, at) => ({ ...fact, seq: from.seq + at + 1, at: from.at + at + 1 })),
	);
const numbers = (count: number, first = 1) => Array.from({ length: count }, (_, n) => n + first);
const fatesIn = ({ fates }: World) => Object.values(fates).reduce((sum, one) => sum + Object.keys(one).length, 0);

const sent = (n: number, session: string, from: "live" | "queue" = "live"): Fact => {
	const ids = { delivery: `d${n}-${session}`, message: `m${n}`, session, packet: "p", packetId: n };
	return { type: "delivery.sent", ...ids, qos: 1, dup: false, attempt: 1, from };
};
const acked = (n: number, session: string): Fact => ({
	type: "delivery.acked",
	delivery: `d${n}-${session}`,
	message: `m${n}`,
	session,
	packetId: n,
});
const queued = (n: number, session: string): Fact => ({
	type: "delivery.queued",
	delivery: `d${n}-${session}`,
	message: `m${n}`,
	session,
	qos: 1,
	why: "offline",
});
const subscriber = (name: string) => [...connected(name, false), ...subscribed(name, "greenhouse/temp", 1)];

describe("what a world remembers is bounded", () => {
	const many = numbers(200).map((n) => `sub-${n}`);
	const beginning = worldOf([opened, ...connected("pub", true), ...many.flatMap(subscriber)]);

	it("by fates where there are many subscribers: the oldest settled messages become sums", () => {
		const told = numbers(60).flatMap((n) => [
			accepted(`m${n}`, "pub", 0),
			...many.flatMap((session) => [sent(n, session), acked(n, session)]),
		]);
		const world = worldOf(told, beginning);
		expect(fatesIn(world)).toBeLessThanOrEqual(LIMITS.fates);
		expect(fatesIn(world)).toBeGreaterThan(LIMITS.fates - 200);
		expect(Object.keys(world.messages).at(-1)).toBe("m60");
		expect(tallyOf(world, "sub-7")).toMatchObject({ published: 60, delivered: 60 });
		expect(tallyOf(world, null)).toMatchObject({ published: 12_000, delivered: 12_000 });
	});

	it("by fates even where nothing is settled", () => {
		const told = numbers(80).flatMap((n) => [accepted(`m${n}`, "pub", 0), ...many.map((session) => queued(n, session))]);
		const world = worldOf(told, beginning);
		expect(fatesIn(world)).toBeLessThanOrEqual(LIMITS.fatesHard);
		expect(Object.keys(world.messages).at(-1)).toBe("m80");
		expect(tallyOf(world, "sub-7")).toMatchObject({ published: 80, queued: 80 });
	});

	it("and what was queued when it became part of a sum is delivered in the sum", () => {
		const count = LIMITS.messagesHard + 100;
		const away = worldOf([opened, ...connected("pub", true), ...subscriber("sub"), ...left("sub")]);
		const waiting = worldOf(
			numbers(count).flatMap((n) => [accepted(`m${n}`, "pub", 1), queued(n, "sub")]),
			away,
		);
		expect(Object.keys(waiting.messages).length).toBe(LIMITS.messagesHard);
		expect(tallyOf(waiting, "sub")).toMatchObject({ published: count, queued: count });
		const back = worldOf(
			numbers(count).flatMap((n) => [sent(n, "sub", "queue"), acked(n, "sub")]),
			waiting,
		);
		expect(tallyOf(back, "sub")).toMatchObject({ published: count, delivered: count, queued: 0, inflight: 0 });
	});

	it("by what a client keeps: past the bound its oldest copy is no longer shown", () => {
		const count = LIMITS.outstandingNames + 50;
		const told = numbers(count).map((n) => up("pub", publish(`m${n}`, 1, n)));
		const outgoing = worldOf([opened, ...connected("pub", false), ...told]).clients.pub?.outgoing ?? [];
		expect([outgoing.length, outgoing[0]?.message, outgoing.at(-1)?.message]).toEqual([LIMITS.outstandingNames, "m51", `m${count}`]);
	});
});

describe("a client with an open connection is not forgotten, however long it has been offline", () => {
	const asks = (client: string, connection: string): readonly Fact[] => [
		{ type: "connection.opened", connection, origin: { kind: "guest", transport: "tcp" } },
		{ ...up(client, { type: "CONNECT", clientId: client, cleanSession: false, keepAlive: 0, will: null }), connection } as Fact,
	];
	const closed = (connection: string): Fact => ({ type: "connection.closed", connection, reason: "cut", says: "", clause: null });
	const others = numbers(LIMITS.clients + 20).flatMap((n) => [...asks(`o${n}`, `o${n}`), closed(`o${n}`)]);
	const on = (connection: string, fact: Fact): Fact => ({ ...fact, connection }) as Fact;
	/** An older CONNECT of this client is not answered, the newer one's connection is over, and many other clients have come and gone. */
	const early = worldOf([
		opened,
		...asks("pub", "c1"),
		on("c1", up("pub", publish("m1", 1, 1))),
		...asks("pub", "c2"),
		closed("c2"),
		...others,
	]);

	it("so that what it sends there has a name, and a sender", () => {
		expect(early.clients.pub?.phase.phase).toBe("offline");
		const later = worldOf([on("c1", up("pub", publish("m2", 1, 2)))], early);
		expect(later.messages.m2).toMatchObject({ publisher: "pub", phase: "at-broker" });
	});

	it.each(["cut", "protocol-error"] as const)("and is once that has ended, with all that it kept: %s", (reason) => {
		const ended = worldOf([accepted("m1", "pub", 1), { ...closed("c1"), reason } as Fact, ...others], early);
		expect(ended.clients.pub).toBeUndefined();
		expect(Object.keys(ended.clients)).toHaveLength(LIMITS.clients);
		// Nobody keeps a copy of it now, so it may be forgotten as well.
		const flood = numbers(LIMITS.messages + 10, 2).map((n) => accepted(`m${n}`, "o1", 0));
		expect(worldOf(flood, ended).messages.m1).toBeUndefined();
	});
});

describe("the nearest filter of a message that was not meant for a subscriber", () => {
	const before = worldOf([opened, ...connected("pub", true), ...connected("sub", false), ...subscribed("sub", "greenhouse/door", 1)]);
	const published = worldOf([accepted("m1", "pub", 0)], before);

	it("is one that was there when the message came", () => {
		expect(fateOf(published, "m1", "sub")).toEqual({ fate: "none", nearest: "greenhouse/door" });
		const later = worldOf(subscribed("sub", "greenhouse/temp", 1), published);
		expect(fateOf(later, "m1", "sub")).toEqual({ fate: "none", nearest: "greenhouse/door" });
	});

	it("is known when the session has ended, too", () => {
		const ended = worldOf([...left("sub"), { type: "session.discarded", session: "sub", reason: "expired" }], published);
		expect(fateOf(ended, "m1", "sub")).toEqual({ fate: "none", nearest: "greenhouse/door" });
	});

	it("a filter that came after a message was lost does not make the message one that this subscriber lost", () => {
		const lost: readonly Fact[] = [
			{
				type: "packet.entered",
				packet: "p1",
				connection: "c-pub",
				direction: "up",
				delayMs: 9,
				bytes: 9,
				fields: publish("m2", 0, null),
			},
			{ type: "packet.lost", packet: "p1" },
			...subscribed("sub", "greenhouse/temp", 1),
		];
		expect(fateOf(worldOf(lost, published), "m2", "sub")).toEqual({ fate: "none", nearest: "greenhouse/door" });
	});
});
