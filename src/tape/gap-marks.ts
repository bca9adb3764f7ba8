import { many } from "#contract/many.ts";
import type { TrafficGap } from "#traffic/traffic.ts";
import { DOTS, FINE, type TapeMark, widthOf } from "./drawing.ts";
import type { Lanes } from "./lanes.ts";
import type { TimeFrame } from "./scale.ts";

/** Px that a gap has at least, however short it was: it must be seen. */
const LEAST = 12;

/** "1204 events are missing here: this page did not keep up, or was out of reach", or as much of it as there is room for. */
function gapTexts({ events }: TrafficGap): readonly string[] {
	const count = many(events, "event");
	const missing = `${count} ${events === 1 ? "is" : "are"} missing here`;
	return [`${missing}: this page did not keep up, or was out of reach`, missing, `${count} missing`, "events missing"];
}

type GapAsk = {
	readonly frame: TimeFrame;
	readonly lanes: Lanes;
	readonly gaps: readonly TrafficGap[];
	/** Whether there is anything to read at this zoom. */
	readonly words: boolean;
	/** Px along time; null: there is none. */
	readonly pen: number | null;
};

/** Where events are missing: blank paper between two fine lines, dots where lanes may have been, and the sentence. */
export function gapMarks({ frame, lanes, gaps, words, pen }: GapAsk): TapeMark[] {
	return gaps.flatMap((gap, index): TapeMark[] => {
		const until = frame.along(gap.until.at);
		const after = Math.min(frame.along(gap.after.at), until - LEAST);
		if (until < frame.start || gap.after.at > frame.to) return [];
		const following = gaps[index + 1];
		const others = [
			...(following === undefined ? [] : [frame.along(following.after.at) - LEAST]),
			// Nothing is written across the pen.
			...(pen !== null && pen > after ? [pen] : []),
		];
		const next = Math.min(Number.POSITIVE_INFINITY, ...others);
		const [across, end] = [frame.down ? 58 : 0, frame.down ? lanes.extent : lanes.axis];
		const [x, y] = frame.place(after, across);
		const [right, bottom] = frame.place(until, end);
		const edge = (along: number): TapeMark => ({
			...{ kind: "line", ink: "ink-3", width: 1, dash: FINE },
			points: [frame.place(along, across), frame.place(along, end)],
		});
		const dots = [...lanes.all.map((lane) => lane.across), lanes.broker].map(
			(at): TapeMark => ({ kind: "line", points: [frame.place(after, at), frame.place(until, at)], ink: "line-2", width: 2, dash: DOTS }),
		);
		return [
			{ kind: "area", x, y, w: right - x, h: bottom - y, fill: "card", edge: null },
			...dots,
			edge(after),
			edge(until),
			...(words ? sentence(frame, lanes, { gap, after, until, next }) : []),
		];
	});
}

type GapPlace = {
	readonly gap: TrafficGap;
	/** Px where it begins and ends, and where the next one begins at the earliest, or the pen is. */
	readonly after: number;
	readonly until: number;
	readonly next: number;
};

/** In the gap where it fits, or else behind its beginning, and before the next one; always in sight. */
function sentence(frame: TimeFrame, { extent }: Lanes, { gap, after, until, next }: GapPlace): TapeMark[] {
	const from = Math.max(after, frame.start) + 6;
	const room = frame.down ? extent - 66 : next - from;
	const text = gapTexts(gap).find((one) => widthOf(one, "text") < room);
	if (text === undefined || (frame.down && next < from + 14)) return [];
	const says = { kind: "words", text, font: "text", weight: 600, ink: "ink-2", align: "start", halo: true } as const;
	if (frame.down) return [{ ...says, x: 66, y: from + 10 }];
	const wide = widthOf(text, "text");
	return [{ ...says, x: until - from > wide ? (from + until - wide) / 2 : from, y: 14 }];
}
