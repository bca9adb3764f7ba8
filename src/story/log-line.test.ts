import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, entered, left, moments, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import { CLAUSES } from "#mqtt/clauses.ts";
import { logLine } from "./log-line.ts";

const away: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "greenhouse/+", 1),
	...left("sub-1"),
];

function lines(facts: readonly Fact[]) {
	return moments(facts).map(({ event, world, before }) => logLine(event, world, before));
}

test("a packet is written in mosquitto’s shorthand, and its id with #: m12 is a message", () => {
	const line = lines([...away, up("pub-1", publish("m3", 1, 12))]).at(-1);
	expect(line).toMatchObject({
		kind: "packet",
		clientIds: ["pub-1"],
		message: "m3",
		direction: "up",
		text: "pub-1 → broker PUBLISH (d0, q1, r0, #12, 'greenhouse/temp', 4 bytes) carrying m3",
	});
});

test("c1 and r1 are flags of a packet and nothing else: a connection has a number, and a decision names its fields", () => {
	const texts = lines([...away, up("pub-1", { ...publish("r1", 2, 12), retain: true }), accepted("r1", "pub-1", 2)]).map(
		(line) => line?.text,
	);
	expect(texts.filter((text) => /Connection c\d/.test(text ?? ""))).toEqual([]);
	expect(texts.at(-2)).toBe("pub-1 → broker PUBLISH (d0, q2, r1, #12, 'greenhouse/temp', 4 bytes) carrying r1");
	expect(texts.at(-1)).toMatch(/^Accepted r1 from pub-1 \(QoS 2, RETAIN = \d, 'greenhouse\/temp', \d+ bytes\)$/);
	const nameless: Fact = { type: "connection.opened", connection: "c7", origin: { kind: "lab", page: "p" } };
	expect(lines([opened, nameless]).at(-1)?.text).toBe("Connection 7 opened (from a page)");
});

test("a decision whose text names the fields of a packet says that it does, whatever its topic or its client is called", () => {
	const odd = "pub (QoS 1, RETAIN = 1, ";
	const armed: Fact = { ...accepted("w1", "pub-1", 1), type: "will.armed", session: "pub-1" } as Fact;
	const names = (facts: readonly Fact[]) => lines([...away, ...facts]).at(-1)?.namesFields;
	expect(names([accepted("m3", "pub-1", 1)])).toBe(true);
	expect(names([armed])).toBe(true);
	expect(names([{ type: "will.disarmed", session: odd }])).toBeUndefined();
});

test("a decision says its reason and its clause", () => {
	const queued: Fact = { type: "delivery.queued", delivery: "d", message: "m3", session: "sub-1", qos: 1, why: "offline" };
	const line = lines([...away, up("pub-1", publish("m3", 1, 12)), accepted("m3", "pub-1", 1), queued]).at(-1);
	expect(line?.text).toBe("Queued m3 for sub-1: offline, session kept, QoS 1");
	expect(line?.clause).toBe("MQTT-3.1.2-5");
});

test("an arrival names the packet although it has left the wire", () => {
	const arrival: Fact = { type: "packet.arrived", packet: "p3", stepped: true };
	const line = lines([...away, entered("pub-1", "p3", publish("m3", 1, 12)), arrival]).at(-1);
	expect(line?.text).toBe("broker has PUBLISH #12 m3 (step)");
	expect(line?.clientIds).toEqual(["pub-1"]);
});

test("a full queue says how full", () => {
	const full: Fact = { type: "delivery.dropped", delivery: "d", message: "m3", session: "sub-1", qos: 1, reason: "queue-full" };
	const waiting = Array.from({ length: 8 }, (_, nth): Fact => {
		return { type: "delivery.queued", delivery: `w${nth}`, message: `w${nth}`, session: "sub-1", qos: 1, why: "offline" };
	});
	const line = lines([...away, ...waiting, accepted("m3", "pub-1", 1), full]).at(-1);
	expect(line?.text).toBe("Dropped m3 for sub-1: queue full (8 of 8)");
});

test("every clause in a line is one we can explain", () => {
	for (const line of lines(away)) if (line?.clause != null) expect(CLAUSES).toHaveProperty([line.clause]);
});
