/** Room-clock ms as the transport shows them: "0:58.4". Truncated, not rounded: a clock never runs ahead. */
export function clockText(ms: number): string {
	const tenths = Math.floor(Math.max(0, ms) / 100);
	const minutes = Math.floor(tenths / 600);
	const rest = tenths % 600;
	return `${minutes}:${String(Math.floor(rest / 10)).padStart(2, "0")}.${rest % 10}`;
}

/** A wire delay as its button says it: "None", "0.5 s", "2 s"; a delay that is not a whole tenth of a second is given in ms. */
export function delayText(ms: number): string {
	if (ms === 0) return "None";
	return ms % 100 === 0 ? `${ms / 1_000} s` : `${ms} ms`;
}

/** The delays that have a button, in ms. */
export const DELAYS = [0, 500, 2_000, 6_000] as const;
