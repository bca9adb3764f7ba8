import { frameOf, kept, lengthOf, perSecond, zoomOf } from "./scale.ts";

/** Which part of the tape is in sight. from: room-clock ms at its beginning; scale: px a second. scroll: see TapeAsk. */
export type View = {
	readonly from: number;
	readonly scale: number;
	/** Whether the paper goes along with what happens now. */
	readonly follows: boolean;
	readonly scroll: number;
};
export type Size = { readonly width: number; readonly height: number; readonly down: boolean };
/** The earliest moment that is known, and now. */
export type KnownSpan = { readonly start: number; readonly now: number };

/** At what happens now, before anybody knows how long the paper is. */
export const START: View = { from: Number.NEGATIVE_INFINITY, scale: 25, follows: true, scroll: 0 };

/** The paper has another size: half a minute stays half a minute. before, null: it has a size for the first time. */
export function resized(view: View, before: Size | null, size: Size): View {
	const zoom = before === null ? "half-minute" : zoomOf(view.scale, before);
	return zoom === null ? view : { ...view, scale: perSecond(zoom, size) };
}

/** Px from the far edge between which the pen moves. */
const NEAREST = 22;
const FARTHEST = 60;

/** The paper moves on in one piece when the pen has come to its edge. */
export function followed(view: View, size: Size, { start, now }: KnownSpan): View {
	if (!view.follows) return view;
	const frame = frameOf(view.from, view.scale, size);
	const rest = frame.edge - frame.along(now);
	const begins = view.from <= start && frame.along(start) >= frame.start - 1;
	if (rest >= NEAREST && (rest <= FARTHEST || begins)) return view;
	const from = now - (frame.edge - FARTHEST - frame.start) / (view.scale / 1_000);
	return { ...view, from: Math.max(from, Math.min(start, now)) };
}

/** Moves the paper by so many px; at the live edge it follows again. */
export function panned(view: View, px: number, size: Size, span: KnownSpan): View {
	return settled({ ...view, from: view.from + px / (view.scale / 1_000) }, size, span, px > 0);
}

function settled(view: View, size: Size, { start, now }: KnownSpan, forward: boolean): View {
	const whole = lengthOf(size) / (view.scale / 1_000);
	const least = Math.min(start, now) - whole * 0.1;
	const most = Math.max(start, now + (NEAREST - FARTHEST) / (view.scale / 1_000) - whole * 0.97 + whole * 0.02);
	const from = Math.min(Math.max(view.from, least), Math.max(least, most));
	return { ...view, from, follows: forward ? view.from >= most || now - start < whole * 0.9 : false };
}

/** The moment that is at `along` stays there. */
export function zoomed(view: View, scale: number, along: number, size: Size, span: KnownSpan): View {
	const next = kept(scale, span.now - span.start, size);
	if (view.follows) return followed({ ...view, scale: next, from: Number.NEGATIVE_INFINITY }, size, span);
	const frame = frameOf(view.from, view.scale, size);
	return { ...view, scale: next, from: frame.at(along) - (along - frame.start) / (next / 1_000) };
}

/** All that is known. */
export function whole(view: View, size: Size, { start, now }: KnownSpan): View {
	const scale = kept((lengthOf(size) - FARTHEST) / Math.max(1, (now - start) / 1_000), now - start, size);
	return { ...view, scale, from: start, follows: true };
}

/** Brings what happened between these moments into sight, if it is not there. */
export function showing(view: View, from: number, to: number, size: Size): View {
	const frame = frameOf(view.from, view.scale, size);
	const [first, last] = [frame.along(from), frame.along(to)];
	const inSight = last >= frame.start + 10 && first <= frame.edge - NEAREST;
	if (inSight && (first >= frame.start || last <= frame.edge)) return view;
	return { ...view, from: (from + to) / 2 - (frame.edge - frame.start) / 2 / (view.scale / 1_000), follows: false };
}

/** Px from either end of the paper within which a moment can hardly be seen: nothing of what was before or after it has room there. */
const INSIDE = 120;

/** Brings the moment that somebody looks back at well into sight, if it is not there. From then on the paper stays where it is put. */
export function lookedBack(view: View, at: number, size: Size, { start, now }: KnownSpan): View {
	const frame = frameOf(view.from, view.scale, size);
	const least = Math.min(INSIDE, (frame.edge - frame.start) / 4);
	const along = frame.along(at);
	const stays = { ...view, follows: false };
	if (along >= frame.start + least && along <= frame.edge - least) return stays;
	const from = at - (frame.edge - frame.start) / 2 / (view.scale / 1_000);
	return { ...stays, from: Math.max(from, Math.min(start, now)) };
}
