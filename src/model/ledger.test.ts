import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { sayFateOf } from "#story/say-fate.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { fateOf, subscribersOf } from "./fate-of.ts";
import { tallyOf } from "./ledger.ts";
import { accepted, connected, entered, left, moments, namedOf, opened, publish, subscribed, up } from "./testkit/sample.ts";
import type { Fate, Message, Tally, World } from "./world.ts";

const NAMES = ["sub-1", "sub-2", "constructor"] as const;
const fate: fc.Arbitrary<Fate> = fc.oneof(
	fc.constant<Fate>({ fate: "queued", why: "offline", since: 0 }),
	fc.constant<Fate>({ fate: "inflight", why: "sent", how: "live", packetId: 1, attempt: 1, since: 0 }),
	fc.constant<Fate>({ fate: "delivered", how: "live", copies: 1, qos: 1, packetId: 1, at: 1 }),
	fc.constant<Fate>({ fate: "dropped", reason: "publish-qos-0", filter: null, grantedQos: null, full: null, at: 1 }),
	fc.constant<Fate>({ fate: "unseen", since: 0 }),
	fc.constant<Fate>({ fate: "none", nearest: null }),
);
const phase = fc.constantFrom<Message["phase"]>("to-broker", "with-sender", "accepted", "lost", "refused");
const tally: fc.Arbitrary<Tally> = fc.record({
	delivered: fc.nat(9),
	queued: fc.nat(9),
	inflight: fc.nat(9),
	dropped: fc.nat(9),
	unseen: fc.nat(9),
	none: fc.nat(9),
});
const world: fc.Arbitrary<World> = fc
	.record({
		messages: fc.array(fc.record({ phase, topic: fc.constantFrom("a", "a/b", "c"), qos: fc.constantFrom<0 | 1 | 2>(0, 1, 2) }), {
			maxLength: 12,
		}),
		decided: fc.array(fc.tuple(fc.nat(11), fc.constantFrom(...NAMES), fate), { maxLength: 30 }),
		filters: fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom("a", "#", "a/+", "x")),
		forgotten: fc.tuple(fc.nat(200), fc.dictionary(fc.constantFrom(...NAMES), tally)),
	})
	.map(({ messages, decided, filters, forgotten }) => worldOf(messages, decided, filters, forgotten));

function worldOf(
	messages: readonly Pick<Message, "phase" | "topic" | "qos">[],
	decided: readonly (readonly [number, string, Fate])[],
	filters: Record<string, string>,
	[count, bySubscriber]: readonly [number, Record<string, Tally>],
): World {
	const fates: Record<string, Record<string, Fate>> = {};
	for (const [index, subscriber, one] of decided) {
		const row = fates[`m${index}`] ?? Object.create(null);
		row[subscriber] = one;
		fates[`m${index}`] = row;
	}
	const plain = { publisher: "pub-1", payload: "1", payloadBytes: 1, retain: false, at: 0, publications: 1 };
	return {
		...EMPTY_WORLD,
		messages: Object.fromEntries(
			messages.map((message, index) => [
				`m${index}`,
				{ ...plain, ...message, decided: isDecided(message) ? 1 : null, ...namedOf(`m${index}`) },
			]),
		),
		fates,
		// As in a room: a client may be called "constructor".
		sessions: Object.assign(
			Object.create(null),
			Object.fromEntries(Object.entries(filters).map(([session, filter]) => [session, sessionOf(session, filter)])),
		),
		forgotten: { messages: count, bySubscriber },
	};
}

function isDecided({ phase }: Pick<Message, "phase">): boolean {
	return phase !== "to-broker" && phase !== "with-sender";
}

function sessionOf(session: string, filter: string): World["sessions"][string] {
	const none = { queue: [], inflight: [], incoming: [], awaitsRetained: false, fallen: [] };
	const subscriptions = { [filter]: { qos: 1 as const, at: 0, seq: 1 } };
	return { session, cleanSession: false, createdAt: 0, connection: null, offline: null, subscriptions, will: null, ...none };
}

test("published = delivered + queued + in flight + dropped + unseen + not subscribed, whatever has happened", () => {
	fc.assert(
		fc.property(world, fc.constantFrom(null, ...NAMES), (any, subscriber) => {
			const sum = tallyOf(any, subscriber);
			expect(sum.delivered + sum.queued + sum.inflight + sum.dropped + sum.unseen + sum.none).toBe(sum.published);
		}),
	);
});

test("the sum over all is the sum of each", () => {
	fc.assert(
		fc.property(world, (any) => {
			const each = subscribersOf(any).map((subscriber) => tallyOf(any, subscriber).delivered);
			expect(tallyOf(any, null).delivered).toBe(each.reduce((left, right) => left + right, 0));
		}),
	);
});

const away: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "greenhouse/+", 1),
	...left("sub-1"),
	...[up("pub-1", publish("m1", 1, 11)), accepted("m1", "pub-1", 1)],
	{ type: "delivery.queued", delivery: "d1", message: "m1", session: "sub-1", qos: 1, why: "offline" },
	...[up("pub-1", publish("m2", 0, null)), accepted("m2", "pub-1", 0)],
	{ type: "delivery.dropped", delivery: "d2", message: "m2", session: "sub-1", qos: 0, reason: "publish-qos-0" },
	entered("pub-1", "p3", publish("m3", 1, 12)),
];

test("the picture of the design: 3 published = 0 delivered + 1 queued + 1 in flight + 1 dropped", () => {
	const drawn = moments(away).at(-1)?.world ?? EMPTY_WORLD;
	expect(subscribersOf(drawn)).toEqual(["sub-1"]);
	expect(tallyOf(drawn, "sub-1")).toEqual({ published: 3, delivered: 0, queued: 1, inflight: 1, dropped: 1, unseen: 0, none: 0 });
	expect(fateOf(drawn, "m3", "sub-1")).toMatchObject({ fate: "inflight", why: "still-on-wire", packetId: 12 });
	expect(["m1", "m2", "m3"].map((message) => sayFateOf(drawn, message, "sub-1"))).toEqual([
		"Offline, session kept, QoS 1",
		"Published at QoS 0, so not queued",
		"Still on pub-1’s wire",
	]);
});
