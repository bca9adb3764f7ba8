import { describe, expect, it } from "vitest";
import { CELLS, nameOfCell, readExpected, recordCell } from "./cells.ts";
import { findMosquitto } from "./mosquitto.ts";
import { slowWire } from "./slow-wire.ts";

const expected = readExpected();
const mosquitto = findMosquitto();

describe("what a subscriber gets live, on return, and when it subscribes again", () => {
	for (const cell of CELLS) {
		const name = nameOfCell(cell);
		it(`is what the record of Mosquitto 2.0.11 says: ${name}`, async () => {
			expect(await recordCell(slowWire(), cell)).toEqual(expected[name]);
		});
		it.skipIf(mosquitto === null)(`is what the Mosquitto of this machine does: ${name}`, async () => {
			if (mosquitto === null) return;
			const [ours, theirs] = await Promise.all([recordCell(slowWire(), cell), recordCell(mosquitto, cell)]);
			expect(ours).toEqual(theirs);
		});
	}

	it("is recorded for all 72 combinations", () => {
		expect(Object.keys(expected).sort()).toEqual(CELLS.map(nameOfCell).sort());
	});
});
