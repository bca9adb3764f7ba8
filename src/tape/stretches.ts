import type { TapeLayout } from "./layout.ts";

export type Corners = readonly [left: number, top: number, right: number, bottom: number];

/** The part of the paper, above its axis, that is drawn in full, up to the cursor and from the beginning of this life of the room, and what is pale on either side of that part. */
export function stretchesOf({
	paper,
	cursor,
	begins,
	frame,
	height,
}: Pick<TapeLayout, "paper" | "cursor" | "begins" | "frame" | "height">): {
	readonly seen: Corners;
	readonly pale: readonly Corners[];
} {
	const { left, top, right, bottom } = paper;
	const between = (from: number | null, to: number | null): Corners =>
		frame.down ? [left, from ?? top, right, Math.min(to ?? height, height)] : [from ?? left, top, Math.min(to ?? right, right), bottom];
	const pale = [
		...(begins === null ? [] : [between(null, cursor === null ? begins : Math.min(begins, cursor))]),
		...(cursor === null ? [] : [between(cursor, null)]),
	];
	return { seen: between(begins, cursor), pale };
}
