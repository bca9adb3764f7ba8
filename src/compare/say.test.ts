import { describe, expect, it } from "vitest";
import { accepted, connected, historyOf, subscribed } from "#model/testkit/sample.ts";
import { sayFate } from "#story/say-fate.ts";
import type { Divergence } from "#traffic/differences.ts";
import type { TapePacket } from "#traffic/traffic.ts";
import { endedOtherwise, sayEnd, sayWhich } from "./outcomes.ts";
import { sayBoth } from "./say-divergence.ts";

const at: Divergence = { at: 0, clientId: "pub-1", direction: "up", one: [], other: [] };
const packet: Omit<TapePacket, "fields"> = {
	...{ number: 0, packet: "p1", connection: "c1", clientId: "pub-1", direction: "up" as const, bytes: 9, malformed: null },
	...{ left: { seq: 1, at: 0 }, delayMs: 0, end: null, answers: null, answeredBy: null },
};
const publish: TapePacket["fields"] = {
	...{ type: "PUBLISH" as const, topic: "t", payload: "x", payloadBytes: 1, retain: false, qos: 1 as const, dup: true, packetId: 7 },
	...{ message: "m1", kind: "plain" as const, ordinal: 1, attempt: 2 },
};

const arrived = { seq: 2, at: 1, how: "arrived", stepped: false } as const;
const sent = (fields: TapePacket["fields"]): TapePacket => ({ ...packet, fields, end: arrived });

describe("where two runs part", () => {
	it("is said with the packets of each", () => {
		expect(sayBoth({ ...at, one: [sent(publish)] })).toEqual([
			"pub-1 → broker: PUBLISH #7 carrying m1, QoS 1, DUP",
			"pub-1 → broker: nothing",
		]);
		const lost = { seq: 2, at: 1, how: "lost", reason: "cut" } as const;
		const puback = { type: "PUBACK", packetId: 7, message: "m1" } as const;
		expect(
			sayBoth({ ...at, direction: "down", one: [{ ...packet, fields: puback, end: lost }], other: [{ ...packet, fields: puback }] }),
		).toEqual(["broker → pub-1: PUBACK #7 for m1, lost with the connection", "broker → pub-1: PUBACK #7 for m1, still on its way"]);
		const many = Array.from({ length: 5 }, () => sent({ type: "PINGREQ" }));
		expect(sayBoth({ ...at, other: many })[1]).toBe("pub-1 → broker: PINGREQ, PINGREQ, PINGREQ, 2 more packets");
	});

	it("is said with what the packets carry where they are called the same", () => {
		const colder = { ...publish, payload: "y" };
		expect(sayBoth({ ...at, one: [sent(publish)], other: [sent(colder)] })).toEqual([
			"pub-1 → broker: PUBLISH (d1, q1, r0, #7, 't', 1 byte) carrying m1, “x”",
			"pub-1 → broker: PUBLISH (d1, q1, r0, #7, 't', 1 byte) carrying m1, “y”",
		]);
		const subscribe = { type: "SUBSCRIBE", packetId: 1, filters: [{ filter: "t", qos: 0 }] } as const;
		const other = { ...subscribe, filters: [{ filter: "t", qos: 2 as const }] };
		expect(sayBoth({ ...at, one: [sent({ ...subscribe, filters: [...subscribe.filters] })], other: [sent(other)] })[1]).toContain("'t' q2");
	});

	it("has no other end where nothing was published in either", () => {
		const { live } = historyOf([]);
		expect(endedOtherwise(live, live, [])).toEqual([]);
	});

	it("has the end of each message under the name that each room gave it", () => {
		const one = historyOf([...connected("sub-1", true), ...subscribed("sub-1", "greenhouse/temp", 0), accepted("m2", "pub-1", 0)]).live;
		const other = historyOf([accepted("m1", "pub-1", 0)]).live;
		const [end, ...more] = endedOtherwise(one, other, [
			{ one: "m2", other: "m1" },
			{ one: "m1", other: null },
		]);
		expect(end).toMatchObject({ subscriber: "sub-1", one: { fate: "inflight" }, other: { fate: "none" } });
		expect(end && sayWhich(end)).toBe("m2 for sub-1, below: m1");
		// Of m1 above, which its world does not remember, nothing is said.
		expect(more).toEqual([]);
	});

	it("has the number of copies once, whatever became of the message", () => {
		for (const qos of [0, 1, 2] as const)
			for (const how of ["live", "queue", "retained", "redelivered"] as const) {
				const says = sayFate({ fate: "delivered", how, copies: 2, qos, packetId: qos === 0 ? null : 4, at: 0 });
				expect(sayEnd({ fate: "delivered", says, copies: 2 }).match(/2 copies|twice/g), says).toHaveLength(1);
			}
		expect(sayEnd({ fate: "inflight", says: "The broker has it", copies: 2 })).toBe("2 copies. The broker has it");
		expect(sayEnd(null)).toBe("not published");
	});
});
