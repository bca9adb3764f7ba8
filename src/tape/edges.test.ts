import { expect, it } from "vitest";
import { openLayout } from "./layout.ts";
import { boxOf } from "./taken.ts";
import { askFor, openStory, publish } from "./testkit/story.ts";

const GUESTS = Array.from({ length: 39 }, (_, index) => `greenhouse-${index + 1}`);
const order = { above: GUESTS.slice(0, 20), below: GUESTS.slice(20) };

function namesWith(more: { readonly down: boolean; readonly scroll: number }) {
	const story = openStory();
	for (const [index, name] of GUESTS.entries()) story.open(index, `c${index}`, name);
	return openLayout()(askFor(story.traffic(), { order, ...more })).names.flatMap((mark) => (mark.kind === "words" ? [mark] : []));
}

it.each([0, 300, 700, 1_100, 1_500])("names the broker at every time, and no lane in the same place: scrolled by %d px", (scroll) => {
	const names = namesWith({ down: false, scroll });
	const heights = names.map(({ y }) => y).sort((a, b) => a - b);
	expect(names.map(({ text }) => text)).toContain("broker");
	expect(Math.min(...heights.slice(1).map((y, at) => y - (heights[at] ?? 0)))).toBeGreaterThanOrEqual(14);
});

it.each([0, 300, 700, 1_100, 1_500])("has no two names over each other on a phone: scrolled by %d px", (scroll) => {
	const boxes = namesWith({ down: true, scroll })
		.map((mark) => ({ text: mark.text, from: boxOf(mark)?.left ?? 0, to: boxOf(mark)?.right ?? 0 }))
		.sort((a, b) => a.from - b.from);
	expect(boxes.map(({ text }) => text)).toContain("broker");
	for (const [at, { from, text }] of boxes.slice(1).entries())
		expect(from, `${boxes[at]?.text} and ${text}`).toBeGreaterThanOrEqual(boxes[at]?.to ?? 0);
});

it("says how many lanes are above the paper and below it, and that none is where all are in sight", () => {
	const about = (scroll: number) => namesWith({ down: false, scroll }).flatMap(({ text }) => (/^\d+ more/.test(text) ? [text] : []));
	for (const scroll of [0, 300, 700, 5_000]) {
		const names = namesWith({ down: false, scroll }).filter(({ font, text }) => font === "plate" && text !== "broker");
		const counts = about(scroll).map((text) => Number.parseInt(text, 10));
		// Lanes that pass under that of the broker are neither in sight nor beyond an edge.
		const sum = names.length + counts.reduce((all, one) => all + one, 0);
		expect(sum, `${scroll}`).toBeGreaterThanOrEqual(GUESTS.length - 2);
		expect(sum, `${scroll}`).toBeLessThanOrEqual(GUESTS.length);
	}
	expect(about(0)).toEqual([expect.stringMatching(/below$/)]);
	expect(about(700)).toEqual([expect.stringMatching(/above$/), expect.stringMatching(/below$/)]);
	expect(about(5_000)).toEqual([expect.stringMatching(/above$/)]);
	const few = openStory();
	few.open(0, "c1", "pub-1");
	const names = openLayout()(askFor(few.traffic(), { order: { above: ["pub-1"], below: [] } })).names;
	expect(names.flatMap((mark) => (mark.kind === "words" ? [mark.text] : []))).toEqual(["pub-1", "broker"]);
});

it("names a client so that the name can be seen, whatever it is", () => {
	const story = openStory();
	const ids = [" ", "a\u200bb", "evil\u202edrawkcab"];
	for (const [index, id] of ids.entries()) story.open(index, `c${index}`, id);
	const { names } = openLayout()(askFor(story.traffic(), { order: { above: ids, below: [] }, height: 400 }));
	expect(names.flatMap((mark) => (mark.kind === "words" && mark.text !== "broker" ? [mark.text] : []))).toEqual([
		"“ ”",
		"a\\u{200…",
		"evil\\u{…",
	]);
});

it.each([270, 400])("writes below the lowest lane, and above the axis, on a paper of %d px", (height) => {
	const story = openStory();
	story.open(0, "c1", "sub-1");
	for (const at of [6_000, 10_000]) {
		story.send(at, "c1", "up", { type: "PINGREQ" });
		story.send(at + 2_000, "c1", "down", { type: "PINGRESP" });
	}
	story.send(16_000, "c1", "up", publish("m1", 7));
	const ask = askFor(story.traffic(), { order: { above: [], below: ["sub-1"] }, height });
	const { body, lanes, paper } = openLayout()(ask);
	const lowest = lanes.of.get("sub-1")?.across ?? 0;
	const below = body.filter((mark) => mark.kind === "words" && mark.y > lowest);
	expect(below.flatMap((mark) => (mark.kind === "words" ? [mark.text] : []))).toEqual(
		expect.arrayContaining([expect.stringMatching(/^PING/), expect.stringMatching(/^keeps/)]),
	);
	for (const mark of below) expect(boxOf(mark)?.bottom, JSON.stringify(mark)).toBeLessThanOrEqual(paper.bottom);
});
