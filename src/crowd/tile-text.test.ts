import { expect, it } from "vitest";
import { labelSize } from "./label-size.ts";
import { cellOf, glyphsBeside, shortCount, smallCount } from "./tile-text.ts";

it("shows the queue, and what a client that is away has missed only where nothing waits", () => {
	expect(cellOf({ lamp: "offline", queued: 3, dropped: 2 })).toBe("queued");
	expect(cellOf({ lamp: "offline", queued: 0, dropped: 2 })).toBe("dropped");
	expect(cellOf({ lamp: "connected", queued: 0, dropped: 2 })).toBe("none");
});

it("keeps a count to three letters, and leaves out glyphs before numbers", () => {
	expect([7, 412, 3_400].map(shortCount)).toEqual(["7", "412", "3k"]);
	expect(glyphsBeside("0", "11")).toBe("both");
	expect(glyphsBeside("12", "11")).toBe("first");
	expect(glyphsBeside("100", "412")).toBe("none");
});

it("has room for one letter on a small tile", () => {
	expect([smallCount("queued", 3), smallCount("queued", 12), smallCount("dropped", 0), smallCount("none", 0)]).toEqual(["3", "+", "", ""]);
});

it("writes a label on a puck at 32 px or more", () => {
	for (const label of ["m1", "m12", "m112"]) for (const h of [64, 72, 82]) expect(labelSize(1, label, h)).toBeGreaterThanOrEqual(32);
	expect(labelSize(1, "m1", 76)).toBeCloseTo(35.7, 0);
});
