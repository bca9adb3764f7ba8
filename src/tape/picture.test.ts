import { describe, expect, it } from "vitest";
import type { TapeAsk } from "./layout.ts";
import { pictureOf, pictureSpan } from "./picture.ts";
import { askFor, openStory, publish } from "./testkit/story.ts";

/** pub-1 connects at 1 s, and publishes at these times. */
function published(...times: readonly number[]) {
	const story = openStory(500);
	story.open(1_000, "c1", "pub-1");
	for (const [index, at] of times.entries()) story.send(at, "c1", "up", publish(`m${index}`, index + 1));
	return story.traffic();
}
const asked = (traffic: TapeAsk["traffic"], more: Partial<TapeAsk> = {}) =>
	askFor(traffic, { now: { seq: traffic.upTo, at: 3_600_000 }, ...more });
const pucksIn = (ask: TapeAsk) => pictureOf(ask)?.body.flatMap((mark) => (mark.kind === "puck" ? [mark.label] : [])) ?? [];

describe("a picture of the tape", () => {
	it("shows all of the tape at the zoom of the paper, wherever the paper is", () => {
		const traffic = published(6_000, 60_000, 120_000);
		for (const from of [0, 60_000, 3_500_000]) {
			const ask = asked(traffic, { from });
			expect(pucksIn(ask)).toEqual(["m0", "m1", "m2"]);
			expect(pictureSpan(ask)).toMatchObject({ isWhole: true });
			expect(pictureOf(ask)).toMatchObject({ frame: { scale: 25 } });
		}
	});

	it("is at least as long as the paper, and as long as the tape", () => {
		expect(pictureOf(asked(published(6_000)))?.width).toBe(940);
		const long = pictureOf(asked(published(6_000, 120_000)));
		expect(long?.width).toBeGreaterThan(78 + 119 * 25);
		const down = pictureOf(asked(published(6_000, 120_000), { down: true, width: 390, height: 560 }));
		expect([down?.width, (down?.height ?? 0) > 119 * 25]).toEqual([390, true]);
	});

	it("shows what is in sight where the tape is too long for a picture, and its end where nothing is in sight", () => {
		const traffic = published(6_000, 1_800_000, 3_500_000);
		expect(pucksIn(asked(traffic, { from: 1_790_000 }))).toEqual(["m1"]);
		expect(pucksIn(asked(traffic, { from: 2_500_000 }))).toEqual(["m2"]);
		expect(pictureSpan(asked(traffic, { from: 2_500_000 }))).toMatchObject({ isWhole: false });
		expect(pictureOf(asked(traffic, { from: 1_790_000 }))?.width).toBeLessThan(8_200);
	});

	it("has no more packets than can be told one by one, as long as the paper has not", () => {
		const traffic = published(...Array.from({ length: 3_000 }, (_, n) => 10_000 + 20 * n));
		const picture = pictureOf(asked(traffic, { from: 20_000, width: 400 }));
		expect(picture?.eachMs).toBeNull();
		expect(picture?.ways.length).toBeGreaterThan(0);
	});

	it("is not there where no packet is", () => {
		expect(pictureOf(asked(openStory().traffic()))).toBeNull();
	});
});
