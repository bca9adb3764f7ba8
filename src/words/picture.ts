import type { AckType } from "#kit/ack.tsx";
import type { PuckFate } from "#kit/fate.ts";
import type { IconName } from "#kit/icon.tsx";
import type { PuckQos } from "#kit/shape.ts";
import type { TagType } from "#kit/tag.tsx";

/** One thing in a picture of 132 x 84 units. x and y are its middle, for a box its top left corner. */
export type Part =
	| { readonly draw: "wire"; readonly state: "live" | "cut" | "silent" }
	| {
			readonly draw: "puck";
			readonly x: number;
			readonly y: number;
			readonly h: number;
			readonly qos: PuckQos;
			readonly label: string;
			readonly fate: PuckFate;
			readonly retain?: boolean;
			readonly dup?: boolean;
			readonly held?: boolean;
	  }
	| {
			readonly draw: "packet";
			readonly x: number;
			readonly y: number;
			readonly h: number;
			readonly type: AckType | TagType;
			readonly dir: "right" | "left";
	  }
	| {
			readonly draw: "session";
			readonly kept: boolean;
			readonly x: number;
			readonly y: number;
			readonly w: number;
			readonly h: number;
			readonly says: string;
	  }
	| { readonly draw: "slots"; readonly x: number; readonly y: number; readonly full: number; readonly of: number }
	| { readonly draw: "text"; readonly x: number; readonly y: number; readonly says: string; readonly look: "wire" | "plate" }
	| { readonly draw: "icon"; readonly x: number; readonly y: number; readonly s: number; readonly n: IconName }
	| { readonly draw: "arrow"; readonly x: number; readonly y: number; readonly length: number }
	| { readonly draw: "end"; readonly x: number; readonly y: number; readonly h: number };

export const wire = (state: "live" | "cut" | "silent" = "live"): Part => ({ draw: "wire", state });

type PuckMore = { x?: number; y?: number; h?: number; fate?: PuckFate; retain?: boolean; dup?: boolean; held?: boolean };
export function puck(qos: PuckQos, label: string, { x = 66, y = 41, h = 30, fate = "outline", ...marks }: PuckMore = {}): Part {
	return { draw: "puck", qos, label, x, y, h, fate, ...marks };
}

/** A packet on the upper lane, to the broker. */
export function up(type: AckType | TagType, x = 66): Part {
	return { draw: "packet", type, dir: "right", x, y: 33, h: heightOf(type) };
}

/** A packet on the lower lane, from the broker. */
export function down(type: AckType | TagType, x = 66): Part {
	return { draw: "packet", type, dir: "left", x, y: 51, h: heightOf(type) };
}

/** Acknowledgements are drawn smaller than the tags of other packets. */
function heightOf(type: AckType | TagType): number {
	return /^PUB/.test(type) ? 20 : 24;
}

export const session = (kept: boolean, x: number, says = "", y = 20, w = 50, h = 40): Part => ({ draw: "session", kept, x, y, w, h, says });
export const slots = (full: number, of: number, y = 32): Part => ({ draw: "slots", x: 66, y, full, of });
export const text = (says: string, x = 66, y = 42, look: "wire" | "plate" = "wire"): Part => ({ draw: "text", says, x, y, look });
export const icon = (n: IconName, x = 66, y = 42, s = 34): Part => ({ draw: "icon", n, x, y, s });
export const arrow = (x: number, y = 42, length = 22): Part => ({ draw: "arrow", x, y, length });
export const end = (x: number, y = 42, h = 44): Part => ({ draw: "end", x, y, h });
