import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, entered, historyOf, opened, publish, subscribed } from "#model/testkit/sample.ts";
import { type ExchangeRow, exchangeOf } from "./exchange.ts";
import { holdersOf, isIdHeld } from "./holders.ts";
import { openTraffic } from "./open-traffic.ts";

type Ack = "PUBACK" | "PUBREC" | "PUBREL" | "PUBCOMP";
const ack = (type: Ack, packetId: number) => ({ type, packetId, message: "m1" }) as const;
const arrives = (packet: string): Fact => ({ type: "packet.arrived", packet, stepped: false });
const sentTo = (packet: string, qos: 1 | 2, packetId: number): Fact => ({
	type: "delivery.sent",
	...{ delivery: "d1", message: "m1", session: "sub-1", qos, packet, packetId, dup: false, attempt: 1, from: "live" },
});
const both: readonly Fact[] = [opened, ...connected("pub-1", false), ...connected("sub-1", false)];

/** A row in a few words: "PUBLISH #12 lost", "PUBACK #12 missing". */
function words(row: ExchangeRow): string {
	if (row.is === "missing" && row.never !== null) return `${row.type} #${row.packetId} never: ${row.never}`;
	if (row.is === "missing")
		return `${row.type}${row.packetId === null ? "" : ` #${row.packetId}`}${row.again ? " DUP" : ""} ${row.wrong ? "missing" : "to come"}${row.copy === null ? "" : `, copy ${row.copy}`}`;
	const { fields } = row.packet;
	return `${fields.type} #${fields.packetId}${fields.type === "PUBLISH" && fields.dup ? " DUP" : ""} ${row.stand}`;
}

function checklist(facts: readonly Fact[], seq = facts.length) {
	const history = historyOf(facts);
	const traffic = openTraffic()(history);
	const world = history.at(seq);
	if (world === null) throw new Error("no such moment");
	const exchange = exchangeOf(world, traffic, seq, "m1", "sub-1");
	if (exchange === null) throw new Error("m1 is not known");
	return { up: exchange.up?.rows.map(words), down: exchange.down?.rows.map(words), exchange, holders: holdersOf(world, "m1", "sub-1") };
}

const lostAnswer: readonly Fact[] = [
	...both,
	...subscribed("sub-1", "greenhouse/+", 1),
	entered("pub-1", "p1", publish("m1", 1, 12)),
	arrives("p1"),
	accepted("m1", "pub-1", 1),
	sentTo("p2", 1, 2),
	entered("sub-1", "p2", publish("m1", 1, 2), "down"),
	entered("pub-1", "p3", ack("PUBACK", 12), "down"),
	{ type: "packet.lost", packet: "p3", reason: "cut" },
	{ type: "connection.closed", connection: "c-pub-1", reason: "cut", says: "The cable was cut.", clause: null },
	arrives("p2"),
	entered("sub-1", "p4", ack("PUBACK", 2)),
	arrives("p4"),
	{ type: "delivery.acked", delivery: "d1", message: "m1", session: "sub-1", packetId: 2 },
	...connected("pub-1", false).map((fact) => ("connection" in fact ? { ...fact, connection: "c-again" } : fact)),
	{ ...entered("again", "p5", { ...publish("m1", 1, 12), dup: true, attempt: 2 }) },
];

test("a PUBLISH whose answer was lost is on the wire again, and another copy may come of it", () => {
	const { up, down, exchange, holders } = checklist(lostAnswer);
	expect(up).toEqual(["PUBLISH #12 arrived", "PUBACK #12 lost", "PUBLISH #12 DUP under-way", "PUBACK #12 to come"]);
	expect(down).toEqual(["PUBLISH #2 arrived", "PUBACK #2 arrived", "PUBLISH to come, copy 2", "PUBACK to come, copy 2"]);
	expect(exchange).toMatchObject({ up: { open: true, done: 0 }, down: { open: false, done: 1, qos: 1 } });
	expect(holders).toEqual({
		publisher: { clientId: "pub-1", keeps: [expect.objectContaining({ packetId: 12, awaits: "PUBACK" })] },
		broker: [],
		subscriber: { clientId: "sub-1", copies: 1 },
	});
});

test("what the broker holds for others it holds, whoever is chosen", () => {
	const queuedFor = (session: string): Fact => ({
		type: "delivery.queued",
		...{ delivery: `d-${session}`, message: "m1", session, qos: 1, why: "offline" },
	});
	const names = ["sub-1", "sub-2", "sub-3"];
	const all = [opened, ...["pub-1", ...names].flatMap((name) => connected(name, false))];
	const wanted = names.flatMap((name) => subscribed(name, "greenhouse/+", 1));
	const sent = [entered("pub-1", "p1", publish("m1", 1, 12)), arrives("p1"), accepted("m1", "pub-1", 1)];
	const holds = (held: readonly string[], chosen: string | null) =>
		holdersOf(historyOf([...all, ...wanted, ...sent, ...held.map(queuedFor)]).live, "m1", chosen).broker;
	expect(holds(["sub-2"], "sub-1")).toEqual([{ as: "for-others", session: "sub-2", more: 0 }]);
	expect(holds(["sub-2", "sub-3"], "sub-2")).toEqual([
		{ as: "queued", session: "sub-2" },
		{ as: "for-others", session: "sub-3", more: 0 },
	]);
	expect(holds(names, null)).toEqual([{ as: "for-others", session: "sub-1", more: 2 }]);
	expect(holds([], "sub-1")).toEqual([]);
});

test("at an earlier moment the checklist knows nothing of what came later", () => {
	const seq = lostAnswer.findIndex((fact) => fact.type === "packet.entered" && fact.packet === "p3") + 1;
	expect(checklist(lostAnswer, seq)).toMatchObject({
		up: ["PUBLISH #12 arrived", "PUBACK #12 under-way"],
		down: ["PUBLISH #2 under-way", "PUBACK #2 to come"],
		holders: { broker: [{ as: "in-flight", packetId: 2, awaits: "PUBACK" }], subscriber: { copies: 0 } },
	});
});

test("while a publisher is away, what it will send again is missing", () => {
	const seq = lostAnswer.findIndex((fact) => fact.type === "connection.closed") + 1;
	expect(checklist(lostAnswer, seq).up).toEqual([
		"PUBLISH #12 arrived",
		"PUBACK #12 lost",
		"PUBLISH #12 DUP missing",
		"PUBACK #12 missing",
	]);
});

test("before the broker has a message, all of its packets to a subscriber are to come, at the lower QoS of the two", () => {
	const { down } = checklist([...both, ...subscribed("sub-1", "greenhouse/+", 1), entered("pub-1", "p1", publish("m1", 2, 12))]);
	expect(down).toEqual(["PUBLISH to come", "PUBACK to come"]);
	const atQos0 = checklist([...both, ...subscribed("sub-1", "greenhouse/+", 0), entered("pub-1", "p1", publish("m1", 2, 12))]);
	expect(atQos0).toMatchObject({
		down: ["PUBLISH to come"],
		up: ["PUBLISH #12 under-way", "PUBREC #12 to come", "PUBREL #12 to come", "PUBCOMP #12 to come"],
	});
});

test("of QoS 2 the broker holds the id until PUBREL, and its sender keeps the id until PUBCOMP", () => {
	const { up, holders } = checklist([
		...both,
		...subscribed("sub-1", "greenhouse/+", 2),
		entered("pub-1", "p1", publish("m1", 2, 12)),
		arrives("p1"),
		accepted("m1", "pub-1", 2),
		{ type: "incoming.held", session: "pub-1", packetId: 12, message: "m1" },
		entered("pub-1", "p2", ack("PUBREC", 12), "down"),
		arrives("p2"),
		entered("pub-1", "p3", ack("PUBREL", 12)),
	]);
	expect(up).toEqual(["PUBLISH #12 arrived", "PUBREC #12 arrived", "PUBREL #12 under-way", "PUBCOMP #12 to come"]);
	expect(holders.publisher?.keeps).toEqual([expect.objectContaining({ packetId: 12, awaits: "PUBCOMP" })]);
	expect(holders.broker).toEqual([{ as: "held-id", packetId: 12 }]);
});

test("a message of that name from before the room was cleared is another message", () => {
	const before = entered("pub-1", "p1", publish("m1", 0, null));
	const { up } = checklist([...both, before, { type: "room.cleared" }, ...both, entered("pub-1", "p1", publish("m1", 1, 1))]);
	expect(up).toEqual(["PUBLISH #1 under-way", "PUBACK #1 to come"]);
});

test("a QoS 2 id that another message has taken over is not held for the first one", () => {
	const of = (message: string) => ({ delivery: `d-${message}`, message, session: "sub-1" }) as const;
	const deliver = (message: string): readonly Fact[] => [
		accepted(message, "pub-1", 2),
		{ type: "delivery.sent", ...of(message), qos: 2, packet: message, packetId: 5, dup: false, attempt: 1, from: "live" },
		entered("sub-1", message, publish(message, 2, 5), "down"),
		arrives(message),
	];
	const first = [...both, ...subscribed("sub-1", "greenhouse/+", 2), ...deliver("m1")];
	const down = { clientId: "sub-1", sends: "down" } as const;
	const heldOf = (facts: readonly Fact[]) => ["m1", "m2"].map((message) => isIdHeld(historyOf(facts).live, down, message));
	expect(heldOf(first)).toEqual([true, false]);
	const over: readonly Fact[] = [
		entered("sub-1", "rel", ack("PUBREL", 5), "down"),
		arrives("rel"),
		{ type: "delivery.acked", ...of("m1"), packetId: 5 },
	];
	expect(heldOf([...first, ...over])).toEqual([false, false]);
	expect(heldOf([...first, ...over, ...deliver("m2")])).toEqual([false, true]);
});

/** A message of pub-1 at QoS 1 that has crossed to the broker and is on its way to sub-1, each with a session of its kind. */
const onBoth = (cleanPub: boolean, cleanSub: boolean): readonly Fact[] => [
	...[opened, ...connected("pub-1", cleanPub), ...connected("sub-1", cleanSub)],
	...subscribed("sub-1", "greenhouse/+", 1),
	entered("pub-1", "p1", publish("m1", 1, 5)),
	arrives("p1"),
	accepted("m1", "pub-1", 1),
	sentTo("p2", 1, 2),
	entered("sub-1", "p2", publish("m1", 1, 2), "down"),
];
const cutOff = (client: string): Fact => ({ type: "connection.closed", connection: `c-${client}`, reason: "cut", says: "", clause: null });

test("the answer to a publisher whose clean session ended with its connection will not come, and that is said [MQTT-3.1.2-6]", () => {
	expect(checklist([...onBoth(true, false), cutOff("pub-1")]).up).toEqual(["PUBLISH #5 arrived", "PUBACK #5 never: clean-session"]);
	expect(checklist([...onBoth(false, false), cutOff("pub-1")]).up).toEqual([
		"PUBLISH #5 arrived",
		"PUBLISH #5 DUP missing",
		"PUBACK #5 missing",
	]);
	const cleanAgain = connected("pub-1", true).map((fact) => ("connection" in fact ? { ...fact, connection: "c-again" } : fact));
	expect(checklist([...onBoth(false, false), cutOff("pub-1"), ...cleanAgain]).up).toEqual([
		"PUBLISH #5 arrived",
		"PUBACK #5 never: discarded",
	]);
});

test("what a subscriber’s clean session took along will not come either", () => {
	const gone: readonly Fact[] = [
		{ type: "packet.lost", packet: "p2", reason: "cut" },
		cutOff("sub-1"),
		{ type: "delivery.dropped", delivery: "d1", message: "m1", session: "sub-1", qos: 1, reason: "session-ended" } as Fact,
		{ type: "session.discarded", session: "sub-1", reason: "connection-closed" },
	];
	expect(checklist([...onBoth(false, true), ...gone])).toMatchObject({
		up: ["PUBLISH #5 arrived", "PUBACK #5 to come"],
		down: ["PUBLISH #2 lost", "PUBACK #2 never: clean-session"],
	});
});

test("over a silent wire nothing comes", () => {
	const silent: Fact = { type: "wire.silenced", connection: "c-pub-1", noticedInMs: null };
	expect(checklist([...onBoth(true, false), silent]).up).toEqual(["PUBLISH #5 arrived", "PUBACK #5 never: silent"]);
});
