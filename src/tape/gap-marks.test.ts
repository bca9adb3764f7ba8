import { expect, it } from "vitest";
import { openLayout } from "./layout.ts";
import { boxOf } from "./taken.ts";
import { askFor, openStory } from "./testkit/story.ts";

it("says where events are missing, and how many, on blank paper with dots for the lanes", () => {
	const story = openStory();
	story.open(0, "c1", "pub-1");
	const gap = { after: { seq: 3, at: 2_000 }, until: { seq: 1_207, at: 6_000 }, events: 1_204 };
	const whole = story.traffic();
	const bodyOf = (gaps: readonly (typeof gap)[], from = 0) =>
		openLayout()(askFor({ ...whole, gaps }, { from, now: { seq: 2_000, at: 60_000 } })).body;
	const says = (body: ReturnType<typeof bodyOf>) => body.flatMap((mark) => (mark.kind === "words" ? [mark.text] : []));
	expect(says(bodyOf([gap]))).toContain("1204 events are missing here: this page did not keep up, or was out of reach");
	const { frame } = openLayout()(askFor(whole));
	const [from, to] = [frame.along(2_000), frame.along(6_000)];
	expect(bodyOf([gap])).toContainEqual(expect.objectContaining({ kind: "area", x: from, w: to - from, fill: "card" }));
	for (const along of [from, to])
		expect(bodyOf([gap])).toContainEqual(
			expect.objectContaining({
				kind: "line",
				ink: "ink-3",
				points: [
					[along, 0],
					[along, expect.any(Number)],
				],
			}),
		);
	const both = (at: number) => {
		const next = { after: { seq: 1_208, at }, until: { seq: 1_300, at: at + 1_000 }, events: 92 };
		return says(bodyOf([gap, next])).filter((text) => text.includes("missing"));
	};
	expect(both(12_000)).toEqual(["1204 events are missing here", expect.stringMatching(/^92 events are missing here: this page/)]);
	expect(both(8_500)).toEqual(["1204 events missing", expect.stringMatching(/^92 events are missing here: this page/)]);
	expect(both(7_200)).toEqual(["events missing", expect.stringMatching(/^92 events are missing here: this page/)]);
	expect(both(4_000)).toEqual([expect.stringMatching(/^92 events are missing here: this page/)]);
	expect(bodyOf([gap], 3_600_000)).toEqual(bodyOf([], 3_600_000));
});

it("writes nothing of a gap across the pen, which goes on behind it", () => {
	const story = openStory();
	story.open(0, "c1", "pub-1");
	const gap = { after: { seq: 3, at: 2_000 }, until: { seq: 1_207, at: 6_000 }, events: 1_204 };
	const textAt = (at: number) => {
		const ask = askFor({ ...story.traffic(), gaps: [gap] }, { now: { seq: 1_300, at }, live: true });
		const { body, frame } = openLayout()(ask);
		const [words] = body.filter((mark) => mark.kind === "words" && mark.text.includes("missing"));
		if (words?.kind === "words") expect(boxOf(words)?.right, words.text).toBeLessThanOrEqual(frame.along(at));
		return words?.kind === "words" ? words.text : null;
	};
	expect([6_100, 9_000, 12_000, 30_000].map(textAt)).toEqual([
		"events missing",
		"1204 events missing",
		"1204 events are missing here",
		"1204 events are missing here: this page did not keep up, or was out of reach",
	]);
});
