/** Px. Packets closer than this to the first of their pile entered together. */
const PILE = 4;
/** The most places that a pile takes: from 7 packets on, the pile shows its first 5, and in the last place says how many more there are. */
export const MOST_PLACES = 6;

type Folded = {
	/** Px of each place that is drawn, head first. */
	readonly at: number[];
	/** For each packet, the index of its place. */
	readonly place: number[];
	/** For each packet: 0: the packet is drawn; n > 0: it stands for itself and the n - 1 packets behind it; -1: it is one of those behind. */
	readonly count: number[];
};

export const emptyFold = (): Folded => ({ at: [], place: [], count: [] });

/**
 * Piles of many packets become a few places: at most `most`, and fewer where the way back to the lane's start does not have `least` px for
 * each place. `positions` in px, head first. Writes into `into`, so that a frame allocates nothing.
 */
export function fold(positions: readonly number[], most = MOST_PLACES, least = 0, into: Folded = emptyFold()): Folded {
	const { at, place, count } = into;
	const total = positions.length;
	at.length = 0;
	place.length = total;
	count.length = total;
	for (let first = 0; first < total; ) {
		const size = pileSize(positions, first);
		const fit = least > 0 ? Math.min(most, 1 + Math.floor((positions[first] ?? 0) / least)) : most;
		const shown = size > fit ? Math.max(1, fit - 1) : size;
		for (let nth = 0; nth < size; nth++) {
			if (nth <= shown) at.push(positions[first + nth] ?? 0);
			place[first + nth] = at.length - 1;
			count[first + nth] = nth < shown ? 0 : nth === shown ? size - shown : -1;
		}
		first += size;
	}
	return into;
}

/** How many packets, from this one back, are at the same place. */
export function pileSize(positions: readonly number[], first: number): number {
	const head = positions[first] ?? 0;
	let end = first + 1;
	while (end < positions.length && head - (positions[end] ?? 0) < PILE) end++;
	return end - first;
}

/**
 * Packets that stand still at the lane's start have no way back: they stand ahead of where they are, so far that each place has `gap` px.
 * `positions` in px, head first; changed in place.
 */
export function standApart(positions: number[], laneLength: number, gap: number): void {
	const near = (MOST_PLACES - 1) * gap;
	let places = 0;
	for (let index = positions.length - 1; index >= 0 && places < MOST_PLACES && (positions[index] ?? 0) < near; index--) places++;
	const least = Math.min(laneLength, (places - 1) * gap);
	for (let index = 0; index < positions.length; index++) positions[index] = Math.max(least, positions[index] ?? 0);
}
