import { expect, it } from "vitest";
import { openBars } from "./bars.ts";
import { openStory, publish } from "./testkit/story.ts";

function published(count: number) {
	const story = openStory(0);
	story.open(0, "c1", "pub-1");
	for (let n = 0; n < count; n++) story.send(1_000 + n, "c1", "up", publish(`m${n}`, n + 1));
	return story.traffic();
}

it("rests after a count that took long, shows the bars it has, and says when it can count anew", () => {
	let now = 0;
	// Each look at the clock is 10 ms after the one before: so is the end of a count after its beginning.
	const barsOf = openBars(() => {
		now += 10;
		return now;
	});
	const [traffic, more] = [published(3), { ...published(5) }];
	const later = { ...more, fold: traffic.fold };
	const at = (all: typeof traffic, eachMs = 1_000) => {
		const { bars, staleMs } = barsOf({ traffic: all, seq: all.upTo, worlds: null }, eachMs, null);
		return [bars.most, staleMs];
	};
	expect(at(traffic)).toEqual([3, null]);
	expect(at(traffic)).toEqual([3, null]);
	expect(at(later)).toEqual([3, 80]);
	now += 80;
	expect(at(later)).toEqual([5, null]);
});

it("does not wait where the bars that it has are of another width or of another room", () => {
	let now = 0;
	const barsOf = openBars(() => {
		now += 10;
		return now;
	});
	const traffic = published(3);
	const most = (all: typeof traffic, eachMs: number) => barsOf({ traffic: all, seq: all.upTo, worlds: null }, eachMs, null).bars.most;
	expect([most(traffic, 1_000), most(traffic, 1), most(published(5), 1_000)]).toEqual([3, 1, 5]);
});

it("counts a message once, however often it is sent", () => {
	const story = openStory(0);
	story.open(0, "c1", "pub-1");
	story.send(1_000, "c1", "up", publish("m1", 1));
	story.send(1_010, "c1", "up", publish("m1", 1, { dup: true, attempt: 2 }));
	const traffic = story.traffic();
	expect(openBars()({ traffic, seq: traffic.upTo, worlds: null }, 1_000, null).bars.most).toBe(1);
});
