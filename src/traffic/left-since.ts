import { countWhile } from "#model/count-while.ts";
import type { Traffic } from "./traffic.ts";

/** How many of the kept packets left after the event of this seq. */
export function leftSince({ packets, count }: Pick<Traffic, "packets" | "count">, seq: number): number {
	return count - countWhile(count, (index) => (packets[index]?.left.seq ?? 0) <= seq);
}
