import { describe, expect, it } from "vitest";
import type { Fact, PacketFields, RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { CLAUSES } from "#mqtt/clauses.ts";
import type { Direction } from "#mqtt/packet.ts";
import { routeInWords } from "#story/packet-line.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { purposeOf } from "./purpose.ts";
import { shorthand } from "./shorthand.ts";
import { standingOf, standingText } from "./standing.ts";

type Sent = readonly [direction: Direction, fields: PacketFields];

const CONNECT: PacketFields = { type: "CONNECT", clientId: "pub-1", cleanSession: false, keepAlive: 0, will: null };
const publish = (more: Partial<Extract<PacketFields, { type: "PUBLISH" }>> = {}): PacketFields => ({
	type: "PUBLISH",
	topic: "greenhouse/temp",
	payload: "21.5",
	payloadBytes: 4,
	qos: 1,
	retain: false,
	dup: false,
	packetId: 12,
	message: "m2",
	kind: "plain",
	ordinal: 2,
	attempt: 1,
	...more,
});

/** The traffic of one wire on which these packets left, one each second, and take two. */
function trafficOf(sent: readonly Sent[], more: readonly (Fact & { at: number })[] = []) {
	const facts: (Fact & { at: number })[] = [
		{ type: "delay.changed", delayMs: 2_000, at: 0 },
		{ type: "connection.opened", connection: "c1", origin: { kind: "lab", page: "p" }, at: 0 },
		...sent.map(([direction, fields], index): Fact & { at: number } => ({
			type: "packet.entered",
			packet: `p${index}`,
			connection: "c1",
			direction,
			delayMs: 2_000,
			bytes: 20,
			fields,
			at: 1_000 * (index + 1),
		})),
		...more,
	];
	const events: RoomEvent[] = facts.map((fact, index) => ({ ...fact, seq: index + 1 }));
	return openTraffic()(openHistory(EMPTY_WORLD).append(events));
}

function lastOf(sent: readonly Sent[]) {
	const traffic = trafficOf([["up", CONNECT], ...sent]);
	const packet = traffic.named(`p${sent.length}`);
	if (packet === null) throw new Error("no packet");
	return purposeOf(packet, traffic);
}

describe("what a packet is for", () => {
	it("is told of the situation that it is in", () => {
		expect(lastOf([["up", publish()]])).toEqual({
			says: "Carries m2 to the broker. pub-1 keeps a copy until PUBACK #12 comes.",
			clause: "MQTT-4.3.2-1",
		});
		expect(lastOf([["up", publish({ dup: true, attempt: 2 })]])).toEqual({
			says: "Carries m2 again: PUBACK #12 never came, so pub-1 cannot know whether the broker has it.",
			clause: "MQTT-3.3.1-1",
		});
		expect(lastOf([["down", publish({ dup: true, attempt: 2, qos: 2 })]])?.says).toBe(
			"Carries m2 again: PUBREC #12 never came, so the broker cannot know whether pub-1 has it.",
		);
		expect(lastOf([["down", publish({ dup: true })]])).toEqual({
			says: "Carries m2 to pub-1, for the first time that is seen here. Its DUP is that of the publisher: this broker passes it on.",
			clause: "MQTT-3.3.1-3",
		});
		// A client may have sent it before on a connection that nobody has seen.
		expect(lastOf([["up", publish({ dup: true })]])?.clause).toBe("MQTT-3.3.1-1");
		expect(lastOf([["up", publish({ retain: true, payload: "", payloadBytes: 0 })]])?.clause).toBe("MQTT-3.3.1-10");
		expect(lastOf([["down", { type: "PUBACK", packetId: 12, message: "m2" }]])?.says).toBe(
			"Tells pub-1 that the broker has m2. pub-1 need not keep it any longer, and #12 is free.",
		);
		expect(lastOf([["up", { type: "PUBREL", packetId: 12, message: "m2" }]])?.says).toBe(
			"pub-1 will not send m2 again, so the broker can forget #12.",
		);
		expect(lastOf([["down", { type: "CONNACK", sessionPresent: false, returnCode: 0 }]])).toEqual({
			says: "Lets pub-1 in. No session was kept, so a new one begins.",
			clause: "MQTT-3.2.2-3",
		});
		expect(lastOf([["up", { type: "DISCONNECT" }]])?.says).toBe("pub-1 leaves on purpose, and closes the connection behind this.");
	});

	it("knows the CONNECT of its connection also once that packet is no longer kept", () => {
		const will = { topic: "t", payload: "gone", payloadBytes: 4, qos: 0, retain: false } as const;
		const traffic = trafficOf([
			["up", { ...CONNECT, will }],
			["up", { type: "DISCONNECT" }],
		]);
		const packet = traffic.named("p1");
		if (packet === null) throw new Error("no packet");
		const later = { ...traffic, packets: [packet], count: 1, first: 1, numbered: (number: number) => (number === 1 ? packet : null) };
		expect(purposeOf(packet, later)).toEqual({
			says: "pub-1 leaves on purpose: once this arrives, its will is forgotten, unpublished.",
			clause: "MQTT-3.14.4-3",
		});
	});

	it("has a sentence and a clause of the table for each type of packet", () => {
		const all: readonly Sent[] = [
			["up", CONNECT],
			["up", { ...CONNECT, cleanSession: true }],
			["down", { type: "CONNACK", returnCode: 5, sessionPresent: false }],
			["up", publish({ qos: 0, packetId: null })],
			["up", { type: "SUBSCRIBE", packetId: 1, filters: [{ filter: "a/#", qos: 1 }] }],
			["down", { type: "SUBACK", packetId: 1, returnCodes: [0x80] }],
			["up", { type: "UNSUBSCRIBE", packetId: 2, filters: ["a", "b"] }],
			["down", { type: "UNSUBACK", packetId: 2 }],
			["up", { type: "PINGREQ" }],
			["down", { type: "PINGRESP" }],
			["down", { type: "PUBREC", packetId: 1, message: null }],
			["down", { type: "PUBCOMP", packetId: 1, message: null }],
		];
		for (const one of all) {
			const purpose = lastOf([one]);
			expect(purpose?.says).toMatch(/^\p{L}.*\.$/u);
			expect(Object.keys(CLAUSES)).toContain(purpose?.clause);
		}
	});
});

describe("where a packet is", () => {
	it("is told as of the moment that is looked at", () => {
		const traffic = trafficOf([["up", CONNECT]], [{ type: "packet.lost", packet: "p0", reason: "cut", at: 2_500 }]);
		const packet = traffic.named("p0");
		if (packet === null) throw new Error("no packet");
		const at = (seq: number, time: number) => standingText(packet, standingOf(packet, traffic, { seq, at: time }));
		expect(routeInWords(packet.direction, packet.clientId)).toBe("pub-1 to broker");
		expect(at(2, 500)).toBe("not sent yet: it leaves at 0:01.0");
		expect(at(3, 2_100)).toBe("left at 0:01.0, 1.1 of 2.0\u00a0s");
		expect(at(4, 9_000)).toBe("left at 0:01.0, lost at 0:02.5: the cable was cut");
	});

	it("has mosquitto's shorthand beside its name", () => {
		expect(shorthand(publish({ dup: true }))).toBe("d1, q1, r0, #12");
		expect(shorthand(publish({ qos: 0, packetId: null }))).toBe("d0, q0, r0");
		expect(shorthand(CONNECT)).toBe("c0, k0");
		expect(shorthand({ type: "SUBACK", packetId: 1, returnCodes: [1, 0x80] })).toBe("#1, q1, refused");
	});
});
