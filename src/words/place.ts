/** A box on the screen, px. */
export type ScreenBox = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
type Size = { readonly width: number; readonly height: number };

/** Px between the term and its explanation, and between the explanation and the edge of the screen. */
const GAP = 10;
const EDGE = 8;

type Place = { readonly left: number; readonly top: number; readonly height: number };

/**
 * Where the explanation of a term stands: above the term or below, never over it, and if there is room not over what is to be spared: what the
 * term speaks of, and the keys of the room. Where both would be over that, beside the term, or above what is to be spared. Where neither side
 * is high enough, the higher side is taken, and `height` is what there is.
 */
export function placeBeside(term: ScreenBox, size: Size, screen: Size, spared: readonly ScreenBox[] = []): Place {
	const bottom = term.top + term.height;
	const right = term.left + term.width;
	const rooms = { above: term.top - GAP - EDGE, below: screen.height - bottom - GAP - EDGE };
	const left = within(term.left + term.width / 2 - size.width / 2, EDGE, screen.width - size.width - EDGE);
	const at = (side: "above" | "below"): Place => {
		const height = Math.max(0, Math.min(size.height, rooms[side]));
		return { left, top: side === "above" ? term.top - GAP - height : bottom + GAP, height };
	};
	const { height } = size;
	const low = screen.height - EDGE - height;
	const whole: readonly Place[] = [
		...(["above", "below"] as const).filter((side) => rooms[side] >= height).map(at),
		{ left: right + GAP, top: low, height },
		{ left: term.left - GAP - size.width, top: low, height },
		...spared.map((box) => ({ left, top: box.top - GAP - height, height })),
	];
	const isFree = (place: Place) => {
		const box = { ...place, width: size.width };
		const inside =
			box.left >= EDGE && box.top >= EDGE && box.left + size.width <= screen.width - EDGE && box.top + height <= screen.height - EDGE;
		return inside && [term, ...spared].every((other) => !overlap(box, other));
	};
	const side = rooms.above >= height ? "above" : rooms.below >= height || rooms.below >= rooms.above ? "below" : "above";
	return whole.find(isFree) ?? at(side);
}

function within(value: number, least: number, most: number): number {
	return Math.max(least, Math.min(value, most));
}

function overlap(one: ScreenBox, other: ScreenBox): boolean {
	const apart = (from: "left" | "top", size: "width" | "height") =>
		one[from] >= other[from] + other[size] || other[from] >= one[from] + one[size];
	return !apart("left", "width") && !apart("top", "height");
}
