import { describe, expect, it } from "vitest";
import type { Fact, FactOf } from "#contract/event.ts";
import { excerptOf, plainName } from "./excerpt.ts";
import { clauseOf, commentOf, outcomeText } from "./packet-words.ts";
import { NO_FATES, trafficOf, visitOf } from "./testkit/sample.ts";

type Timed = Fact & { readonly at: number };

const FAULT = { says: "a filter with # in the middle", clause: "MQTT-4.7.1-2", hex: "82 08 00 01 00 03 61 23 62 00" } as const;
const malformed = (connection: string, onward: FactOf<"packet.malformed">["onward"] = "packet"): Timed => ({
	...{ type: "packet.malformed", connection, direction: "up", onward, ...FAULT, at: 5 },
});
const subscribe = (connection: string): Timed => ({
	...{ type: "packet.entered", packet: "p1", connection, direction: "up", delayMs: 0, bytes: 10, at: 5 },
	fields: { type: "SUBSCRIBE", packetId: 1, filters: [{ filter: "a#b", qos: 0 }] },
});
const opened = (connection: string): Timed => ({
	type: "connection.opened",
	connection,
	origin: { kind: "guest", transport: "tcp" },
	at: 0,
});

function told(...facts: readonly Timed[]) {
	const traffic = trafficOf(facts);
	return excerptOf(traffic, traffic.upTo).packets;
}

describe("an excerpt", () => {
	it("has a packet once that a broker was told of as a fault and then let pass, with what the standard has against it", () => {
		const [packet, ...more] = told(opened("c1"), malformed("c1"), subscribe("c1"));
		expect(more).toEqual([]);
		expect(packet).toMatchObject({ packet: "p1", bytes: 10, malformed: { clause: "MQTT-4.7.1-2" } });
		if (packet === undefined) throw new Error("no packet");
		expect(outcomeText(packet)).toBe("under way");
		expect(clauseOf(packet, null)).toBe("MQTT-4.7.1-2");
		expect(commentOf(packet, null, NO_FATES)).toContain("Against the standard: a filter with # in the middle.");
	});

	it("keeps two where they are two: of two clients, or a fault that goes on unread and a packet behind it", () => {
		expect(told(opened("c1"), opened("c2"), malformed("c1"), subscribe("c2"))).toHaveLength(2);
		const ping = { ...subscribe("c1"), fields: { type: "PINGREQ" } } as Timed;
		expect(told(opened("c1"), malformed("c1", "unread"), ping)).toHaveLength(2);
		// As long as the fault, and of its type: still another packet.
		expect(told(opened("c1"), malformed("c1", "unread"), subscribe("c1")).map((one) => one.malformed !== null)).toEqual([true, false]);
	});

	it("ends at its moment: what ended later is under way, and connections that were closed later are open", () => {
		const traffic = trafficOf(visitOf("pub-1", 1, 0));
		const { packets, connections } = excerptOf(traffic, 6);
		expect(packets.map(outcomeText)).toEqual(["arrived", "arrived", "under way"]);
		expect(connections.map(({ closed }) => closed)).toEqual([null]);
		expect(excerptOf(traffic, 0)).toEqual({ packets: [], connections: [], gone: 0 });
	});
});

describe("the clause of a packet that was lost", () => {
	const lostWith = (clause: string | null, reason: "overflow" | "keep-alive") => {
		const traffic = trafficOf([
			opened("c1"),
			subscribe("c1"),
			{ type: "packet.lost", packet: "p1", reason, at: 6 },
			{ type: "connection.closed", connection: "c1", reason, says: "", clause, at: 6 },
		]);
		const { packets, connections } = excerptOf(traffic, traffic.upTo);
		return packets.map((packet) => clauseOf(packet, connections[0] ?? null));
	};

	it("is that by which its connection ended", () => {
		expect(lostWith("MQTT-3.1.2-24", "keep-alive")).toEqual(["MQTT-3.1.2-24"]);
	});

	it("is its own where no clause asked for that end", () => {
		expect(lostWith(null, "overflow")).toEqual(["MQTT-3.8.4-1"]);
	});
});

describe("a name in one line", () => {
	it("shows what cannot be seen, and is never empty", () => {
		expect(["a\nb", "\u0000", "", "  ", "\u2028x", "x y"].map(plainName)).toEqual([
			"a\\u000ab",
			"\\u0000",
			"“”",
			"“  ”",
			"\\u2028x",
			"x y",
		]);
	});
});
