import { describe, expect, it } from "vitest";
import { openLayout } from "./layout.ts";
import { askFor, openStory, publish } from "./testkit/story.ts";

/** pub-1 publishes m1 at 6 s, and its cable is cut at 14 s. */
function cutOff(cleanSession: boolean) {
	const story = openStory();
	story.open(0, "c1", "pub-1", cleanSession);
	story.send(6_000, "c1", "up", publish("m1", 11));
	story.tell(14_000, { type: "connection.closed", connection: "c1", reason: "cut", says: "", clause: null });
	const { body, lanes } = openLayout()(askFor(story.traffic()));
	const lane = lanes.of.get("pub-1")?.across ?? 0;
	const strips = body.flatMap((mark) =>
		mark.kind === "line" && mark.ink === "ink-3" && mark.points.some(([, y]) => y === lane - 7) ? [mark.points] : [],
	);
	return { strips, words: body.flatMap((mark) => (mark.kind === "words" && mark.text.startsWith("ke") ? [mark.text] : [])) };
}

describe("the copies along a lane", () => {
	it("end with the connection of a clean session, and say so", () => {
		const { strips, words } = cutOff(true);
		expect(strips.map((points) => [points.at(0)?.[0], points.at(-1)?.[0]])).toEqual([[78 + 6 * 25, 78 + 14 * 25]]);
		expect(words).toEqual(["kept a copy of m1"]);
	});

	it("outlive the connection where the session is kept", () => {
		const { strips, words } = cutOff(false);
		expect(strips.map((points) => [points.at(0)?.[0], points.at(-1)?.[0]])).toEqual([[78 + 6 * 25, 78 + 30 * 25]]);
		expect(words).toEqual(["keeps a copy of m1 until PUBACK #11"]);
	});
});

describe("a cut on a phone", () => {
	it("writes no words into what comes next: where that follows soon, the scissors say it", () => {
		const story = openStory();
		for (const at of [0, 4_000]) {
			story.open(at, `c${at}`, "pub-1");
			story.tell(at + 3_200, { type: "connection.closed", connection: `c${at}`, reason: "cut", says: "", clause: null });
		}
		const { body } = openLayout()(askFor(story.traffic(), { down: true, width: 390, height: 560 }));
		expect(body.filter(({ kind }) => kind === "sign")).toHaveLength(2);
		expect(body.filter((mark) => mark.kind === "words" && mark.text === "cable cut")).toHaveLength(1);
	});
});
