import { describe, expect, it } from "vitest";
import type { TapeMark } from "./drawing.ts";
import { openLayout, type TapeAsk } from "./layout.ts";
import { askFor, openStory, publish } from "./testkit/story.ts";

const layoutOf = (traffic: TapeAsk["traffic"], more: Partial<TapeAsk> = {}) => openLayout()(askFor(traffic, more));
const textsOf = (marks: readonly TapeMark[]) => marks.flatMap((mark) => (mark.kind === "words" ? [mark.text] : []));
const platesOf = (marks: readonly TapeMark[]) =>
	marks.filter((mark) => mark.kind === "area").filter(({ corner, h }) => corner === 3 && h === 18);

describe("packets that left close together", () => {
	it("draws packets of one lane at least 14 px apart, and from four on as one bundle", () => {
		const story = openStory();
		story.open(0, "c1", "pub-1");
		for (let n = 0; n < 3; n++) story.send(6_720 + 10 * n, "c1", "up", publish(`m${n}`, n));
		for (let n = 3; n < 8; n++) story.send(15_680 + 10 * n, "c1", "up", publish(`m${n}`, n));
		const { ways, body } = layoutOf(story.traffic());
		const sent = ways.filter(({ packet }) => packet.fields?.type === "PUBLISH");
		const starts = sent.slice(0, 3).map(({ starts }) => starts);
		expect([(starts[1] ?? 0) - (starts[0] ?? 0), (starts[2] ?? 0) - (starts[1] ?? 0)]).toEqual([14, 14]);
		expect(sent.slice(3).map(({ bundle }) => bundle.length)).toEqual([5]);
		expect(textsOf(body)).toContain("× 5");
	});

	it("cuts no plate at the paper's beginning whose place is on the paper", () => {
		const story = openStory();
		story.open(0, "c1", "pub-1");
		for (let n = 0; n < 5; n++) story.send(6_000 + 10 * n, "c1", "up", publish(`m${n}`, n));
		const traffic = story.traffic();
		for (const down of [false, true]) {
			// They are on their way until 8 s: half way, where the plate stands, is on the paper all this time.
			for (let from = 5_900; from < 7_000; from += 50) {
				const layout = layoutOf(traffic, { from, down });
				const [plate] = platesOf(layout.body);
				expect(plate === undefined ? null : (down ? plate.y : plate.x) - layout.frame.start).toBeGreaterThanOrEqual(0);
			}
		}
	});

	it("draws no packet farther than 14 px from when it left, however many there are in little time", () => {
		const story = openStory(20);
		story.open(0, "c1", "pub-1");
		for (let n = 0; n < 60; n++) story.send(6_000 + 37 * n * (n % 7), "c1", "up", publish(`m${n}`, n));
		const { ways } = layoutOf(story.traffic());
		expect(Math.max(...ways.map(({ shift }) => Math.abs(shift)))).toBeLessThanOrEqual(14);
		expect(ways.reduce((sum, { bundle }) => sum + bundle.length, 0)).toBe(62);
		const sent = ways.filter(({ packet }) => packet.direction === "up").map(({ starts }) => starts);
		for (const [index, start] of sent.slice(1).entries()) expect(start - (sent[index] ?? 0)).toBeGreaterThanOrEqual(14 - 1e-6);
	});

	it("draws nothing on the other side of the cursor than it was, and in no bundle with what was", () => {
		const story = openStory(20);
		story.open(0, "c1", "pub-1");
		for (const n of [0, 1, 2]) story.send(6_005 + n, "c1", "up", publish(`m${n}`, n));
		for (const n of [3, 4, 5, 6, 7]) story.send(6_030 + n, "c1", "up", publish(`m${n}`, n));
		const traffic = story.traffic();
		const seq = traffic.named("p5")?.end?.seq ?? 0;
		const layout = layoutOf(traffic, { cursor: { seq, at: 6_030 } });
		const cursor = layout.cursor ?? 0;
		const sent = layout.ways.filter(({ packet }) => packet.fields?.type === "PUBLISH");
		expect(sent.map(({ bundle, starts, ends }) => [bundle.length, ends <= cursor, starts >= cursor])).toEqual([
			[3, true, false],
			[5, false, true],
		]);
		expect(platesOf(layout.body).map(({ x, w }) => x + w <= cursor || x >= cursor)).toEqual([true, true]);
	});
});
