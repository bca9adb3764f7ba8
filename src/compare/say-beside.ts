import { sayReading } from "#kit/use-taking.ts";
import type { History } from "#model/history.ts";
import { savedText } from "#recording/saved-text.ts";
import { timeText } from "#story/phrases.ts";
import type { ComparedRun } from "./one-clock.ts";
import type { Beside, ChosenBeside } from "./use-beside.ts";
import type { FirstRun, SecondRun } from "./use-second-run.ts";

export function titleOf({ isRecorded }: Pick<FirstRun, "isRecorded">): string {
	return isRecorded ? "This recording" : "This room";
}

export function titleBeside({ acted, isRecorded }: Pick<FirstRun, "acted" | "isRecorded">, chosen: ChosenBeside): string {
	if (chosen.of === "recording") return `Recording of ${chosen.recording.room.toUpperCase()}`;
	if (acted !== null) return "Second run";
	return isRecorded ? "Another recording" : "A recording";
}

/** What of this room is compared. */
export function sayFirst({ acted, isWhole, isRecorded, life, room }: FirstRun, chosen: ChosenBeside): string {
	if (isRecorded) return `of ${room.toUpperCase()}, ${sayLife(life)}`;
	if (acted === null || chosen.of === "recording") return sayLife(life);
	return isWhole ? "what was done here" : "what this page did here: more was done, which is not done again";
}

/** What stands beside it, and how it came onto the clock of this room. */
export function sayBeside({
	taking,
	chosen,
	second,
	one,
	compared,
}: Pick<Beside, "taking" | "chosen" | "second" | "one" | "compared">): string {
	if (taking.reading) return sayReading(taking);
	if (chosen.of === "recording" && compared !== null) {
		const { other } = compared;
		return `${savedText(chosen.recording.saved)}, ${sayLife(other.history)}. ${sayOneClock(one, other)}`;
	}
	return sayRun(second);
}

/** Which part of a room’s past this is. */
function sayLife({ from, live, at }: History): string {
	// It begins where the room was cleared, unless that is longer ago than anything that is known.
	if (from > live.clearedSeq) return `what happened since ${timeText(at(from)?.at ?? 0)}: what was before is not known`;
	return `what happened since the room was ${from === 0 ? "opened" : "cleared"}`;
}

function sayOneClock({ traffic: above }: ComparedRun, { traffic: { packets, count } }: ComparedRun): string {
	const [first] = packets;
	if (first === undefined || count === 0) return "No packet has crossed its wires since.";
	if (above.count === 0) return "It is drawn by its own clock.";
	return `Its first packet, at ${timeText(first.left.at)} there, stands where the first one above does.`;
}

function sayRun(second: SecondRun): string {
	if (second.state === "running") return `${second.done} of ${second.of} done`;
	if (second.state !== "run") return "";
	return second.speed > 1.05
		? `run ${second.speed.toFixed(1)} times as fast, drawn on the same clock; keep alive and expiry ran on their own`
		: "run at the same pace";
}

/** What stands in place of the second paper. */
export function emptyText({ acted, isRecorded }: Pick<FirstRun, "acted" | "isRecorded">, second: SecondRun): string {
	if (second.state === "failed") return `The second run did not come to its end. ${second.says}`;
	if (second.state === "running") return "The same steps are being made once more, by real clients on a real broker.";
	if (isRecorded) return "Open another recording, or drop its file here.";
	if (acted === null) return "This page has done nothing here yet that could be done again. Open a recording, or drop its file here.";
	return "Choose one thing that is to be otherwise. The same steps are then made once more, at the same times. Or open a recording, or drop its file here.";
}

/** What stands in place of the first paper in a room that is as good as new. */
export const NOTHING_CROSSED = "No packet has crossed a wire here yet.";

/** What stands on the seam of both papers, where they differ. */
export function sayMarked(index: number): string {
	return index === 0 ? "First difference" : `Difference ${index + 1}`;
}
