import { describe, expect, it } from "vitest";
import { sayCaptured, sayPicture, sayRange } from "./export-text.ts";

describe("what an export holds", () => {
	it("is all that the tape has, or what was before the cursor", () => {
		expect(sayRange({ first: 0, gaps: [] }, { at: "live" })).toBe(
			"Diagram, table and capture hold all packets that the tape has, filtered or not.",
		);
		expect(sayRange({ first: 0, gaps: [] }, { at: "moment", seq: 9, time: 42_300 })).toBe(
			"Diagram, table and capture hold the packets up to 0:42.3, where the cursor is, filtered or not.",
		);
	});

	it("is, of a picture, the whole tape or a part of it", () => {
		const span = { from: -500, to: 49_200 };
		expect(sayPicture({ ...span, isWhole: true })).toBe("A picture shows the whole tape, 0:00.0 to 0:49.2, at this zoom.");
		expect(sayPicture({ ...span, isWhole: false })).toBe(
			"A picture shows 0:00.0 to 0:49.2: the whole tape is too long for one at this zoom.",
		);
	});

	it("says how many packets are gone", () => {
		expect(sayRange({ first: 3_125, gaps: [] }, { at: "live" })).toMatch(/ The first 3,?125 packets of the room are gone\.$/);
		expect(sayRange({ first: 1, gaps: [] }, { at: "live" })).toMatch(/ The first 1 packet of the room is gone\.$/);
	});

	it("says how many events are missing in between, as far as it goes", () => {
		const gap = (seq: number, events: number) => ({ after: { seq, at: seq }, until: { seq: seq + events + 1, at: seq + 1 }, events });
		const gaps = [gap(4, 30), gap(60, 12)];
		expect(sayRange({ first: 0, gaps }, { at: "live" })).toMatch(/ In between, 42 events are missing: whatever packets they told of\.$/);
		expect(sayRange({ first: 0, gaps }, { at: "moment", seq: 40, time: 1 })).toMatch(/ 30 events are missing/);
		expect(sayRange({ first: 0, gaps }, { at: "moment", seq: 3, time: 1 })).not.toMatch(/missing/);
	});
});

describe("a capture that has been saved", () => {
	it("needs no word when it is whole", () => {
		expect(sayCaptured({ fileName: "a.pcapng", missing: 0, told: "no" })).toBeNull();
	});

	it("says how many packets it lacks, and why", () => {
		expect(sayCaptured({ fileName: "a.pcapng", missing: 12, told: null })).toBe(
			"12 packets are missing in a.pcapng: nobody keeps their bytes any longer.",
		);
		expect(sayCaptured({ fileName: "a.pcapng", missing: 1, told: "The line is down" })).toBe(
			"1 packet is missing in a.pcapng: the host did not give its bytes (The line is down).",
		);
	});
});
