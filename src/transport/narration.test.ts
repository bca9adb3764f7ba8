import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { connected, entered, historyOf, left, opened, publish } from "#model/testkit/sample.ts";
import type { RoomState } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { timeText } from "#story/phrases.ts";
import { gathered, outside, whereText } from "./announcer.ts";
import { delayText } from "./clock-text.ts";
import { parseDelay } from "./delay-choice.tsx";
import { openNarrator, splitLead } from "./narration.ts";

function stateAfter(facts: readonly Fact[], more: Partial<RoomState> = {}): RoomState {
	return stateOf(historyOf(facts), more);
}
const left1: readonly Fact[] = [opened, ...connected("sub-1", false), ...left("sub-1")];

test("the narrator says the last thing that has a sentence", () => {
	const narrator = openNarrator();
	expect(narrator(stateAfter(left1), 0).text).toBe("Unplugged. sub-1 sent DISCONNECT, and the broker keeps its session.");
	const ending: Fact = { type: "connection.ending", connection: "c-sub-1", direction: "up" };
	expect(narrator(stateAfter([...left1, ending]), 0).text).toBe("Unplugged. sub-1 sent DISCONNECT, and the broker keeps its session.");
});

test("a pause says what stands still", () => {
	const facts: readonly Fact[] = [
		opened,
		...connected("pub-1", true),
		entered("pub-1", "p3", publish("m3", 1, 12)),
		{ type: "clock.paused" },
	];
	expect(splitLead(openNarrator()(stateAfter(facts), 0))).toEqual([
		"Paused.",
		" m3 is still on pub-1’s wire. The broker has not seen it yet.",
	]);
});

test("at a moment of the past the narrator says what had happened last by then, and live again what has happened since", () => {
	const narrator = openNarrator();
	const now = stateAfter(left1);
	const then = { ...now, cursor: { at: "moment", seq: 1, time: 100 } as const };
	const last = narrator(now, 0).text;
	const first = narrator(then, 0).text;
	expect(first).not.toBe(last);
	expect(first).toBe(openNarrator()(stateAfter([opened]), 0).text);
	expect(narrator(now, 0).text).toBe(last);
	const lost = { ...then, link: { state: "lost", attempts: 1, says: null } as const };
	expect(narrator(lost, 0).text).toBe(first);
});

test("a listener is told which moment it is, and when it is the present again", () => {
	const link = { state: "live" } as const;
	expect(whereText({ link, cursor: { at: "moment", seq: 1, time: 42_300 } }, "m2 is delivered.")).toBe(
		"Reviewing 0:42.3. m2 is delivered.",
	);
	expect(whereText({ link, cursor: { at: "live" } }, "m2 is delivered.")).toBe("Live again.");
	expect(whereText({ link: { state: "recorded" }, cursor: { at: "live" } }, "")).toBe("The end of the recording.");
});

test("a lost room comes before what happened", () => {
	const narrator = openNarrator();
	expect(narrator(stateAfter(left1, { link: { state: "lost", attempts: 1, says: null } }), 0).text).toBe(
		"The page lost the room. Trying again.",
	);
});

test("a listener hears that the room is lost, and that it is back", () => {
	const live = stateAfter(left1);
	const lost = stateAfter(left1, { link: { state: "lost", attempts: 1, says: null } });
	expect(outside(lost, live)).toEqual(["The page lost the room. Trying again."]);
	expect(outside(stateAfter(left1, { link: { state: "lost", attempts: 2, says: null } }), lost)).toEqual([]);
	expect(outside(live, lost)).toEqual(["The page has the room again."]);
});

test("what happened in one life of a room is not told of the next one, whatever its seqs are", () => {
	const narrator = openNarrator();
	expect(narrator(stateAfter(left1), 0).text).toContain("sub-1 sent DISCONNECT");
	const silent: Fact = { type: "frame.refused", says: "x" };
	const other = stateAfter([opened, ...Array.from({ length: left1.length }, () => silent)]);
	expect(narrator(other, 0).text).not.toContain("sub-1");
	expect(narrator(stateAfter([opened]), 0).text).toBe("The room is open. Nobody has connected yet.");
});

test("a page that has just joined is told how things stand", () => {
	expect(openNarrator()(stateAfter([]), 0).text).toBe("Nobody has connected yet. Connect a client.");
	const recorded = { link: { state: "recorded" } } as const;
	expect(openNarrator()(stateAfter([], recorded), 0).text).toBe("Nobody has connected yet.");
});

test("many changes at once are one announcement, the last ones in words", () => {
	expect(gathered(["a.", "b.", "a."])).toBe("a. b.");
	expect(gathered(["a.", "b.", "c.", "d.", "e.", "f."])).toBe("c. d. e. f. And 2 changes before.");
});

test("the clock never runs ahead", () => {
	expect([0, 58_499, 60_000, 3_723_050].map(timeText)).toEqual(["0:00.0", "0:58.4", "1:00.0", "62:03.0"]);
});

test("delays are said in seconds, odd ones in ms, and typed ones are whole ms within the limit", () => {
	expect([0, 500, 2_000, 750].map(delayText)).toEqual(["None", "0.5 s", "2 s", "750 ms"]);
	expect(["750", "0", "60000", "60001", "-1", "1.5", ""].map(parseDelay)).toEqual([750, 0, 60_000, null, null, null, null]);
});
