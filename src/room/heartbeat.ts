import { LIMITS } from "#contract/limits.ts";

type HeartbeatOptions = {
	/** A monotonic clock in ms, and its timers. */
	readonly time: { now(): number; after(ms: number, call: () => void): () => void };
	/** Asks the host for a word. */
	readonly ask: () => void;
	/** The host was asked, and has said nothing since. */
	readonly silent: () => void;
};

/**
 * Notices that nothing comes any more over a socket that still counts as open: a laptop without its network, a host that stands still. What a
 * room tells is word enough; only after LIMITS.beatMs without any is the host asked, and LIMITS.answerMs later it counts as gone.
 */
export function openHeartbeat({ time, ask, silent }: HeartbeatOptions) {
	let unset = () => {};
	let heardAt = 0;
	let asked = false;

	/** One timer for all that comes: it looks at what came meanwhile when it rings. */
	const listen = (ms: number) => {
		asked = false;
		unset = time.after(ms, () => {
			const still = time.now() - heardAt;
			// In whole ms: what is left of a sum of fractions may be less than a clock can add, and such a wait never ends.
			if (still < LIMITS.beatMs) return listen(Math.ceil(LIMITS.beatMs - still));
			ask();
			awaitAnswer();
		});
	};
	const awaitAnswer = () => {
		const askedAt = time.now();
		asked = true;
		unset = time.after(LIMITS.answerMs, () => {
			// A page that slept, or was busy for long, has not read yet what may have come.
			if (time.now() - askedAt < 2 * LIMITS.answerMs) return silent();
			ask();
			awaitAnswer();
		});
	};
	return {
		/** A new socket is on its way: from now on something has to come. */
		begin(): void {
			unset();
			heardAt = time.now();
			listen(LIMITS.beatMs);
		},
		heard(): void {
			heardAt = time.now();
			if (!asked) return;
			unset();
			listen(LIMITS.beatMs);
		},
		/** Asks now, as after a long silence: whoever was away wants to know at once. */
		probe(): void {
			if (asked) return;
			unset();
			ask();
			awaitAnswer();
		},
		stop(): void {
			asked = false;
			unset();
		},
	};
}
