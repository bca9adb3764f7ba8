import type { TapePoint } from "./drawing.ts";
import type { TapeLayout } from "./layout.ts";
import type { TapeWay } from "./ways.ts";

/** Px from its line at which a packet is still meant; a finger is wider than a pointer. */
export const NEAR = { mouse: 9, touch: 18 } as const;

/** The packet at this place, whose puck or plate is there, or else whose line is near; null: there is none. */
export function wayAt({ ways, spots }: Pick<TapeLayout, "ways" | "spots">, at: TapePoint, near: number): TapeWay | null {
	const spot = spots.findLast(({ box }) => at[0] >= box.left && at[0] <= box.right && at[1] >= box.top && at[1] <= box.bottom);
	if (spot !== undefined) return spot.way;
	let [best, found]: [number, TapeWay | null] = [near, null];
	for (const way of ways) {
		for (const [index, to] of way.points.entries()) {
			const distance = distanceTo(way.points[Math.max(0, index - 1)] ?? to, to, at);
			// A packet that is left out by the filter stands behind those that are not.
			const counted = way.faint ? distance + 3 : distance;
			if (counted < best) [best, found] = [counted, way];
		}
	}
	return found;
}

function distanceTo([ax, ay]: TapePoint, [bx, by]: TapePoint, [x, y]: TapePoint): number {
	const [dx, dy] = [bx - ax, by - ay];
	const share = dx === 0 && dy === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
	return Math.hypot(x - ax - share * dx, y - ay - share * dy);
}
