/** A wire delay as its button says it: "None", "0.5 s", "2 s"; a delay that is not a whole tenth of a second is given in ms. */
export function delayText(ms: number): string {
	if (ms === 0) return "None";
	return ms % 100 === 0 ? `${ms / 1_000} s` : `${ms} ms`;
}

/** The delays that have a button, in ms. */
export const DELAYS = [0, 500, 2_000, 6_000] as const;
