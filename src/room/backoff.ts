const FIRST_MS = 250;
const LONGEST_MS = 4_000;

/** How long to wait before the n-th attempt after a loss (n from 1), in ms. */
export function backoffMs(attempt: number): number {
	return Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
}
