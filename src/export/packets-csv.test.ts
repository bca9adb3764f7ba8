import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerptOf } from "./excerpt.ts";
import { packetsCsv } from "./packets-csv.ts";
import { HOSTILE, NO_FATES, someTraffic, trafficOf, visitOf } from "./testkit/sample.ts";

const COLUMNS = 18;
const WALL = Date.UTC(2026, 0, 31, 12);

/** RFC 4180, read by the book. */
function readCsv(text: string): readonly (readonly string[])[] {
	const rows: string[][] = [];
	let row: string[] = [];
	for (const [, quoted, plain = "", ends] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
		row.push(quoted?.replaceAll('""', '"') ?? plain);
		if (ends === ",") continue;
		rows.push(row);
		row = [];
	}
	return rows;
}

describe("the packets of a room as CSV", () => {
	it("are a row each, with times in seconds and as a clock shows them, and what became of the packet", () => {
		const traffic = trafficOf(visitOf("pub-1", 1, 1_000));
		const [, ...rows] = readCsv(packetsCsv(excerptOf(traffic, traffic.upTo), ({ at }) => WALL + at, NO_FATES));
		const wall = "2026-01-31T12:00:01.000Z";
		expect(rows).toEqual([
			["0", "1.000", wall, "1.500", "pub-1", "c1", "to broker", "CONNECT", "", "", "", "", "", "", "20", "arrived", "", "MQTT-3.1.2-6"],
			[
				"1",
				"1.000",
				wall,
				"1.500",
				"pub-1",
				"c1",
				"to broker",
				"PUBLISH",
				"1",
				"1",
				"0",
				"1",
				"pub-1",
				"m1",
				"20",
				"arrived",
				"",
				"MQTT-3.3.1-5",
			],
			["2", "1.000", wall, "1.700", "pub-1", "c1", "to client", "PUBACK", "1", "", "", "", "", "m1", "20", "lost: cut", "", "MQTT-4.3.2-2"],
		]);
	});

	it("say nothing of what came after the moment, and leave the clock out where it is not known", () => {
		const traffic = trafficOf(visitOf("pub-1", 1, 0));
		const [, connect, publish, ...more] = readCsv(packetsCsv(excerptOf(traffic, 4), () => null, NO_FATES));
		expect([connect?.[2], connect?.[3], connect?.[15]]).toEqual(["", "0.500", "arrived"]);
		expect([publish?.[3], publish?.[15]]).toEqual(["", "under way"]);
		expect(more).toEqual([]);
	});

	it("are a header alone where nothing was sent", () => {
		expect(readCsv(packetsCsv(excerptOf(trafficOf([]), 0), () => null, NO_FATES))).toHaveLength(1);
	});

	it("hold any name, and no cell that a spreadsheet would compute", () => {
		const facts = HOSTILE.flatMap((client, index) => visitOf(client, index + 1, index));
		const traffic = trafficOf(facts);
		const [, ...rows] = readCsv(packetsCsv(excerptOf(traffic, traffic.upTo), () => null, NO_FATES));
		const clients = new Set(rows.map((row) => row[4]));
		expect(clients).toEqual(new Set(HOSTILE.map((name) => (/^[=+\-@\t]/.test(name) ? `'${name}` : name))));
	});

	it("are as many as there were in any traffic, with as many cells in each row", () => {
		fc.assert(
			fc.property(someTraffic, (traffic) => {
				const rows = readCsv(packetsCsv(excerptOf(traffic, traffic.upTo), ({ at }) => WALL + at, NO_FATES));
				expect(rows).toHaveLength(traffic.count + 1);
				expect(rows.filter((row) => row.length !== COLUMNS || row.some((cell) => /^[=+\-@\t\r]/.test(cell)))).toEqual([]);
			}),
		);
	});
});
