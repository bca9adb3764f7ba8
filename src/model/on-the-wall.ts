import type { Draft } from "./draft.ts";

/** An event may tell what time it is, as clocks on a wall show it, in ms since the epoch. */
export function onTheWall(draft: Draft, wall: number | undefined): void {
	if (wall !== undefined) draft.wall = { at: draft.at, ms: wall };
}
