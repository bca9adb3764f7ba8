const FIRST_MS = 250;
const LONGEST_MS = 4_000;

/**
 * How long to wait before the n-th attempt after a loss (n from 1), in ms. Between half of that and all of it, by chance (from 0 to 1):
 * after a restart of the host, its pages do not all come back in the same moment.
 */
export function backoffMs(attempt: number, chance: number): number {
	return Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1)) * (0.5 + chance / 2);
}
