import { LIMITS } from "#contract/limits.ts";
import { countWhile } from "#model/count-while.ts";
import type { At, AtWall, Traffic } from "./traffic.ts";

/**
 * The ms since the epoch at a moment of a room; null: not known. Between two moments that were told, the room clock and the clock on the wall go
 * side by side, or the room stands still: what then happens has the time of the last moment told before it.
 */
export function wallOf({ walls }: Pick<Traffic, "walls">, { seq, at }: At): number | null {
	const last = walls[countWhile(walls.length, (index) => (walls[index] as AtWall).seq <= seq) - 1];
	// What was before the first moment that is known may have been before a pause of any length.
	return last === undefined || at < last.at ? null : last.wall + at - last.at;
}

/** Told moments, the last LIMITS.tapePackets of them. first: what was known when they begin. */
export function openKeptWalls(first: AtWall | null) {
	const all: AtWall[] = first === null ? [] : [first];
	return {
		all: all as readonly AtWall[],
		add({ seq, at }: At, wall: number | undefined): void {
			if (wall === undefined) return;
			all.push({ seq, at, wall });
			if (all.length > LIMITS.tapePackets) all.splice(0, Math.ceil(LIMITS.tapePackets / 16));
		},
	};
}
