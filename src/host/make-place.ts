import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";

export type MakePlaceOptions = {
	/** Hidden rooms are counted separately: pages that run something again do not use up the rooms of people. */
	readonly hidden: boolean;
	/** The source that wants the room; null: the host itself. */
	readonly source: string | null;
	/** Who opened each of the rooms of this kind that are open. */
	readonly openedBy: readonly (string | null)[];
	/** Places of this kind that are kept for rooms that the host itself opens. */
	readonly reserved: number;
	/** Closes the room of this kind that has been empty for longest and that nobody could miss; whose: among those of one source, null: among all. False: there is none. */
	readonly giveWay: (whose: string | null) => boolean;
};

/** Null when one more room may be opened: there is a place for it, or one has been made. Otherwise why there is none. */
export function makePlace({ hidden, source, openedBy, reserved, giveWay }: MakePlaceOptions): string | null {
	const most = hidden ? LIMITS.hiddenRooms : LIMITS.rooms;
	const share = Math.floor(most * LIMITS.sourceShare);
	if (source !== null && openedBy.filter((one) => one === source).length >= share) {
		// A place of its own: others lose nothing by it.
		return giveWay(source) ? null : `your address has its share of rooms open, ${many(share, "room")}, and all are in use; use one of them`;
	}
	const ofVisitors = openedBy.filter((one) => one !== null).length;
	const isFull = openedBy.length >= most || (source !== null && ofVisitors >= most - reserved);
	if (!isFull || giveWay(null)) return null;
	if (hidden) return "this host runs as much for other pages as it can; try again in a moment";
	return `this host holds ${LIMITS.rooms - reserved} rooms and no more; use one that is open`;
}
