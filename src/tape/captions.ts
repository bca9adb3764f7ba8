import { type TapeBox, type TapeMark, type TapePoint, type WordsMark, widthOf } from "./drawing.ts";
import { ABOVE, BELOW, type TakenRoom } from "./taken.ts";
import type { TapeWay } from "./ways.ts";

type Line = Pick<WordsMark, "text" | "font" | "weight" | "ink">;
export type CaptionBlock = { readonly lines: readonly Line[]; readonly plate: boolean };

/** Px from a line of text to the next. */
const LEADING = 14;
const GAP = 8;
const AIR = 3;
const PLATE = { width: 33, height: 16 } as const;

type Spot = {
	readonly at: TapePoint;
	readonly side: -1 | 1 /** How far the block keeps from its place: half a puck, or nothing. */;
	readonly off: number /** x for one px of y, along the line. */;
	readonly lean: number;
};

type Placed = { readonly marks: readonly TapeMark[]; readonly boxes: readonly TapeBox[] };

/** The block beside that spot, each line of it following the slope of the packet's line. */
function blockAt({ lines, plate }: CaptionBlock, { at: [x, y], side, off, lean }: Spot): Placed {
	const marks: TapeMark[] = [];
	const boxes: TapeBox[] = [];
	const first = y + (lines.length > 1 ? -1.5 : 4);
	for (const [index, line] of lines.entries()) {
		const isPlate = plate && index === 0;
		const base = first + index * LEADING;
		const [top, bottom] = [base - ABOVE - (isPlate ? 4 : 0), base + BELOW];
		const slopes = [top, bottom].map((one) => x + lean * (one - y));
		const edge = (side < 0 ? Math.min(...slopes) : Math.max(...slopes)) + side * (off + GAP);
		const width = isPlate ? PLATE.width : widthOf(line.text, line.font);
		const from = side < 0 ? edge - width : edge;
		boxes.push({ left: from - AIR, right: from + width + AIR, top, bottom });
		if (isPlate) marks.push(...plateMarks(line, from, base - 12));
		else marks.push({ kind: "words", ...line, x: edge, y: base, align: side < 0 ? "end" : "start", halo: true });
	}
	return { marks, boxes };
}

function plateMarks({ text }: Pick<Line, "text">, x: number, y: number): readonly TapeMark[] {
	const width = Math.max(PLATE.width, widthOf(text, "plate") + 8);
	return [
		{ kind: "area", x, y, w: width, h: PLATE.height, fill: "card", edge: "ink", corner: 2 },
		{ kind: "words", x: x + width / 2, y: y + 12.2, text, font: "plate", weight: 800, ink: "ink", align: "middle" },
	];
}

/** Where along the line a caption is looked for: a question's in the middle, an answer's near its arrival. */
const QUESTION = [0.5, 0.42, 0.6, 0.3] as const;
const ANSWER = [0.78, 0.7, 0.6, 0.45] as const;

/** The first spots that are free and clear of lines, then those that are only free, with both lines and then with one of them. */
export function captionMarks(
	way: TapeWay,
	block: CaptionBlock,
	taken: TakenRoom,
	spotAt: (share: number) => Spot["at"],
	off: number,
	down: boolean,
): readonly TapeMark[] {
	const [start, end] = [way.points[0], way.points.at(-1)];
	if (start === undefined || end === undefined) return [];
	const dy = end[1] - start[1];
	const lean = Math.abs(dy) < 1 ? 0 : Math.max(-3, Math.min(3, (end[0] - start[0]) / dy));
	const shares = off > 0 ? ([0.5] as const) : way.packet.answers === null ? QUESTION : ANSWER;
	// Questions stand outside of the V that question and answer make, answers in it: both are at the left where time runs to the right.
	const sides = down ? ([1, -1] as const) : ([-1, 1] as const);
	const spots = sides.flatMap((side) => shares.map((share): Spot => ({ at: spotAt(share), side, off, lean: off > 0 ? 0 : lean })));
	for (const shown of shorter(block)) {
		const places = spots.map((spot) => blockAt(shown, spot)).filter(({ boxes }) => boxes.every((box) => taken.isFree(box)));
		const place = places.find(({ boxes }) => boxes.every((box) => taken.isClear(box))) ?? (shown === block ? undefined : places[0]);
		if (place === undefined) continue;
		for (const box of place.boxes) taken.take(box);
		return place.marks;
	}
	return [];
}

function shorter(block: CaptionBlock): readonly CaptionBlock[] {
	return block.lines.length > 1 ? [block, { ...block, lines: block.lines.slice(0, 1) }] : [block, { ...block }];
}
