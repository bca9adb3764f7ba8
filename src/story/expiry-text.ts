import { NEVER, splitExpiration } from "#contract/expiration.ts";

const UNITS = ["s", "min", "h", "d"] as const;
const YEAR = 31_557_600;

/** "2 h", "90 s", "136 years", "never". */
export function expiryText(seconds: number | null): string {
	if (seconds === null) return NEVER;
	if (seconds > 2 * YEAR) return `${Math.round(seconds / YEAR)} years`;
	const { count, unit } = splitExpiration(seconds, UNITS);
	return `${count} ${unit}`;
}
