/** A correction of more than this is no jitter: the host's clock really is elsewhere (it slept, or the room is a new one). */
const JITTER_MS = 500;

/**
 * The host's room clock as seen from here. Between frames it goes on with the page's monotonic clock. A frame that took longer than the
 * ones before says less about the host's clock than they did, so the most advanced offset stays. Frozen while the room is paused.
 */
export function openRoomClock(time: { now(): number }) {
	let offset: number | null = null;
	let frozen: number | null = null;
	let shown = 0;
	return {
		/** A frame came: its `now`, whether the room stands still after it, and whether it told of a pause or an end of one. */
		heard(hostNow: number, paused: boolean, turned: boolean): void {
			const heard = hostNow - time.now();
			const jump = offset === null || turned || frozen !== null || offset - heard > JITTER_MS;
			if (jump || paused) {
				offset = heard;
				shown = hostNow;
			} else if (offset !== null && heard > offset) offset = heard;
			frozen = paused ? hostNow : null;
		},
		/** Another life of the room: what was shown of the last one binds nothing. */
		reset(): void {
			offset = null;
			frozen = null;
			shown = 0;
		},
		now(): number {
			if (frozen !== null) return frozen;
			if (offset !== null) shown = Math.max(shown, offset + time.now());
			return shown;
		},
	};
}
