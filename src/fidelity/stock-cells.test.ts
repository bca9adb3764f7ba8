import { expect, it } from "vitest";
import { PRESETS } from "#contract/presets.ts";
import { bareAedes } from "./bare-aedes.ts";
import { CELLS, nameOfCell, recordCell } from "./cells.ts";
import { slowWire } from "./slow-wire.ts";

const preset = slowWire(PRESETS.aedes.label, PRESETS.aedes.settings);

it("a room that is set as Aedes ships gives a subscriber what bare Aedes gives it, in all 72 cells", async () => {
	for (const cell of CELLS) {
		const [room, bare] = await Promise.all([recordCell(preset, cell), recordCell(bareAedes, cell)]);
		expect([nameOfCell(cell), ...room]).toEqual([nameOfCell(cell), ...bare]);
	}
});
