import { expect, it } from "vitest";
import { openLayout } from "./layout.ts";
import { stretchesOf } from "./stretches.ts";
import { askFor, openStory } from "./testkit/story.ts";

/** A room of which the first life ends after 10 s: pub-1 is in both. */
function cleared() {
	const story = openStory();
	story.open(0, "c1", "pub-1");
	story.tell(10_000, { type: "room.cleared" });
	story.open(12_000, "c2", "pub-1");
	return story.traffic();
}

const says = ({ top }: ReturnType<ReturnType<typeof openLayout>>) => top.flatMap((mark) => (mark.kind === "words" ? [mark.text] : []));

it("shows what was before the room was cleared pale, behind a line that says so", () => {
	const layout = openLayout()(askFor(cleared()));
	const line = layout.frame.along(10_000);
	expect(layout.begins).toBe(line);
	expect(says(layout)).toEqual(["before the room was cleared"]);
	expect(layout.top).toContainEqual(
		expect.objectContaining({
			kind: "line",
			points: [
				[line, 0],
				[line, expect.any(Number)],
			],
		}),
	);
	const { seen, pale } = stretchesOf(layout);
	expect([seen[0], seen[2]]).toEqual([line, layout.paper.right]);
	expect(pale.map(([from, , to]) => [from, to])).toEqual([[layout.paper.left, line]]);
});

it("shows the earlier life of the room in full to whoever looks back at it, and the later one as what happened after", () => {
	const traffic = cleared();
	const layout = openLayout()(askFor(traffic, { cursor: { seq: traffic.clears[0]?.seq ?? 0, at: 9_000 } }));
	const back = openLayout()(askFor(traffic, { cursor: { seq: (traffic.clears[0]?.seq ?? 0) - 1, at: 9_000 } }));
	expect(layout.begins).not.toBeNull();
	expect(back.begins).toBeNull();
	expect(says(back)).toEqual(["happened after this moment"]);
	const { seen, pale } = stretchesOf(back);
	expect([seen[0], seen[2]]).toEqual([back.paper.left, back.frame.along(9_000)]);
	expect(pale).toHaveLength(1);
});

it("draws no ground of its own for a life that began before the paper does, nor in a room that was never cleared", () => {
	const traffic = cleared();
	const late = openLayout()(askFor(traffic, { from: 11_000 }));
	expect([late.begins, says(late)]).toEqual([null, []]);
	const story = openStory();
	story.open(0, "c1", "pub-1");
	expect(openLayout()(askFor(story.traffic())).begins).toBeNull();
});

it("lies at the head of what is older on a phone", () => {
	const layout = openLayout()(askFor(cleared(), { down: true, width: 390, height: 700 }));
	const { seen, pale } = stretchesOf(layout);
	expect([seen[1], pale[0]?.[3]]).toEqual([layout.begins, layout.begins]);
});
