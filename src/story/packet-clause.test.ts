import { expect, test } from "vitest";
import type { PacketFields } from "#contract/event.ts";
import { publish } from "#model/testkit/sample.ts";
import { CLAUSES, type ClauseId } from "#mqtt/clauses.ts";
import { clauseOfPacket } from "./packet-clause.ts";

const CONNECT = { type: "CONNECT", clientId: "pub-1", cleanSession: false, keepAlive: 0, will: null } as const;
const WILL = { topic: "t", payload: "x", payloadBytes: 1, qos: 0, retain: false } as const;
const up = (fields: PacketFields, connect: Parameters<typeof clauseOfPacket>[1] = CONNECT) =>
	clauseOfPacket({ fields, direction: "up" }, connect);
const down = (fields: PacketFields, connect: Parameters<typeof clauseOfPacket>[1] = CONNECT) =>
	clauseOfPacket({ fields, direction: "down" }, connect);
const accepted = { type: "CONNACK", returnCode: 0, sessionPresent: false } as const;

/** What MQTT 3.1.1 says of each type of packet: the statement by which its sender sends it. */
const BY_TYPE = {
	CONNECT: [{ type: "CONNECT", clientId: "pub-1", cleanSession: false, keepAlive: 0, will: null }, "MQTT-3.1.2-4"],
	CONNACK: [{ type: "CONNACK", returnCode: 5, sessionPresent: false }, "MQTT-3.2.2-5"],
	PUBLISH: [publish("m1", 1, 1), "MQTT-4.3.2-1"],
	PUBACK: [{ type: "PUBACK", packetId: 1, message: "m1" }, "MQTT-4.3.2-2"],
	PUBREC: [{ type: "PUBREC", packetId: 1, message: "m1" }, "MQTT-4.3.3-2"],
	PUBREL: [{ type: "PUBREL", packetId: 1, message: "m1" }, "MQTT-4.3.3-1"],
	PUBCOMP: [{ type: "PUBCOMP", packetId: 1, message: "m1" }, "MQTT-4.3.3-2"],
	SUBSCRIBE: [{ type: "SUBSCRIBE", packetId: 1, filters: [] }, "MQTT-3.8.4-1"],
	SUBACK: [{ type: "SUBACK", packetId: 1, returnCodes: [0] }, "MQTT-3.8.4-5"],
	UNSUBSCRIBE: [{ type: "UNSUBSCRIBE", packetId: 1, filters: [] }, "MQTT-3.10.4-1"],
	UNSUBACK: [{ type: "UNSUBACK", packetId: 1 }, "MQTT-3.10.4-4"],
	PINGREQ: [{ type: "PINGREQ" }, "MQTT-3.1.2-23"],
	PINGRESP: [{ type: "PINGRESP" }, "MQTT-3.12.4-1"],
	DISCONNECT: [{ type: "DISCONNECT" }, "MQTT-3.14.4-1"],
} as const satisfies Record<PacketFields["type"], readonly [PacketFields, ClauseId]>;

test.each(Object.values(BY_TYPE))("$type is sent by one clause, whichever view speaks of it", (fields, clause) => {
	expect(up(fields)).toBe(clause);
});

test("the clause of an answer names the answer", () => {
	for (const type of ["PUBACK", "PUBREC", "PUBREL", "PUBCOMP", "SUBACK", "UNSUBACK", "PINGREQ", "PINGRESP"] as const)
		expect(CLAUSES[BY_TYPE[type][1]]).toContain(type);
});

test("its situation decides where its type does not", () => {
	expect([up({ type: "DISCONNECT" }), up({ type: "DISCONNECT" }, { ...CONNECT, will: WILL }), up({ type: "DISCONNECT" }, null)]).toEqual([
		"MQTT-3.14.4-1",
		"MQTT-3.14.4-3",
		"MQTT-3.14.4-1",
	]);
	expect([down(accepted), down(accepted, { ...CONNECT, cleanSession: true }), down(accepted, null)]).toEqual([
		"MQTT-3.2.2-3",
		"MQTT-3.2.2-1",
		"MQTT-3.1.4-4",
	]);
	const retained = { ...publish("r1", 1, 1), retain: true };
	expect([up(retained), down(retained), up({ ...retained, payload: "", payloadBytes: 0 })]).toEqual([
		"MQTT-3.3.1-5",
		"MQTT-3.3.1-8",
		"MQTT-3.3.1-10",
	]);
	const again = { ...publish("m1", 1, 1), attempt: 2 };
	expect([up(again), up({ ...again, dup: true }), up(publish("m1", 0, null))].map((clause) => clause in CLAUSES && clause)).toEqual([
		"MQTT-4.4.0-1",
		"MQTT-3.3.1-1",
		"MQTT-4.3.1-1",
	]);
});
