import { expect, test } from "vitest";
import { movedOn } from "./moved-on.ts";

test.each([
	[18_400, 3, false, "The room has moved on by 18 s."],
	[125_000, 3, false, "The room has moved on by 2 min 5 s."],
	[7_260_000, 3, false, "The room has moved on by 2 h 1 min."],
	[18_400, 3, true, "The room has moved on by 3 events."],
	[400, 1, false, "The room has moved on by 1 event."],
	[0, 0, true, "Nothing has happened in the room since."],
])("after %i ms and %i events, paused %s: %s", (ms, events, paused, says) => {
	expect(movedOn(ms, events, paused)).toBe(says);
});
