/** Items of two lists that are compared with each other. Past this, the rest is compared in order, item by item. */
const COMPARED = 400;

/** Pairs of places at which both lists say the same, as many as there can be: the longest common subsequence. */
export function commonOf(left: readonly string[], right: readonly string[]): readonly (readonly [number, number])[] {
	const [rows, columns] = [Math.min(left.length, COMPARED), Math.min(right.length, COMPARED)];
	/** lengths[i][j]: of the longest common subsequence of what follows these places. */
	const lengths = Array.from({ length: rows + 1 }, () => new Uint16Array(columns + 1));
	const lengthAt = (i: number, j: number) => lengths[i]?.[j] ?? 0;
	for (let i = rows - 1; i >= 0; i -= 1)
		for (let j = columns - 1; j >= 0; j -= 1)
			(lengths[i] as Uint16Array)[j] = left[i] === right[j] ? lengthAt(i + 1, j + 1) + 1 : Math.max(lengthAt(i + 1, j), lengthAt(i, j + 1));
	const pairs: [number, number][] = [];
	let [i, j] = [0, 0];
	while (i < rows && j < columns) {
		if (left[i] === right[j]) pairs.push([i++, j++]);
		else if (lengthAt(i + 1, j) >= lengthAt(i, j + 1)) i += 1;
		else j += 1;
	}
	for (let more = 0; rows + more < left.length && columns + more < right.length; more += 1)
		if (left[rows + more] === right[columns + more]) pairs.push([rows + more, columns + more]);
	return pairs;
}
