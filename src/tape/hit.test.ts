import { describe, expect, it } from "vitest";
import { overlaps } from "./drawing.ts";
import { NEAR, wayAt } from "./hit.ts";
import { openLayout } from "./layout.ts";
import { askFor, openStory, publish } from "./testkit/story.ts";

/** Five packets in little time, the last of them lost in a cut; and m9 alone. */
function bundled() {
	const story = openStory(200);
	story.open(0, "c1", "pub-1");
	for (let n = 0; n < 5; n++) {
		const { packet } = story.enter(15_680 + 10 * n, "c1", "up", publish(`m${n}`, n + 1));
		story.tell(15_740, { type: "packet.lost", packet, reason: "cut" });
	}
	story.send(22_000, "c1", "up", publish("m9", 9));
	return openLayout()(askFor(story.traffic()));
}

describe("what is pointed at on the tape", () => {
	it("is the packet whose plate or puck is there, up to the corners of them", () => {
		const { body, ways, spots } = bundled();
		const layout = { ways, spots };
		const plate = body.find((mark) => mark.kind === "area" && mark.corner === 3);
		expect(plate).toBeDefined();
		if (plate?.kind !== "area") return;
		for (const x of [plate.x + 1, plate.x + plate.w / 2, plate.x + plate.w - 1])
			for (const y of [plate.y + 1, plate.y + plate.h - 1]) expect(wayAt(layout, [x, y], NEAR.mouse)?.bundle).toHaveLength(5);
		const puck = body.find((mark) => mark.kind === "puck" && mark.label === "m9");
		if (puck?.kind !== "puck") throw new Error("no puck");
		for (const x of [puck.x - 14, puck.x + 14])
			expect(wayAt(layout, [x, puck.y], NEAR.mouse)?.packet.fields).toMatchObject({ message: "m9" });
		expect(wayAt(layout, [plate.x + 200, 200], NEAR.mouse)).toBeNull();
	});

	it("stands clear of the crosses of what was lost", () => {
		const { body } = bundled();
		const plates = body.flatMap((mark) =>
			mark.kind === "area" && mark.corner === 3 ? [{ left: mark.x, right: mark.x + mark.w, top: mark.y, bottom: mark.y + mark.h }] : [],
		);
		const crosses = body.flatMap((mark) => {
			if (mark.kind !== "line" || mark.points.length !== 2 || mark.width !== 2.4) return [];
			const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = mark.points;
			const isTen = (px: number) => Math.abs(Math.abs(px) - 10) < 0.01;
			return isTen(ax - bx) && isTen(ay - by) ? [{ left: ax, right: bx, top: Math.min(ay, by), bottom: Math.max(ay, by) }] : [];
		});
		expect(crosses.length).toBeGreaterThan(1);
		for (const plate of plates) expect(crosses.filter((cross) => overlaps(cross, plate))).toEqual([]);
	});
});
