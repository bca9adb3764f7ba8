import type { PuckFate } from "#kit/fate.ts";
import type { PuckQos } from "#kit/shape.ts";

/** A colour of tokens.css, by its name. */
export type Ink =
	| "ink"
	| "ink-2"
	| "ink-3"
	| "line"
	| "line-2"
	| "card"
	| `${"delivered" | "queued" | "flight" | "dropped"}${"" | "-fill" | "-edge"}`;

export type TapePoint = readonly [x: number, y: number];

/** What a picture of the tape is made of, in CSS px: plain data, which the canvas paints and the SVG writes. alpha: 1 where it is not there. */
export type TapeMark = { readonly alpha?: number | undefined } & (
	| {
			readonly kind: "line";
			readonly points: readonly TapePoint[];
			readonly ink: Ink;
			readonly width: number;
			readonly dash?: Dash | undefined;
			readonly fill?: Ink | undefined;
	  }
	| {
			readonly kind: "area";
			readonly x: number;
			readonly y: number;
			readonly w: number;
			readonly h: number;
			readonly fill: Ink | null;
			readonly edge: Ink | null;
			readonly dash?: Dash | undefined;
			readonly corner?: number | undefined;
	  }
	| WordsMark
	| PuckMark
	| { readonly kind: "dot"; readonly x: number; readonly y: number; readonly r: number; readonly ink: Ink }
	/** A drawing of 16 x 16 whose corner is at x, y. */
	| { readonly kind: "sign"; readonly x: number; readonly y: number; readonly scale: number; readonly path: string; readonly ink: Ink }
);

export type WordsMark = {
	readonly kind: "words";
	readonly x: number;
	readonly y: number;
	readonly text: string;
	readonly font: "plate" | "text" | "wire";
	readonly weight: number;
	readonly size?: number;
	readonly ink: Ink;
	readonly align: "start" | "middle" | "end";
	/** Whether the letters are set off from what lies behind them. */
	readonly halo?: boolean;
};

export type PuckMark = {
	readonly kind: "puck";
	readonly x: number;
	readonly y: number;
	readonly h: number;
	readonly qos: PuckQos;
	readonly fate: PuckFate;
	readonly label: string;
	readonly dup: boolean;
	readonly retain: boolean;
	readonly selected: boolean;
	/** Only its outline, for what a filter leaves out. */
	readonly hollow: boolean;
};

/** On and off, in px. */
export type Dash = readonly [number, number];
export const DOTS: Dash = [1, 6];
export const FINE: Dash = [2, 4];
export const DASHES: Dash = [5, 3.5];

/** Px that a text takes, near enough to keep texts apart: letters of the wire's font are all as wide as in the page, 8 px at 12 px. */
export function widthOf(text: string, font: WordsMark["font"], size = 12): number {
	return text.length * size * (font === "wire" ? 2 / 3 : font === "plate" ? 0.58 : 0.53);
}

export type TapeBox = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

export function overlaps(one: TapeBox, other: TapeBox): boolean {
	return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Whether a straight line runs through a box. */
export function crosses([ax, ay]: TapePoint, [bx, by]: TapePoint, box: TapeBox): boolean {
	let [from, to] = [0, 1];
	for (const [start, delta, low, high] of [
		[ax, bx - ax, box.left, box.right],
		[ay, by - ay, box.top, box.bottom],
	] as const) {
		if (delta === 0) {
			if (start < low || start > high) return false;
			continue;
		}
		const [one, other] = [(low - start) / delta, (high - start) / delta];
		from = Math.max(from, Math.min(one, other));
		to = Math.min(to, Math.max(one, other));
	}
	return from <= to;
}
