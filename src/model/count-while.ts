/** How many of so many, from the first one on, are so: found by halves: once one of them is not so, no later one is. */
export function countWhile(length: number, isSo: (index: number) => boolean): number {
	let [low, high] = [0, length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (isSo(middle)) low = middle + 1;
		else high = middle;
	}
	return low;
}
