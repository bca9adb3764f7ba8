import { describe, expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { openTraffic } from "./open-traffic.ts";

type Told = Fact & { at: number };
const PUBLISH = {
	type: "PUBLISH",
	...{ topic: "t", payload: "1", payloadBytes: 1, qos: 1, retain: false, dup: false, packetId: 12 },
	...{ message: "m2", kind: "plain", ordinal: 2, attempt: 1 },
} as never;
const one = { delivery: "d1", message: "m2", session: "sub-1" };
const onWire = { connection: "c1", bytes: 20 } as const;
const FACTS: readonly Told[] = [
	{ type: "session.created", session: "sub-1", connection: "c0", cleanSession: false, at: 0 },
	{ type: "subscription.added", session: "sub-1", filter: "t", qos: 1, at: 100 },
	{ type: "session.offline", session: "sub-1", reason: "disconnect" as never, expiresInMs: null, at: 200 },
	{ type: "connection.opened", connection: "c1", origin: { kind: "lab", page: "p" }, at: 300 },
	{
		...{ type: "packet.passed", packet: "p0", direction: "up", ...onWire, at: 300 },
		fields: { type: "CONNECT", clientId: "pub-1", cleanSession: false, keepAlive: 0, will: null },
	},
	{
		...{ type: "packet.passed", packet: "p9", direction: "down", ...onWire, at: 400 },
		fields: { type: "CONNACK", sessionPresent: false, returnCode: 0 },
	},
	{ type: "packet.entered", packet: "p1", direction: "up", delayMs: 2_000, ...onWire, fields: PUBLISH, at: 1_000 },
	{ type: "packet.arrived", packet: "p1", stepped: false, at: 3_000 },
	{ type: "delivery.queued", ...one, qos: 1, why: "offline", at: 3_000 },
	{ type: "packet.lost", packet: "p2", at: 4_000 },
	{ type: "session.resumed", session: "sub-1", connection: "c2", at: 5_000 },
	{ type: "delivery.sent", ...one, qos: 1, packet: "p3", packetId: 1, dup: false, attempt: 1, from: "queue", at: 5_000 },
	{ type: "delivery.acked", ...one, packetId: 1, at: 9_000 },
	{
		...{ type: "packet.passed", packet: "p4", direction: "down", ...onWire, at: 10_000 },
		fields: { type: "PUBACK", packetId: 12, message: "m2" },
	},
	{ type: "session.discarded", session: "sub-1", reason: "clean" as never, at: 11_000 },
];

function trafficOf(facts: readonly Told[]) {
	return openTraffic()(openHistory(EMPTY_WORLD).append(facts.map((fact, index) => ({ ...fact, seq: index + 1 }) as never)));
}

describe("what stays between the packets", () => {
	it("knows a session from its creation to its end, and what waited in it and was sent", () => {
		const [session] = trafficOf(FACTS).sessions.get("sub-1") ?? [];
		expect(session).toMatchObject({ created: { at: 0 }, subscribed: { at: 100 }, ended: { at: 11_000 } });
		expect(session?.steps.map(({ at, waits, sent, away }) => ({ at, waits, sent, away }))).toEqual([
			{ at: 200, waits: 0, sent: 0, away: true },
			{ at: 3_000, waits: 1, sent: 0, away: true },
			{ at: 5_000, waits: 1, sent: 0, away: false },
			{ at: 5_000, waits: 0, sent: 1, away: false },
			{ at: 9_000, waits: 0, sent: 0, away: false },
		]);
	});

	it("knows the copy that a publisher keeps from its PUBLISH on until the PUBACK has arrived", () => {
		const steps = trafficOf(FACTS).copies.get("pub-1") ?? [];
		expect(steps.map(({ at, rows }) => ({ at, rows: rows.map(({ message, packetId }) => `${message} #${packetId}`) }))).toEqual([
			{ at: 1_000, rows: ["m2 #12"] },
			{ at: 10_000, rows: [] },
		]);
	});

	it("ends the copies of a clean session with its connection, and keeps those of another over it [MQTT-3.1.2-6]", () => {
		const closed = (reason: string): Told =>
			({ type: "connection.closed", connection: "c1", reason, says: "", clause: null, at: 4_000 }) as never;
		const kept = (cleanSession: boolean, reason: string) => {
			const facts = FACTS.slice(3, 7).map((fact) =>
				"fields" in fact && fact.fields?.type === "CONNECT" ? { ...fact, fields: { ...fact.fields, cleanSession } } : fact,
			);
			return trafficOf([...facts, closed(reason)])
				.copies.get("pub-1")
				?.map(({ at, sent }) => [at, sent]);
		};
		for (const reason of ["cut", "client-gone", "keep-alive", "broker-restart"]) {
			expect(kept(true, reason), reason).toEqual([
				[1_000, 1],
				[4_000, 0],
			]);
			expect(kept(false, reason), reason).toEqual([[1_000, 1]]);
		}
	});

	it("says how a message stood at a moment", () => {
		const traffic = trafficOf(FACTS);
		const at = (seq: number) => traffic.fateAt("m2", null, seq);
		expect([at(7), at(9), at(12), at(13)]).toEqual([null, "queued", "inflight", "delivered"]);
		expect(traffic.fateAt("m2", "sub-2", 13)).toBeNull();
	});

	it("counts a copy at QoS 2 when it reaches its subscriber, whichever sending of it that is, and once until PUBREL [MQTT-4.3.3-2]", () => {
		const downTo = (packet: string, dup: boolean, at: number): Told => ({
			...{ type: "packet.passed", packet, direction: "down", ...onWire, at },
			fields: { ...(PUBLISH as { qos: 1 }), qos: 2, dup } as never,
		});
		const released: Told = {
			...{ type: "packet.passed", packet: "p7", direction: "down", ...onWire, at: 700 },
			fields: { type: "PUBREL", packetId: 12, message: "m2" },
		};
		const of = { delivery: "d1", message: "m2", session: "pub-1", qos: 2 } as const;
		const gone: Told = { type: "delivery.dropped", ...of, reason: "session-discarded", at: 900 };
		// The first sending was lost on its way, and only the one with DUP has come.
		const traffic = trafficOf([
			...FACTS.slice(3, 6),
			downTo("p5", true, 500),
			downTo("p6", true, 600),
			released,
			downTo("p8", false, 800),
			gone,
		]);
		expect(traffic.copiesAt("m2", "pub-1", 8)).toEqual([4, 7]);
		expect(traffic.fateAt("m2", "pub-1", 8)).toBe("delivered");
	});

	it("tells three messages one by one, from the fourth on only how many there are", () => {
		const queued = (n: number): Told => ({
			...{ type: "delivery.queued", delivery: `d${n}`, message: `m${n}`, session: "sub-1", qos: 1, why: "offline", at: 1_000 + n },
		});
		const acked = (n: number): Told => ({
			...{
				type: "delivery.dropped",
				delivery: `d${n}`,
				message: `m${n}`,
				session: "sub-1",
				qos: 1,
				reason: "expired" as never,
				at: 2_000 + n,
			},
		});
		const facts = [FACTS[0] as Told, ...[1, 2, 3, 4, 5].map(queued), ...[1, 2, 3].map(acked)];
		const steps = trafficOf(facts).sessions.get("sub-1")?.[0]?.steps ?? [];
		expect(steps.map(({ waits, rows }) => [waits, rows.map(({ message, slot }) => `${message}/${slot}`).join(" ")])).toEqual([
			[1, "m1/0"],
			[2, "m1/0 m2/1"],
			[3, "m1/0 m2/1 m3/2"],
			[4, ""],
			[5, ""],
			[4, ""],
			[3, "m3/2 m4/0 m5/1"],
			[2, "m4/0 m5/1"],
		]);
	});

	it("finds the packets that were on a wire between two times, those that left long before among them", () => {
		const facts: Told[] = [{ type: "connection.opened", connection: "c1", origin: { kind: "lab", page: "p" }, at: 0 }];
		const fields = { type: "PINGREQ" } as const;
		facts.push({ type: "packet.entered", packet: "long", direction: "up", delayMs: 9_000, ...onWire, fields, at: 0 });
		for (let n = 0; n < 300; n++) facts.push({ type: "packet.passed", packet: `p${n}`, direction: "up", ...onWire, fields, at: 10 * n });
		facts.push({ type: "packet.arrived", packet: "long", stepped: false, at: 9_000 });
		const traffic = trafficOf(facts);
		expect(traffic.within(1_000, 1_010)).toEqual([0, 101, 102]);
		expect(traffic.within(9_500, 9_600)).toEqual([]);
		expect(traffic.leftAt(1_000)).toBe(101);
	});
});
