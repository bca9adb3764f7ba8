import { expect, test } from "vitest";
import { CLAUSES } from "#mqtt/clauses.ts";
import type { QoS } from "#mqtt/packet.ts";
import { clauseOf, clauseOfAck, REASON_CLAUSE } from "./clause-of.ts";
import type { Fate, World } from "./world.ts";

const sent = { fate: "inflight", why: "sent", how: "live", packetId: 4, attempt: 1, since: 0 } as const satisfies Fate;
const delivered = { fate: "delivered", how: "live", copies: 1, qos: 1, packetId: 4, at: 0 } as const satisfies Fate;

test("every reason names a clause that we can explain", () => {
	for (const clause of Object.values(REASON_CLAUSE)) expect(CLAUSES).toHaveProperty([clause]);
});

const dropped = { fate: "dropped", reason: "queue-full", filter: null, grantedQos: null, full: null, at: 0 } as const satisfies Fate;
const queued = { fate: "queued", why: "offline", since: 0 } as const satisfies Fate;

/** The part of the standard that is about each QoS; sections that are about all of them are not in here. */
const ABOUT: Readonly<Record<string, readonly QoS[]>> = {
	"4.3.1": [0],
	"MQTT-4.3.1-1": [0],
	"MQTT-4.3.2-1": [1],
	"MQTT-4.3.2-2": [1],
	"MQTT-4.3.3-1": [2],
	"MQTT-4.3.3-2": [2],
	"MQTT-4.4.0-1": [1, 2],
	"MQTT-3.1.2-5": [1, 2],
	"3.1.2.4": [0],
};
/** The deliveries of each QoS, in every state that there is, each with all that may be missing of its acknowledgements. */
function fatesAt(qos: QoS): readonly Fate[] {
	const waits = (["offline", "window-full", "window-bytes", "window-count", "turn"] as const).map((why): Fate => ({ ...queued, why }));
	const hows = (["live", "queue", "retained", "redelivered"] as const).filter((how) => qos > 0 || how !== "redelivered");
	const packetId = qos === 0 ? null : 4;
	const had = hows.map((how): Fate => ({ ...delivered, how, qos, packetId }));
	const sends = ([1, 2] as const).map((attempt): Fate => ({ ...sent, packetId, attempt }));
	if (qos === 0) return [...waits, ...had, sends[0] as Fate, { ...dropped, reason: "lost-on-wire" }, { ...dropped, reason: "slow-reader" }];
	return [
		...waits,
		...had,
		...sends,
		...(qos === 2 ? [{ ...sent, why: "released" } as Fate, { ...dropped, reason: "id-held" } as Fate] : []),
	];
}

test.each([0, 1, 2] as const)("no clause of a fate is about another QoS than %i, at which the message goes", (qos) => {
	for (const fate of fatesAt(qos)) {
		const clause = clauseOf(fate, { qos });
		if (clause !== null) expect(CLAUSES).toHaveProperty([clause]);
		expect({ fate, about: ABOUT[clause ?? ""] ?? [qos] }).toEqual({ fate, about: expect.arrayContaining([qos]) });
	}
});

test("a delivery whose QoS nobody knows rests on no clause of another QoS", () => {
	expect(clauseOf(sent)).toBeNull();
	expect(clauseOf(sent, { qos: 1 })).toBe("MQTT-4.3.2-1");
	expect(clauseOf(sent, { qos: 2 })).toBe("MQTT-4.3.3-1");
});

test.each([1, 2] as const)("what is acknowledged at QoS %i rests on its own delivery, where the message is in flight twice", (qos) => {
	const inflight = [1, 2].map((at) => ({ delivery: `d${at}`, message: "m1", qos: at as 1 | 2, packetId: at }));
	const before = { sessions: { sub: { inflight } } } as unknown as World;
	const acked = { type: "delivery.acked", delivery: `d${qos}`, message: "m1", session: "sub", packetId: qos } as const;
	expect(clauseOfAck(acked, before)).toBe(qos === 1 ? "MQTT-4.3.2-2" : "MQTT-4.3.3-1");
});
