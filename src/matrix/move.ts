import { type Combination, combinationsOf } from "#trial/combination.ts";

/** The four blocks as one field of six by six: RETAIN and publish QoS down, clean_session and subscribe QoS across. */
export function placeOf({ retain, cleanSession, subscribeQos, publishQos }: Combination): {
	readonly row: number;
	readonly column: number;
} {
	return { row: (retain ? 3 : 0) + publishQos, column: (cleanSession ? 0 : 3) + subscribeQos };
}

const LAST = 5;
const WAYS: Readonly<Record<string, readonly [down: number, right: number]>> = {
	ArrowUp: [-1, 0],
	ArrowDown: [1, 0],
	ArrowLeft: [0, -1],
	ArrowRight: [0, 1],
	Home: [0, -LAST],
	End: [0, LAST],
	PageUp: [-LAST, 0],
	PageDown: [LAST, 0],
};

/** The cell that a key leads to; null: the grid does not use this key. Movement stops at the edges. */
export function moveFrom(combination: Combination, key: string): Combination | null {
	const way = WAYS[key];
	if (way === undefined) return null;
	const { row, column } = placeOf(combination);
	const target = { row: within(row + way[0]), column: within(column + way[1]) };
	return combinationsOf(combination.filter).find((one) => isAt(one, target)) ?? null;
}

function within(at: number): number {
	return Math.min(LAST, Math.max(0, at));
}

function isAt(combination: Combination, target: ReturnType<typeof placeOf>): boolean {
	const { row, column } = placeOf(combination);
	return row === target.row && column === target.column;
}
