import { publishedIn } from "#traffic/published.ts";
import { type ShownMoment, standOfPublish } from "#traffic/stand.ts";
import type { TapeMark } from "./drawing.ts";
import type { Lanes } from "./lanes.ts";
import type { TimeFrame } from "./scale.ts";

/** What was published in one stretch of time, by how it stands. */
type Bar = Record<Stand, number>;
type Bars = { readonly eachMs: number; readonly most: number; readonly all: ReadonlyMap<number, Bar> };
type Stand = NonNullable<ReturnType<typeof standOfPublish>>;

/** So many bars on the paper, or a few more. */
const BARS = 120;
const EACH_MS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000];

export function eachOf(frame: TimeFrame): number {
	const most = (frame.to - frame.from) / BARS;
	return EACH_MS.find((ms) => ms >= most * 0.75) ?? Math.max(1, Math.ceil((most * 0.75) / 600_000)) * 600_000;
}

/** A count that takes long is followed by a rest that is so many times as long: counting takes a tenth of the time at most. */
const SHARE = 9;

/** staleMs: after so long they can be counted anew; null: they are what was asked for. */
type CountedBars = { readonly bars: Bars; readonly staleMs: number | null };

/**
 * Counts once what is asked for, and again only when more has happened or another moment is looked at, and after a rest: a paper that is moved
 * costs nothing but its bars. clock: in ms.
 */
export function openBars(clock: () => number = () => performance.now()) {
	let key: readonly unknown[] = [];
	let scale: readonly unknown[] = [];
	let bars: Bars = { eachMs: 1, most: 0, all: new Map() };
	let restsUntil = 0;
	return (shown: ShownMoment, eachMs: number, matches: ((number: number) => boolean) | null): CountedBars => {
		const next = [shown.traffic, eachMs, shown.seq, matches];
		if (same(next, key)) return { bars, staleMs: null };
		// Bars of another width, or of another traffic, cannot stand in for these.
		const nextScale = [shown.traffic.fold, eachMs, matches === null];
		const began = clock();
		if (same(nextScale, scale) && began < restsUntil) return { bars, staleMs: restsUntil - began };
		[key, scale] = [next, nextScale];
		bars = countedBars(shown, eachMs, matches);
		const done = clock();
		restsUntil = done + SHARE * (done - began);
		return { bars, staleMs: null };
	};
}

const same = (one: readonly unknown[], other: readonly unknown[]) => one.every((part, index) => part === other[index]);

function countedBars(shown: ShownMoment, eachMs: number, matches: ((number: number) => boolean) | null): Bars {
	const all = new Map<number, Bar>();
	let most = 0;
	for (const packet of publishedIn(shown.traffic)) {
		if (matches !== null && !matches(packet.number)) continue;
		const stand = standOfPublish(packet, shown);
		if (stand === null) continue;
		const place = Math.floor(packet.left.at / eachMs);
		let bar = all.get(place);
		if (bar === undefined) {
			bar = { delivered: 0, inflight: 0, queued: 0, dropped: 0, unseen: 0, none: 0 };
			all.set(place, bar);
		}
		bar[stand] += 1;
		most = Math.max(
			most,
			STACK.reduce((sum, [fate]) => sum + (bar?.[fate] ?? 0), 0),
		);
	}
	return { eachMs, most, all };
}

/** One bar for each stretch of time, above the broker, stacked by fate. */
export function barMarks(frame: TimeFrame, lanes: Lanes, { eachMs, most, all }: Bars): TapeMark[] {
	if (most === 0) return [];
	const lowest = Math.max(...lanes.all.filter(({ outward }) => outward < 0).map(({ across }) => across), 20);
	const floor = lanes.broker - 12;
	const unit = Math.min(9, Math.max(6, floor - lowest - 12) / most);
	const marks: TapeMark[] = [];
	const width = (eachMs * frame.scale) / 1_000;
	const room = Math.max(1, width - 2.2);
	const first = Math.floor(frame.from / eachMs);
	// A moment may be so far away that one more no longer changes it.
	for (let count = 0; count <= 2 * BARS && (first + count) * eachMs <= frame.to; count++) {
		const place = first + count;
		const bar = all.get(place);
		if (bar === undefined) continue;
		let across = floor;
		const along = frame.along(place * eachMs) + 1;
		for (const [fate, fill, edge] of STACK) {
			const high = bar[fate] * unit;
			if (high === 0) continue;
			const [x0, y0] = frame.place(along, across);
			const [x1, y1] = frame.place(along + room, across - high);
			const box = { x: Math.min(x0, x1), y: Math.min(y0, y1), w: Math.abs(x1 - x0), h: Math.abs(y1 - y0) };
			marks.push({
				kind: "area",
				...box,
				fill,
				edge: room > 3 ? edge : null,
				...(fate === "dropped" && room > 3 ? { dash: [2, 1.5] } : {}),
			});
			across -= high + 1;
		}
	}
	return marks;
}

const STACK = [
	["delivered", "delivered-fill", null],
	["inflight", "flight-fill", null],
	["none", "line-2", null],
	["unseen", "card", "line-2"],
	["queued", "queued-fill", "queued-edge"],
	["dropped", "card", "dropped-edge"],
] as const;
