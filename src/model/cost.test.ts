import { describe, expect, it } from "vitest";
import type { Fact, RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { fold } from "./reduce.ts";
import { readsOf } from "./testkit/counted.ts";
import { accepted, connected, left, namedOf, opened, publish, subscribed, up } from "./testkit/sample.ts";

const stamped = (facts: readonly Fact[], after: number): readonly RoomEvent[] =>
	facts.map((fact, at) => ({ ...fact, seq: after + at + 1, at: after + at + 1 }));
const times = (count: number, facts: (n: number) => readonly Fact[]) => Array.from({ length: count }, (_, n) => facts(n)).flat();

const beginning = [
	opened,
	...connected("pub", false),
	...connected("sub", false),
	...subscribed("sub", "greenhouse/temp", 1),
	...connected("away", false),
	...subscribed("away", "#", 1),
	...left("away"),
	// Not answered yet.
	...connected("early", false).slice(0, 2),
];
const elsewhere = (message: string, topic: string, qos: 0 | 1 | 2 = 1): Fact => ({ ...accepted(message, "pub", qos), topic }) as Fact;

/** What can be there in any number, before anything is measured. */
const THERE: Readonly<Record<string, (count: number) => readonly Fact[]>> = {
	"messages waiting in a session": (count) =>
		times(count, (n) => [
			elsewhere(`m${n + 100}`, "cellar"),
			{ type: "delivery.queued", delivery: `d${n + 100}`, message: `m${n + 100}`, session: "away", qos: 1, why: "offline" },
		]),
	"messages sent and unacknowledged": (count) =>
		times(count, (n) => [elsewhere(`m${n + 100}`, "cellar"), { ...sending(n + 100), session: "away" }]),
	"messages that their publisher keeps": (count) =>
		times(count, (n) => [up("pub", { ...publish(`m${n + 100}`, 2, n + 100), topic: "cellar" }), elsewhere(`m${n + 100}`, "cellar", 2)]),
	"messages that a client has sent behind its CONNECT": (count) => times(count, (n) => [up("early", publish("m98", 1, n + 100))]),
	"QoS 2 ids that await their PUBREL": (count) =>
		times(count, (n) => [{ type: "incoming.held", session: "pub", packetId: n + 100, message: "m99" }]),
	"filters that do not match": (count) =>
		times(count, (n) => [{ type: "subscription.added", session: "sub", filter: `cellar/${n}/+`, qos: 1 }]),
	"sessions away": (count) => times(count, (n) => [...connected(`s${n}`, false), ...subscribed(`s${n}`, "cellar/#", 1), ...left(`s${n}`)]),
	"ended sessions": (count) =>
		times(count, (n) => [
			...connected(`s${n}`, false),
			...subscribed(`s${n}`, "cellar/#", 1),
			...left(`s${n}`),
			{ type: "session.discarded", session: `s${n}`, reason: "expired" },
		]),
	"retained messages": (count) =>
		times(count, (n) => [
			elsewhere(`r${n + 100}`, `cellar/${n}`),
			{ type: "retained.set", topic: `cellar/${n}`, message: `r${n + 100}`, replaced: null },
		]),
	"packets on other wires": (count) =>
		times(count, (n) => [
			{
				type: "packet.entered",
				packet: `e${n}`,
				connection: "c-sub",
				direction: "down",
				delayMs: 9,
				bytes: 9,
				fields: { type: "PINGREQ" },
			},
		]),
	connections: (count) =>
		times(count, (n) => [{ type: "connection.opened", connection: `o${n}`, origin: { kind: "guest", transport: "tcp" } }]),
	"messages that are over": (count) => times(count, (n) => [elsewhere(`m${n + 100}`, "nowhere", 0)]),
};

function sending(n: number): Extract<Fact, { type: "delivery.sent" }> {
	const ids = { delivery: `d${n}`, message: `m${n}`, session: "sub", packet: "p", packetId: n };
	return { type: "delivery.sent", ...ids, qos: 1, dup: false, attempt: 1, from: "live" };
}

/** One message from the PUBLISH of its publisher to the PUBACK of its subscriber; another subscriber's queue is full. */
const message = (n: number): readonly Fact[] => [
	up("pub", publish(`m${n}`, 1, n)),
	up("early", publish("m98", 1, n)),
	accepted(`m${n}`, "pub", 1),
	sending(n),
	{ type: "delivery.dropped", delivery: `x${n}`, message: `m${n}`, session: "away", qos: 1, reason: "queue-full" },
	{
		type: "packet.passed",
		packet: "p",
		connection: "c-pub",
		direction: "down",
		bytes: 4,
		fields: { type: "PUBACK", packetId: n, message: `m${n}` },
	},
	{ type: "delivery.acked", delivery: `d${n}`, message: `m${n}`, session: "sub", packetId: n },
];
/** Whatever else happens all the time. */
const others: readonly Fact[] = [
	{ type: "incoming.held", session: "sub", packetId: 1, message: "m99" },
	{ type: "incoming.released", session: "sub", packetId: 1 },
	{ type: "wire.silenced", connection: "c-pub", noticedInMs: null },
	{ type: "wire.mended", connection: "c-pub" },
	{ type: "wire.held", connection: "c-pub", noticedInMs: null, patienceMs: null },
	{ type: "wire.released", connection: "c-pub" },
	{ type: "wire.delayed", connection: "c-pub", delayMs: 5 },
	{ type: "wire.delayed", connection: "c-pub", delayMs: null },
	...connected("guest", true),
	{ type: "connection.closed", connection: "c-guest", reason: "cut", says: "", clause: null },
	{ type: "session.discarded", session: "guest", reason: "connection-closed" },
	{ ...accepted("r50", "pub", 0), ...namedOf("r50"), topic: "attic" } as Fact,
	{ type: "retained.set", topic: "attic", message: "r50", replaced: null },
	{ type: "retained.cleared", topic: "attic", message: "r50" },
];

function reads(there: readonly Fact[]): number {
	const before = stamped([...beginning, ...there], 0);
	const first = stamped([...message(5_000), ...others], before.length);
	const then = stamped([...times(20, (n) => message(n + 5_001)), ...others], before.length + first.length);
	return readsOf(fold(EMPTY_WORLD, before), first, then);
}

describe("an event costs the same however much is there", () => {
	// Both are beyond the bounds on what is remembered. Where an entry stands in a list is found by halving: that is two more steps.
	it.each(Object.entries(THERE))("%s", (_, there) => {
		expect(reads(there(2_400))).toBeLessThan(reads(there(600)) * 1.25);
	});
});
