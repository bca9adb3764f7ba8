import { clockText, timeText } from "#story/phrases.ts";
import type { TapePoint } from "./drawing.ts";

/** Px from the beginning of the paper to the first moment, and behind the last one. Where time runs down, the paper begins below the names. */
const EDGES = { across: { start: 78, end: 22 }, down: { start: 40, end: 22 } } as const;

/** Px a second. */
const LEAST = 2;
const MOST = 400;
/** Below these many px a second there are no words, no pucks. On the paper of a phone, half a minute has words. */
export const WORDS_FROM = 15;
export const PUCKS_FROM = 8;

/** Seconds that the paper shows, from its beginning to its end. */
const ZOOMS = { packet: 3, "half-minute": 30, hour: 3_600 } as const;
export type Zoom = keyof typeof ZOOMS;
type Size = { readonly width: number; readonly height: number; readonly down: boolean };

/** Px along which time runs. */
export function lengthOf({ width, height, down }: Size): number {
	const { start, end } = down ? EDGES.down : EDGES.across;
	return Math.max(60, (down ? height : width) - start - end);
}

export function perSecond(zoom: Zoom, size: Size): number {
	return lengthOf(size) / ZOOMS[zoom];
}

/** Which of the three a scale is; null: none of them. */
export function zoomOf(scale: number, size: Size): Zoom | null {
	return (Object.keys(ZOOMS) as Zoom[]).find((zoom) => Math.abs(perSecond(zoom, size) / scale - 1) < 0.01) ?? null;
}

/** A scale that can be reached by zooming: from the whole of so many ms, or the hour, to a second across the paper. */
export function kept(scale: number, wholeMs: number, size: Size): number {
	const whole = lengthOf(size) / Math.max(1, wholeMs / 1_000);
	return Math.min(Math.max(MOST, perSecond("packet", size)), Math.max(scale, Math.min(LEAST, whole, perSecond("hour", size))));
}

/** Where moments are on the paper. */
export type TimeFrame = {
	readonly down: boolean;
	readonly start: number;
	/** The far edge of the paper, along time. */
	readonly edge: number;
	readonly from: number;
	readonly to: number;
	readonly scale: number;
	along(at: number): number;
	/** The moment that is drawn there. */
	at(along: number): number;
	place(along: number, across: number): TapePoint;
};

export function frameOf(from: number, scale: number, size: Size): TimeFrame {
	const { start } = size.down ? EDGES.down : EDGES.across;
	const edge = size.down ? size.height : size.width;
	const perMs = scale / 1_000;
	return {
		...{ down: size.down, start, edge, from, scale },
		to: from + (edge - start) / perMs,
		along: (at) => start + (at - from) * perMs,
		at: (along) => from + (along - start) / perMs,
		place: size.down ? (along, across) => [across, along] : (along, across) => [along, across],
	};
}

const STEPS_MS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000];

/** No paper has more: a moment may be so far away that a step no longer changes it. */
const TICKS = 1_000;

/** The moments that have a tick, at least `apart` px from each other. later: ms by which the clock that the ticks tell is ahead of that of the frame. */
export function ticksOf(
	{ from, to, scale }: TimeFrame,
	apart: number,
	later = 0,
): readonly { readonly at: number; readonly text: string }[] {
	const step = STEPS_MS.find((ms) => (ms * scale) / 1_000 >= apart) ?? Math.max(7_200_000, wholeHours((apart * 1_000) / scale));
	const ticks: { at: number; text: string }[] = [];
	const first = Math.max(0, Math.ceil((from + later) / step));
	for (let place = first; place * step <= to + later && ticks.length < TICKS; place++) {
		const time = place * step;
		ticks.push({ at: time - later, text: step < 1_000 ? timeText(time) : clockText(time) });
	}
	return ticks;
}

function wholeHours(ms: number): number {
	return Math.ceil(ms / 3_600_000) * 3_600_000;
}
