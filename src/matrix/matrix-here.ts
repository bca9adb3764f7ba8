import type { Playground } from "#script/playground.ts";
import type { Trials } from "#trial/open-trials.ts";
import { type MatrixStore, openMatrix } from "./run-matrix.ts";

const open = new WeakMap<Playground, MatrixStore>();

/** The matrix of this visit to a room: opened, and so started, when first asked for. A component that asks twice, as in StrictMode, gets the same matrix. */
export function matrixOf(playground: Playground, trials: Trials): MatrixStore {
	const known = open.get(playground);
	if (known !== undefined) return known;
	const matrix = openMatrix({ trials, room: playground.room, now: () => performance.now() });
	open.set(playground, matrix);
	return matrix;
}
