import type { Traffic } from "./traffic.ts";

/** How many of the kept packets left after the event of this seq. */
export function leftSince({ packets, count }: Pick<Traffic, "packets" | "count">, seq: number): number {
	let [low, high] = [0, count];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((packets[middle]?.left.seq ?? 0) <= seq) low = middle + 1;
		else high = middle;
	}
	return count - low;
}
