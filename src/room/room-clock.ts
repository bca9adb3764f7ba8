import { LIMITS } from "#contract/limits.ts";

/** Ms for which the clock goes on without a word from the host: as long as a host that is there can be silent, and a little longer. */
const UNHEARD_MS = LIMITS.beatMs + 1_000;

/**
 * The host's room clock as seen from here. Between frames the clock goes on with the page's monotonic clock, but not for long: what nobody
 * tells, nobody knows. A frame says that the host's clock is at least so far, and the later a frame comes, the less it says: the most
 * advanced offset stays. That the host's clock is behind is only known from an answer, which was written after it was asked for. The clock
 * is frozen while the room is paused, or out of reach.
 */
export function openRoomClock(time: { now(): number }) {
	let offset: number | null = null;
	let frozen: number | null = null;
	let stands = false;
	let shown = 0;
	let heardAt = 0;

	const now = () => {
		if (frozen !== null) return frozen;
		if (offset !== null) shown = Math.max(shown, offset + Math.min(time.now(), heardAt + UNHEARD_MS));
		return shown;
	};
	/** not: what was known of the offset does not hold any longer. */
	const take = (hostNow: number, paused: boolean, not: boolean) => {
		heardAt = time.now();
		const heard = hostNow - heardAt;
		const anew = not || paused || stands || offset === null;
		if (anew) shown = hostNow;
		offset = anew || offset === null ? heard : Math.max(offset, heard);
		frozen = paused ? hostNow : null;
		stands = paused;
	};
	return {
		/** A frame came: its `now`, whether the room stands still after the frame, and whether the frame told of the start or end of a pause. */
		heard: take,
		/** The answer came to what was asked at `askedAt`, of the page's clock: this `now` was read after that. */
		answered(hostNow: number, paused: boolean, askedAt: number): void {
			take(hostNow, paused, offset !== null && offset > hostNow - askedAt);
		},
		/** The room is out of reach: its clock is not known until the next frame. */
		stop(): void {
			frozen = now();
		},
		/** Another life of the room, or another stretch of it: what was shown does not bind any longer. */
		reset(): void {
			offset = null;
			frozen = null;
			stands = false;
			shown = 0;
		},
		now,
	};
}
