import { crosses, overlaps, type TapeBox, type TapeMark, type TapePoint, widthOf } from "./drawing.ts";

/** Px of the length of the paper that are looked through together: what lies elsewhere is not asked. */
const STRIP = 64;

/** What is taken on a paper, and where its lines run: nothing is written over a puck, a plate or other words. */
export type TakenRoom = {
	take(box: TapeBox): void;
	/** Whether this box lies on the paper, and nothing that was taken is in it. */
	isFree(box: TapeBox): boolean;
	/** The same, on the paper or not. */
	isUntaken(box: TapeBox): boolean;
	/** Whether no line runs through it. */
	isClear(box: TapeBox): boolean;
	readonly paper: TapeBox;
};

/** lines: each a list of points. down: time runs down the paper, which is longer that way. */
export function openTaken(paper: TapeBox, down: boolean, lines: readonly (readonly TapePoint[])[]): TakenRoom {
	const boxes = openStrips<TapeBox>(paper, down);
	const segments = openStrips<readonly [from: TapePoint, to: TapePoint]>(paper, down);
	for (const points of lines)
		for (const [index, to] of points.entries()) {
			const from = points[index - 1];
			if (from !== undefined) segments.add(boxAround(from, to), [from, to]);
		}
	const isUntaken = (box: TapeBox) => !boxes.some(box, (one) => overlaps(one, box));
	return {
		paper,
		isUntaken,
		take: (box) => boxes.add(box, box),
		isFree: (box) => isIn(box, paper) && isUntaken(box),
		isClear: (box) => !segments.some(box, ([from, to]) => overlaps(boxAround(from, to), box) && crosses(from, to, box)),
	};
}

/** What lies in each strip across the paper; all that lies before the paper, or behind it, is in one strip, however far it reaches. */
function openStrips<Thing>(paper: TapeBox, down: boolean) {
	const strips = new Map<number, Thing[]>();
	const strip = (along: number) => Math.floor(along / STRIP);
	const [before, behind] = [strip(down ? paper.top : paper.left) - 1, strip(down ? paper.bottom : paper.right) + 1];
	const stripAt = (along: number) => Math.max(before, Math.min(strip(along), behind));
	const first = (box: TapeBox) => stripAt(down ? box.top : box.left);
	const last = (box: TapeBox) => stripAt(down ? box.bottom : box.right);
	return {
		add(box: TapeBox, thing: Thing): void {
			for (let at = first(box); at <= last(box); at += 1) {
				const things = strips.get(at);
				if (things === undefined) strips.set(at, [thing]);
				else things.push(thing);
			}
		},
		some(box: TapeBox, holds: (thing: Thing) => boolean): boolean {
			for (let at = first(box); at <= last(box); at += 1) if (strips.get(at)?.some(holds)) return true;
			return false;
		},
	};
}

const isIn = (box: TapeBox, paper: TapeBox) =>
	box.left >= paper.left && box.right <= paper.right && box.top >= paper.top && box.bottom <= paper.bottom;

function boxAround([ax, ay]: TapePoint, [bx, by]: TapePoint): TapeBox {
	return { left: Math.min(ax, bx), right: Math.max(ax, bx), top: Math.min(ay, by), bottom: Math.max(ay, by) };
}

/** Px of letters above and below where they stand. */
export const ABOVE = 9;
export const BELOW = 3;

/** The room that a mark takes: words, areas and signs do. */
export function boxOf(mark: TapeMark): TapeBox | null {
	if (mark.kind === "area") return { left: mark.x, right: mark.x + mark.w, top: mark.y, bottom: mark.y + mark.h };
	if (mark.kind === "sign") return { left: mark.x, right: mark.x + 16, top: mark.y, bottom: mark.y + 16 };
	if (mark.kind !== "words") return null;
	const width = widthOf(mark.text, mark.font, mark.size);
	const left = mark.align === "start" ? mark.x : mark.align === "end" ? mark.x - width : mark.x - width / 2;
	return { left, right: left + width, top: mark.y - ABOVE, bottom: mark.y + BELOW };
}
