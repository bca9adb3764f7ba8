/** In CSS px of the window; a DOMRect is one. */
export type Edges = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
type Size = { readonly width: number; readonly height: number };
type Place = { readonly left: number; readonly top: number; readonly height: number };
export type Wish = {
	readonly align: "start" | "middle" | "end";
	readonly side: "top" | "bottom";
	/** Px between the thing and the box. */
	readonly gap?: number;
	/** What the box should not cover, as long as there is room elsewhere. */
	readonly spares?: readonly Edges[];
};

/** Px between a thing and what opens beside it, and between that and the window's edge. */
const GAP = 6;
const EDGE = 8;

/**
 * Where a box opens that belongs to a thing in the window: on the wished side, or on the other one if there is more room, never over the
 * thing and never past the window's edge. `height`: the most that the box may take there. Where either side would cover what is to be spared,
 * or is too low, the box stands to the right or left of the thing, or above what is to be spared, if it is whole there.
 */
export function beside(thing: Edges, box: Size, window: Size, { align, side, gap = GAP, spares }: Wish): Place {
	const room = { top: thing.top - gap - EDGE, bottom: window.height - thing.bottom - gap - EDGE };
	const left = within(leftOf(thing, box, align), EDGE, window.width - box.width - EDGE);
	const at = (taken: "top" | "bottom"): Place => {
		const height = Math.max(0, Math.min(box.height, room[taken]));
		return { left, top: taken === "top" ? thing.top - gap - height : thing.bottom + gap, height };
	};
	const other = side === "top" ? "bottom" : "top";
	const plain = at(box.height > room[side] && room[other] > room[side] ? other : side);
	if (spares === undefined) return plain;
	const { height } = box;
	const low = window.height - EDGE - height;
	const whole: readonly Place[] = [
		...([side, other] as const).filter((one) => room[one] >= height).map(at),
		{ left: thing.right + gap, top: low, height },
		{ left: thing.left - gap - box.width, top: low, height },
		...spares.map(({ top }) => ({ left, top: top - gap - height, height })),
	];
	const isFree = (place: Place) => {
		const own = { ...place, right: place.left + box.width, bottom: place.top + height };
		const inside = own.left >= EDGE && own.top >= EDGE && own.right <= window.width - EDGE && own.bottom <= window.height - EDGE;
		return inside && [thing, ...spares].every((one) => !overlap(own, one));
	};
	return whole.find(isFree) ?? plain;
}

function leftOf(thing: Edges, { width }: Size, align: Wish["align"]): number {
	if (align === "start") return thing.left;
	return align === "end" ? thing.right - width : (thing.left + thing.right - width) / 2;
}

function within(value: number, least: number, most: number): number {
	return Math.max(least, Math.min(value, most));
}

function overlap(one: Edges, other: Edges): boolean {
	return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Opens a popover of the top layer beside a thing: nothing that scrolls or is cut off around the thing cuts the popover off. */
export function openBeside(popover: HTMLElement, thing: Pick<Element, "getBoundingClientRect">, wish: Wish): void {
	popover.style.maxHeight = "";
	if (!popover.matches(":popover-open")) popover.showPopover();
	const own = popover.getBoundingClientRect();
	// a zoomed ancestor scales client rectangles, but not what a style says
	const scale = popover.offsetWidth === 0 ? 1 : own.width / popover.offsetWidth;
	const at = beside(thing.getBoundingClientRect(), own, { width: window.innerWidth, height: window.innerHeight }, wish);
	popover.style.left = `${at.left / scale}px`;
	popover.style.top = `${at.top / scale}px`;
	popover.style.maxHeight = `${at.height / scale}px`;
}
