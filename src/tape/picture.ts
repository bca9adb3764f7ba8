import type { Traffic } from "#traffic/traffic.ts";
import { seenOneByOne, type TapeAsk, type TapeLayout, withAllLanes } from "./layout.ts";
import { frameOf, lengthOf } from "./scale.ts";

/** Room-clock ms. isWhole: from the first packet of the tape to the last one. */
export type PictureSpan = { readonly from: number; readonly to: number; readonly isWhole: boolean };

/** Px along time that a picture has at most: a browser still has to draw it twice as large. */
const LONGEST = 8_000;
/** Px before the first packet and behind the last one. */
const AIR = 24;

/**
 * What a picture of the tape shows, at the zoom of the paper: all of the tape, or if that is too much, as much of it as a picture holds around
 * what is in sight. It is never empty: where nothing is in sight, it shows the end of the tape. Null: no packet is kept.
 */
export function pictureSpan(ask: TapeAsk): PictureSpan | null {
	const { traffic, from, scale } = ask;
	const ends = endsOf(traffic);
	if (ends === null) return null;
	const shown = (lengthOf(ask) / scale) * 1_000;
	const longest = Math.max(shown, (LONGEST / scale) * 1_000);
	const air = (AIR / scale) * 1_000;
	const whole = { from: ends.first - air, to: Math.min(ends.last + air, Math.max(ask.now.at, ends.last)), isWhole: true };
	const part = (start: number, ms: number) => {
		const at = Math.max(whole.from, Math.min(start, whole.to - ms));
		return { from: at, to: Math.min(whole.to, at + ms), isWhole: false };
	};
	const around = part(from + shown / 2 - longest / 2, longest);
	const isInBars = (one: { readonly from: number; readonly to: number }) =>
		seenOneByOne(ask, { ...frameOf(one.from, scale, ask), to: one.to }) === null;
	const asMany = isInBars({ from, to: from + shown });
	const fits = (one: PictureSpan) =>
		one.to - one.from <= longest && traffic.within(one.from, one.to).length > 0 && (asMany || !isInBars(one));
	return [whole, around, part(from, shown)].find(fits) ?? part(whole.to - shown, shown);
}

/** Null: no packet is kept. */
export function pictureOf(ask: TapeAsk): TapeLayout | null {
	const span = pictureSpan(ask);
	if (span === null) return null;
	const { start, edge } = frameOf(0, ask.scale, ask);
	const end = edge - start - lengthOf(ask);
	const size = Math.max(ask.down ? ask.height : ask.width, start + ((span.to - span.from) / 1_000) * ask.scale + end);
	return withAllLanes({ ...ask, from: span.from, ...(ask.down ? { height: size } : { width: size }) });
}

/** When the first packet left, and when the last one ended, as far as that is known. */
function endsOf({ packets, count }: Traffic): { readonly first: number; readonly last: number } | null {
	const [oldest] = packets;
	if (oldest === undefined || count === 0) return null;
	let last = oldest.left.at;
	for (let index = 0; index < count; index++) {
		const one = packets[index];
		last = Math.max(last, one?.end?.at ?? one?.left.at ?? 0);
	}
	return { first: oldest.left.at, last };
}
