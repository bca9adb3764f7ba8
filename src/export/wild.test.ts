import { describe, expect, it } from "vitest";
import type { PacketFields } from "#contract/event.ts";
import { encodeExactly } from "./encode-exactly.ts";
import { excerptOf } from "./excerpt.ts";
import { packetsCsv } from "./packets-csv.ts";
import { pcapngOf } from "./pcapng.ts";
import { readPcapng } from "./testkit/read-pcapng.ts";
import { NO_FATES, trafficOf, visitOf } from "./testkit/sample.ts";

/** What a recording that somebody wrote by hand may tell. */
const MANY = 200_000;

describe("an export of what no room tells", () => {
	it("has an empty cell for a time that no clock on a wall shows", () => {
		const traffic = trafficOf(visitOf("pub-1", 1, 0));
		const [, ...rows] = packetsCsv(excerptOf(traffic, traffic.upTo), ({ at }) => (at === 0 ? 1e300 : 0), NO_FATES)
			.trimEnd()
			.split("\r\n");
		expect(rows.map((row) => row.split(",")[2])).toEqual(["", "", ""]);
	});

	it("writes no packet anew whose event tells more filters or return codes than its bytes could hold", () => {
		const filters = Array.from({ length: MANY }, () => ({ filter: "a", qos: 0 as const }));
		const packets: PacketFields[] = [
			{ type: "SUBSCRIBE", packetId: 1, filters },
			{ type: "UNSUBSCRIBE", packetId: 1, filters: filters.map(({ filter }) => filter) },
			{ type: "SUBACK", packetId: 1, returnCodes: filters.map(() => 0) },
		];
		expect(packets.map((fields) => encodeExactly(fields, 20))).toEqual([null, null, null]);
		expect(encodeExactly(packets[2] as PacketFields, MANY + 6)).toHaveLength(MANY + 6);
		expect(encodeExactly(packets[0] as PacketFields, 4 * MANY + 6)).toHaveLength(4 * MANY + 6);
	});

	it("cuts a name that is longer than a record of a capture can be", () => {
		const traffic = trafficOf(visitOf("☂".repeat(260_000), 1, 0));
		const { bytes } = pcapngOf(excerptOf(traffic, traffic.upTo), { room: "r", original: new Map(), wallOf: () => null, fates: NO_FATES });
		expect([...readPcapng(bytes).names.values()]).toEqual(["broker", `${"☂".repeat(15_999)}…`]);
	});
});
