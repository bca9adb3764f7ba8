/** A box on the screen, px. */
export type ScreenBox = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
type Size = { readonly width: number; readonly height: number };

/** Px between the term and its explanation, and between the explanation and the edge of the screen. */
const GAP = 10;
const EDGE = 8;

/**
 * Where the explanation of a term stands: above the term or below, never over it, and if there is room not over what the term speaks of
 * (`spares`). Where neither side is high enough, the higher side is taken, and `height` is what there is.
 */
export function placeBeside(
	term: ScreenBox,
	size: Size,
	screen: Size,
	spares: ScreenBox | null = null,
): { readonly left: number; readonly top: number; readonly height: number } {
	const bottom = term.top + term.height;
	const rooms = { above: term.top - GAP - EDGE, below: screen.height - bottom - GAP - EDGE };
	const left = within(term.left + term.width / 2 - size.width / 2, EDGE, screen.width - size.width - EDGE);
	const at = (side: "above" | "below") => {
		const height = Math.max(0, Math.min(size.height, rooms[side]));
		return { left, top: side === "above" ? term.top - GAP - height : bottom + GAP, height };
	};
	const fits = (["above", "below"] as const).filter((side) => rooms[side] >= size.height);
	const free = fits.find((side) => spares === null || !overlap({ ...at(side), width: size.width }, spares));
	return at(free ?? fits[0] ?? (rooms.above > rooms.below ? "above" : "below"));
}

function within(value: number, least: number, most: number): number {
	return Math.max(least, Math.min(value, most));
}

function overlap(one: ScreenBox, other: ScreenBox): boolean {
	const apart = (from: "left" | "top", size: "width" | "height") =>
		one[from] >= other[from] + other[size] || other[from] >= one[from] + one[size];
	return !apart("left", "width") && !apart("top", "height");
}
