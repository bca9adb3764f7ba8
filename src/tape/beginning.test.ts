import { expect, it } from "vitest";
import { openLayout } from "./layout.ts";
import { askFor, openStory } from "./testkit/story.ts";

it("begins the broker's bar at the beginning of the room", () => {
	const story = openStory();
	story.open(0, "c1", "pub-1");
	const { body } = openLayout()(askFor(story.traffic(), { from: -4_000 }));
	const bar = body.find((mark) => mark.kind === "line" && mark.width === 5);
	expect(bar?.kind === "line" && bar.points[0]?.[0]).toBe(78 + 100);
});
