import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, entered, left, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import { announce } from "./announce.ts";
import { narrate, textOf } from "./narrate.ts";
import { pausedNarration } from "./standing.ts";

const start: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "greenhouse/+", 1),
];
const away: readonly Fact[] = [...start, ...left("sub-1")];
const queuedM1: Fact = { type: "delivery.queued", delivery: "d1", message: "m1", session: "sub-1", qos: 1, why: "offline" };

const arrived = (packet: string): Fact => ({ type: "packet.arrived", packet, stepped: false });

function last(facts: readonly Fact[]): string | null {
	const moment = moments(facts).at(-1);
	return moment === undefined ? null : narrate(moment.event, moment.world, moment.before);
}

test("a pause says what stands where", () => {
	const told = moments([...away, entered("pub-1", "p3", publish("m3", 1, 12)), { type: "clock.paused" }]);
	const world = told.at(-1)?.world;
	if (world === undefined) throw new Error("nothing told");
	expect(textOf(pausedNarration(world, world.at))).toBe("Paused. m3 is still on pub-1’s wire. The broker has not seen it yet.");
});

test("what is published while the room is paused is told as held", () => {
	expect(last([...away, { type: "clock.paused" }, entered("pub-1", "p3", publish("m3", 1, 12))])).toBe(
		"Paused. m3 is still on pub-1’s wire. The broker has not seen it yet.",
	);
});

test("a cut says what became of the session", () => {
	const cut: Fact = { type: "connection.closed", connection: "c-sub-1", reason: "cut", says: "The cable was cut.", clause: null };
	expect(last([...start, { type: "session.offline", session: "sub-1", reason: "cut", expiresInMs: null }, cut])).toBe(
		"Cable cut. sub-1 is offline without DISCONNECT, and the broker keeps its session.",
	);
});

test("a client that comes back is told with what its session held", () => {
	const back: readonly Fact[] = [
		...[up("pub-1", publish("m1", 1, 11)), accepted("m1", "pub-1", 1), queuedM1],
		{ type: "connection.opened", connection: "c-sub-1", origin: { kind: "lab", page: "p" } },
		up("sub-1", { type: "CONNECT", clientId: "sub-1", cleanSession: false, keepAlive: 0, will: null }),
		{ type: "session.resumed", session: "sub-1", connection: "c-sub-1" },
	];
	expect(last([...away, ...back])).toBe("sub-1 is back. The broker found its session (session present = 1), and m1 in it.");
});

test("a QoS 0 message to an absent subscriber is told as gone", () => {
	const drop: Fact = { type: "delivery.dropped", delivery: "d2", message: "m2", session: "sub-1", qos: 0, reason: "publish-qos-0" };
	expect(last([...away, up("pub-1", publish("m2", 0, null)), accepted("m2", "pub-1", 0), drop])).toBe(
		"m2 reached the broker. sub-1 is offline, and QoS 0 messages are not queued: m2 is gone.",
	);
});

test("of a QoS 2 message, PUBREC ends the copy, and PUBCOMP only the packet id", () => {
	const sent = [...start, entered("pub-1", "p1", publish("m1", 2, 11)), arrived("p1")];
	const answer = (type: "PUBREC" | "PUBCOMP", packet: string): readonly Fact[] => [
		entered("pub-1", packet, { type, packetId: 11, message: "m1" }, "down"),
		arrived(packet),
	];
	const received = [...sent, ...answer("PUBREC", "p2")];
	expect(last(received)).toBe("PUBREC #11 reached pub-1. pub-1 forgets its copy of m1, and keeps #11 until PUBCOMP.");
	const released = [...received, entered("pub-1", "p3", { type: "PUBREL", packetId: 11, message: "m1" }), arrived("p3")];
	expect(last([...released, ...answer("PUBCOMP", "p4")])).toBe(
		"PUBCOMP #11 reached pub-1. The exchange of m1 is over, and #11 is free again.",
	);
});

test("leaving with DISCONNECT names the client that sent it", () => {
	expect(last(away)).toBe("Unplugged. sub-1 sent DISCONNECT, and the broker keeps its session.");
});

test("a discarded session names what it held", () => {
	const drops = ["m1", "m3"].map((message): Fact => {
		return { type: "delivery.dropped", delivery: message, message, session: "sub-1", qos: 1, reason: "session-discarded" };
	});
	const told = moments([
		...away,
		accepted("m1", "pub-1", 1),
		queuedM1,
		accepted("m3", "pub-1", 1),
		{ ...queuedM1, delivery: "d3", message: "m3" },
	]);
	const before = told.at(-1)?.world;
	if (before === undefined) throw new Error("nothing told");
	const end = moments([{ type: "session.discarded", session: "sub-1", reason: "clean-connect" }, ...drops], { ...before, at: 44_000 })[0];
	if (end === undefined) throw new Error("nothing told");
	expect(narrate(end.event, end.world, end.before)).toBe("Session of sub-1 discarded by a clean connect at 0:44. It held m1 and m3.");
	expect(announce(end.event, end.world, end.before)?.urgent).toBe(true);
});

test("a published message that nobody subscribed to is told so", () => {
	const told = moments([opened, ...connected("pub-1", true), up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)]).at(-1);
	expect(told && narrate(told.event, told.world, told.before)).toBe("m1 reached the broker. Nobody has subscribed to greenhouse/temp.");
});

test("a message for nobody’s filter, and one for a session that has ended, are told so", () => {
	const other = subscribed("sub-1", "site/#", 1);
	const publishing: readonly Fact[] = [up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)];
	expect(last([opened, ...connected("pub-1", true), ...connected("sub-1", true), ...other, ...publishing])).toBe(
		"m1 reached the broker. No subscription matches greenhouse/temp.",
	);
	const gone: readonly Fact[] = [...start, { type: "session.discarded", session: "sub-1", reason: "connection-closed" }];
	expect(last([...gone, ...publishing])).toBe(
		"m1 reached the broker. sub-1 had a clean session, which ended with its connection: nothing is kept for it.",
	);
});

test("a message that comes a second time is told as it is now, not as it was the first time", () => {
	const gone: readonly Fact[] = [...start, { type: "session.discarded", session: "sub-1", reason: "connection-closed" }];
	const publishing: readonly Fact[] = [up("pub-1", publish("m1", 1, 1)), accepted("m1", "pub-1", 1)];
	const ended = "m1 reached the broker. sub-1 had a clean session, which ended with its connection: nothing is kept for it.";
	expect(last([...gone, ...publishing, ...publishing])).toBe(ended);
	expect(last([...gone, ...publishing, ...connected("sub-1", false), ...publishing])).toBe(
		"m1 reached the broker. No subscription matches greenhouse/temp.",
	);
});

test("a screen reader hears one short sentence per fate, and nothing of transit", () => {
	const told = moments([...away, entered("pub-1", "p1", publish("m1", 1, 11)), accepted("m1", "pub-1", 1), queuedM1]);
	const said = told.slice(-3).map((moment) => announce(moment.event, moment.world, moment.before));
	expect(said[0]).toBeNull();
	expect(said[2]).toEqual({ urgent: false, text: "m1 queued for sub-1: offline, session kept, QoS 1." });
});

test("no sentence exclaims", () => {
	for (const { event, world, before } of moments(away)) expect(narrate(event, world, before) ?? "").not.toContain("!");
});
