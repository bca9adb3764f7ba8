import type { Outcome } from "#lab/setup.ts";

/** Runs one thing at a time. A run that is abandoned continues to its next wait and ends there; its end no longer changes anything. */
export function openOneAtATime(failed: (says: string) => void) {
	let current: AbortController | null = null;
	return {
		busy: () => current !== null,
		abandon(): void {
			current?.abort();
			current = null;
		},
		async run(work: (signal: AbortSignal) => Promise<Outcome>): Promise<Outcome> {
			const mine = new AbortController();
			current = mine;
			try {
				const outcome = await work(mine.signal);
				if (!outcome.ok && !mine.signal.aborted) failed(outcome.says);
				return outcome;
			} finally {
				if (current === mine) current = null;
			}
		},
	};
}
