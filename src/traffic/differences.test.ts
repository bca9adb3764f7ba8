import { describe, expect, it } from "vitest";
import type { Fact, RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { differencesOf, keyOf } from "./differences.ts";
import { openTraffic } from "./open-traffic.ts";
import type { Traffic } from "./traffic.ts";

type Timed = Fact & { at: number };

function trafficOf(facts: readonly Timed[]): Traffic {
	const events: RoomEvent[] = facts.map((fact, index) => ({ ...fact, seq: index + 1 }));
	return openTraffic()(openHistory(EMPTY_WORLD).append(events));
}

const start: readonly Timed[] = [
	{ type: "connection.opened", connection: "c1", origin: { kind: "lab", page: "p" }, at: 0 },
	passed("up", { type: "CONNECT", clientId: "pub-1", cleanSession: true, keepAlive: 0, will: null }, 0),
	passed("down", { type: "CONNACK", sessionPresent: false, returnCode: 0 }, 10),
];

function passed(direction: "up" | "down", fields: Extract<Fact, { type: "packet.passed" }>["fields"], at: number): Timed {
	return { type: "packet.passed", packet: `p${at}`, connection: "c1", direction, bytes: 9, fields, at };
}

function publish(message: string, qos: 0 | 1 | 2, at: number, more: { packetId?: number; dup?: boolean } = {}): Timed {
	const { packetId = 1, dup = false } = more;
	const topic = { topic: "t", payload: message, payloadBytes: 2, retain: false };
	const named = { message, kind: "plain" as const, ordinal: Number(message.slice(1)), attempt: 1 };
	return passed("up", { type: "PUBLISH", ...topic, ...named, qos, dup, packetId: qos === 0 ? null : packetId }, at);
}

const puback = (message: string, at: number, packetId = 1) => passed("down", { type: "PUBACK", packetId, message }, at);
const pubrec = (message: string, at: number, packetId = 1) => passed("down", { type: "PUBREC", packetId, message }, at);

describe("where two runs differ", () => {
	it("is nowhere in two runs that only took other times and other packet ids", () => {
		const one = trafficOf([...start, publish("m1", 1, 100), puback("m1", 110)]);
		const other = trafficOf([...start, publish("m1", 1, 150, { packetId: 7 }), puback("m1", 163, 7)]);
		expect(differencesOf(one, other, { asked: true })).toEqual([]);
	});

	it("is first where the broker answers otherwise, when the QoS is the switch that was turned", () => {
		const one = trafficOf([...start, publish("m1", 1, 100), puback("m1", 110), publish("m2", 0, 120)]);
		const other = trafficOf([...start, publish("m1", 2, 100), pubrec("m1", 110), publish("m2", 0, 120)]);
		const found = differencesOf(one, other, { asked: false });
		expect(found).toMatchObject([{ at: 110, clientId: "pub-1", direction: "down", one: [{ fields: { type: "PUBACK" } }] }]);
		expect(found[0]?.other).toMatchObject([{ fields: { type: "PUBREC" } }]);
		expect(differencesOf(one, other, { asked: true })[0]).toMatchObject({ at: 100, direction: "up" });
	});

	it("finds a packet that only one run has, and goes on behind it", () => {
		const one = trafficOf([...start, publish("m1", 1, 100), publish("m1", 1, 200, { dup: true }), publish("m2", 0, 300)]);
		const other = trafficOf([...start, publish("m1", 1, 100), publish("m2", 0, 300)]);
		expect(differencesOf(one, other, { asked: true })).toMatchObject([{ at: 200, one: [{ fields: { dup: true } }], other: [] }]);
	});

	it("tells two differences of one moment on one wire apart", () => {
		const [m1, m2, m3, m4] = ["m1", "m2", "m3", "m4"].map((name) => ({ ...publish(name, 0, 100), packet: name }) as Timed) as Timed[];
		const one = trafficOf([...start, m1, m2, m3, m4] as Timed[]);
		const other = trafficOf([...start, m2, m4] as Timed[]);
		const found = differencesOf(one, other, { asked: true });
		expect(found.map(({ at, clientId, direction }) => [at, clientId, direction])).toEqual([
			[100, "pub-1", "up"],
			[100, "pub-1", "up"],
		]);
		expect(new Set(found.map(keyOf)).size).toBe(2);
		expect(new Set(differencesOf(other, one, { asked: true }).map(keyOf)).size).toBe(2);
	});

	it("is the whole of a client that is only in one of them", () => {
		const one = trafficOf(start);
		const other = trafficOf([]);
		expect(differencesOf(one, other, { asked: true }).map(({ one: its }) => its.length)).toEqual([1, 1]);
	});

	it("compares lanes of thousands of packets in order", () => {
		const many = Array.from({ length: 1_900 }, (_, at) => publish(`m${at + 1}`, 0, 100 + at));
		const one = trafficOf([...start, ...many]);
		const other = trafficOf([...start, ...many.slice(0, 1_899)]);
		expect(differencesOf(one, other, { asked: true }).map(({ one: its, other: those }) => [its.length, those.length])).toEqual([[1, 0]]);
	});
});
