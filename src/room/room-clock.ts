/** A correction larger than this is not jitter: the host's clock really is elsewhere (the host slept, or the room is a new one). */
const JITTER_MS = 500;

/**
 * The host's room clock as seen from here. Between frames the clock goes on with the page's monotonic clock. A frame that took longer than
 * earlier frames says less about the host's clock than they did, so the most advanced offset stays. The clock is frozen while the room is
 * paused.
 */
export function openRoomClock(time: { now(): number }) {
	let offset: number | null = null;
	let frozen: number | null = null;
	let shown = 0;
	return {
		/** A frame came: its `now`, whether the room stands still after the frame, and whether the frame told of the start or end of a pause. */
		heard(hostNow: number, paused: boolean, turned: boolean): void {
			const heard = hostNow - time.now();
			const jump = offset === null || turned || frozen !== null || offset - heard > JITTER_MS;
			if (jump || paused) {
				offset = heard;
				shown = hostNow;
			} else if (offset !== null && heard > offset) offset = heard;
			frozen = paused ? hostNow : null;
		},
		/** Another life of the room: what was shown of the last life no longer binds. */
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
