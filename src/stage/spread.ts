/**
 * Where the packets of one lane are drawn when some of them are at the same place. `positions` and the result are px from the lane's start,
 * head first. The head stays true; each packet behind the head is true as well, or `gap` behind the packet before it, or closer where the
 * way back to the start is too short for that. Writes into `into`, so that a frame allocates nothing.
 */
export function spread(positions: readonly number[], laneLength: number, gap: number, into: number[] = []): number[] {
	const count = positions.length;
	into.length = count;
	const head = within(positions[0] ?? 0, laneLength);
	const step = count > 1 ? Math.min(gap, head / (count - 1)) : gap;
	let before = head + gap;
	for (let index = 0; index < count; index++) {
		const own = within(positions[index] ?? 0, laneLength);
		const least = (count - 1 - index) * step;
		before = index === 0 ? head : Math.max(least, Math.min(own, before - gap));
		into[index] = before;
	}
	return into;
}

function within(position: number, laneLength: number): number {
	return Math.min(Math.max(0, position), Math.max(0, laneLength));
}
