import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Traffic } from "#traffic/traffic.ts";
import { excerptOf } from "./excerpt.ts";
import type { OriginalBytes } from "./known-bytes.ts";
import { pcapngOf } from "./pcapng.ts";
import { type ReadPacket, readPcapng } from "./testkit/read-pcapng.ts";
import { HOSTILE, NO_FATES, someTraffic, trafficOf, visitOf } from "./testkit/sample.ts";

const WALL = 1_750_000_000_000;
const [FIN, SYN, RST, PSH, ACK] = [1, 2, 4, 8, 16];

/** Bytes of their own for each packet. */
function bytesFor({ packets }: Traffic): OriginalBytes {
	return new Map(packets.map(({ packet, bytes }, index) => [packet, { bytes: new Uint8Array(bytes).fill(index + 1), whole: bytes }]));
}

function capture(traffic: Traffic, original = bytesFor(traffic), upTo = traffic.upTo, fates = NO_FATES) {
	const { bytes, missing } = pcapngOf(excerptOf(traffic, upTo), { room: "r", original, wallOf: ({ at }) => WALL + at, fates });
	return { ...readPcapng(bytes), missing };
}

const flagsOf = (packets: readonly ReadPacket[]) => packets.map(({ flags }) => flags);

describe("a room as a capture", () => {
	it("opens a connection, carries its packets, acknowledges what arrived and nothing that was lost, and is reset by a cut", () => {
		const { packets, names, linkType, comment } = capture(trafficOf(visitOf("pub-1", 1, 0)));
		expect(linkType).toBe(101);
		expect([...names]).toEqual([
			["10.0.0.1", "broker"],
			["10.0.0.2", "pub-1"],
		]);
		expect(comment).toMatch(/^The wires of the room r/);
		expect(flagsOf(packets)).toEqual([SYN, SYN | ACK, ACK, PSH | ACK, PSH | ACK, PSH | ACK, ACK, ACK, RST | ACK]);
		expect(packets.map(({ at }) => at / 1_000 - WALL)).toEqual([0, 0, 0, 0, 0, 0, 500, 500, 700]);
		expect(packets.map(({ seq, ack }) => [seq, ack])).toEqual([
			[0, 0],
			[0, 1],
			[1, 1],
			[1, 1],
			[21, 1],
			[1, 1],
			[21, 21],
			[21, 41],
			[21, 41],
		]);
		expect(packets[4]?.comment).toMatch(
			/^PUBLISH \(d0, q1, r1, #1, 'pub-1', 1 byte\) carrying m1\nLeft at 0\.000 s, arrived 0\.500 s later\./,
		);
		expect(packets[5]?.comment).toContain("lost 0.700 s later: the cable was cut.");
	});

	it("ends politely, both ways, after a DISCONNECT", () => {
		const visit = visitOf("pub-1", 1, 0).slice(0, 5);
		const onWire = { packet: "last", connection: "c1", at: 900 } as const;
		const { packets } = capture(
			trafficOf([
				...visit,
				{ type: "packet.passed", ...onWire, direction: "up", bytes: 2, fields: { type: "DISCONNECT" } },
				{ type: "connection.closed", connection: "c1", reason: "disconnect", says: "", clause: null, at: 901 },
			]),
		);
		expect(flagsOf(packets.slice(-5))).toEqual([PSH | ACK, FIN | ACK, ACK, FIN | ACK, ACK]);
		expect(packets.slice(-5).map(({ seq, ack }) => [seq, ack])).toEqual([
			[41, 1],
			[43, 1],
			[1, 44],
			[1, 44],
			[44, 2],
		]);
	});

	it("shows no end of a connection that was open at the moment", () => {
		const traffic = trafficOf(visitOf("pub-1", 1, 0));
		expect(flagsOf(capture(traffic, bytesFor(traffic), 2).packets)).toEqual([SYN, SYN | ACK, ACK, PSH | ACK]);
	});

	it("gives each client a name of one line, whatever the client is called", () => {
		const { names } = capture(trafficOf(HOSTILE.flatMap((client, index) => visitOf(client, index + 1, index))));
		expect(names.size).toBe(HOSTILE.length + 1);
		// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
		expect([...names.values()].filter((name) => /[\u0000-\u001f]/.test(name))).toEqual([]);
	});

	it("writes a packet anew where its bytes are gone and the events tell all of them, and says how many it has to leave out", () => {
		const traffic = trafficOf(visitOf("pub-1", 1, 0));
		const { missing, comment } = capture(traffic, new Map());
		// Each is told with 20 bytes here, and not one of them would have as many.
		expect(missing).toBe(3);
		expect(comment).toContain("3 packets are missing: nobody keeps their bytes any longer.");
	});

	it("has every stream of any traffic whole and in order, with sound sums, in order of time", () => {
		fc.assert(
			fc.property(someTraffic, (traffic) => {
				const original = bytesFor(traffic);
				const { packets } = capture(traffic, original);
				expect(packets.filter(({ sound }) => !sound)).toEqual([]);
				expect(packets.filter(({ at }, index) => at < (packets[index - 1]?.at ?? 0))).toEqual([]);
				const next = new Map<string, number>();
				for (const { from, to, seq, bytes, flags } of packets) {
					const way = `${from} ${to}`;
					expect(seq).toBe(next.get(way) ?? 0);
					next.set(way, seq + bytes.length + ((flags & (SYN | FIN)) === 0 ? 0 : 1));
				}
				const carried = packets.filter(({ bytes }) => bytes.length > 0).map(({ bytes }) => [...bytes]);
				expect(carried).toEqual(traffic.packets.map(({ packet }) => [...(original.get(packet)?.bytes ?? [])]));
			}),
		);
	});
});
