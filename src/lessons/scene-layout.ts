import type { Scene, Token } from "./scene.ts";

/** The width of the drawing in its own px. Its letters are 14 there, and 13.7 in pucks: storyboard.css never scales the drawing below 0.88. */
export const WIDTH = 296;
export const SESSION = { x: 4, y: 26, width: 146, head: 28 } as const;
export const SLOT = { width: 42, height: 34, gap: 5, pad: 5, puck: 24 } as const;
/** A puck that is alone in its box is large enough for its R and DUP marks. */
export const CLIENT = { x: 204, y: 36, width: 88, cell: 41, row: 32, puck: 24, alone: 38 } as const;
/** Where the two lanes of the wire run. */
export const WIRE = { y: 64, gap: 8, block: 8 } as const;
const FALLEN = { pitch: 46, row: 42, puck: 27, most: 3 } as const;
/** Slots in one row of a session, pucks in one row of a client. */
const IN_ROW = { slots: 3, got: 2 } as const;
const MOST = 6;

type Placed = { readonly token: Token; readonly x: number; readonly y: number };
export type SceneLayout = {
	readonly height: number;
	readonly sessionHeight: number;
	readonly clientHeight: number;
	/** Every slot, including empty ones: top left corner. */
	readonly slots: readonly { readonly x: number; readonly y: number; readonly token: Token | null }[];
	readonly got: readonly Placed[];
	readonly fallen: readonly Placed[];
	/** How many more there are than are drawn. */
	readonly more: { readonly slots: number; readonly got: number; readonly fallen: number };
	/** Middle of the row of fallen messages, and where the word beside them starts. */
	readonly word: { readonly x: number; readonly y: number };
};

/** The position of everything in a scene. Pure. */
export function layOutScene({ session, slots, got, fallen }: Scene): SceneLayout {
	const shown = slots.slice(0, MOST);
	const rows = shown.length > IN_ROW.slots ? 2 : 1;
	const sessionHeight = SESSION.head + rows * (SLOT.height + 4);
	const gotShown = got.slice(0, MOST);
	const isMarked = gotShown.length === 1 && gotShown.some(({ dup, retain }) => dup || retain);
	// The shuttle of QoS 1 is as wide as half the box: with the second outline that DUP draws, it needs a row of its own.
	const inRow = gotShown.some(({ dup, qos }) => dup && qos === 1) ? 1 : IN_ROW.got;
	const clientHeight = Math.max(isMarked ? 72 : 56, Math.ceil(gotShown.length / inRow) * CLIENT.row + 8);
	const bottom = Math.max(SESSION.y + sessionHeight + (session === "persistent" ? 5 : 0), CLIENT.y + clientHeight);
	const fallenY = SESSION.y + sessionHeight + 28;
	const fallenShown = fallen.slice(0, FALLEN.most);
	return {
		height: Math.max(bottom + 6, fallen.length > 0 ? fallenY + FALLEN.row / 2 : 0),
		sessionHeight,
		clientHeight,
		slots: Array.from({ length: rows * IN_ROW.slots }, (_, at) => ({
			x: SESSION.x + SLOT.pad + (at % IN_ROW.slots) * (SLOT.width + SLOT.gap),
			y: SESSION.y + SESSION.head + Math.floor(at / IN_ROW.slots) * (SLOT.height + 4) - 2,
			token: shown[at] ?? null,
		})),
		got: gotShown.map((token, at) => ({ token, ...inClient(at, gotShown.length, inRow, clientHeight) })),
		fallen: fallenShown.map((token, at) => ({ token, x: SESSION.x + 22 + at * FALLEN.pitch, y: fallenY })),
		more: { slots: slots.length - shown.length, got: got.length - gotShown.length, fallen: fallen.length - fallenShown.length },
		word: { x: SESSION.x + fallenShown.length * FALLEN.pitch + 4, y: fallenY },
	};
}

/** Middle of one puck in the client's box: so many in a row, the rows centred in the box. */
function inClient(at: number, count: number, inRow: number, height: number): { readonly x: number; readonly y: number } {
	const rows = Math.ceil(count / inRow);
	const inThisRow = Math.min(inRow, count - Math.floor(at / inRow) * inRow);
	const middle = CLIENT.x + CLIENT.width / 2;
	return {
		x: inThisRow === 1 ? middle : middle + ((at % inRow) - 0.5) * CLIENT.cell,
		y: CLIENT.y + height / 2 + (Math.floor(at / inRow) - (rows - 1) / 2) * CLIENT.row,
	};
}
