/** In CSS px of the window. */
type Edges = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };
type Size = { readonly width: number; readonly height: number };
export type Wish = { readonly align: "start" | "middle" | "end"; readonly side: "top" | "bottom" };

/** Between a thing and what opens beside it, and between that and the window's edge. */
const GAP = 6;
const EDGE = 8;

/**
 * Where a box opens that belongs to a thing in the window: on the wished side, or on the other one if there is more room, never over the
 * thing and never past the window's edge. `height`: the most that the box may take there.
 */
export function beside(thing: Edges, box: Size, window: Size, { align, side }: Wish): { left: number; top: number; height: number } {
	const room = { top: thing.top - GAP - EDGE, bottom: window.height - thing.bottom - GAP - EDGE };
	const other = side === "top" ? "bottom" : "top";
	const taken = box.height > room[side] && room[other] > room[side] ? other : side;
	const height = Math.max(0, Math.min(box.height, room[taken]));
	const wanted = { start: thing.left, middle: (thing.left + thing.right - box.width) / 2, end: thing.right - box.width }[align];
	return {
		left: Math.max(EDGE, Math.min(wanted, window.width - box.width - EDGE)),
		top: taken === "top" ? thing.top - GAP - height : thing.bottom + GAP,
		height,
	};
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
