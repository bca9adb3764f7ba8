import { expect, it } from "vitest";
import { openLayout } from "./layout.ts";
import { askFor, openStory, publish } from "./testkit/story.ts";

it("counts in bars also where too many packets are held that left long before", () => {
	const held = (count: number) => {
		const story = openStory();
		story.open(0, "c1", "pub-1");
		for (let n = 1; n <= count; n++) story.enter(10_000, "c1", "up", publish(`m${n}`, n));
		const traffic = story.traffic();
		return openLayout()(askFor(traffic, { from: 60_000, now: { seq: traffic.upTo, at: 90_000 } }));
	};
	expect(held(1_400).eachMs).toBeNull();
	expect(held(1_600)).toMatchObject({ ways: [], eachMs: expect.any(Number) });
});
