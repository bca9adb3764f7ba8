import { beginOf } from "#traffic/lives.ts";
import type { At, Traffic } from "#traffic/traffic.ts";
import { type TapeMark, widthOf } from "./drawing.ts";
import type { Lanes } from "./lanes.ts";
import type { TimeFrame } from "./scale.ts";

const BEFORE = "before the room was cleared";

/** Px along time where the life of the room begins that this moment lies in; null: it is the first that is known, or it begins further back than the paper. */
export function beginsAt({ clears }: Pick<Traffic, "clears">, seen: At, frame: TimeFrame): number | null {
	const clear = beginOf(clears, seen.seq);
	return clear === null || frame.along(clear.at) <= frame.start ? null : frame.along(clear.at);
}

/** A line across the paper wherever the room was cleared: nothing goes on beyond it, and names begin anew. begins: the one behind which the moment lies that is shown. */
export function clearMarks(frame: TimeFrame, lanes: Lanes, clears: readonly At[], begins: number | null): TapeMark[] {
	const [across, end] = [frame.down ? 58 : 0, frame.down ? lanes.extent : lanes.axis];
	const lines = clears
		.map(({ at }) => frame.along(at))
		.filter((along) => along > frame.start && along <= frame.edge)
		.map((along): TapeMark => ({ kind: "line", points: [frame.place(along, across), frame.place(along, end)], ink: "ink", width: 2.5 }));
	if (begins === null || begins > frame.edge) return lines;
	const says = { kind: "words", text: BEFORE, font: "text", weight: 600, ink: "ink-2", halo: true } as const;
	if (frame.down) return [...lines, { ...says, x: 66, y: begins - 8, align: "start" }];
	const fits = begins - frame.start > widthOf(BEFORE, "text") + 10;
	return fits ? [...lines, { ...says, x: begins - 8, y: 14, align: "end" }] : lines;
}
