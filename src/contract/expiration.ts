import { LIMITS } from "./limits.ts";

/**
 * Mosquitto's units of persistent_client_expiration: m is a month of 30 days, and s is new in 2.1. The unit "min" is ours: a lesson is
 * shorter than an hour.
 */
const SECONDS = { s: 1, min: 60, h: 3_600, d: 86_400, w: 604_800, m: 2_592_000, y: 31_536_000 } as const;
export type ExpirationUnit = keyof typeof SECONDS;

export const NEVER = "never";
/** Describes the expected format, for use in a sentence. */
export const EXPIRATION_WANTED = "never, or a whole number and a unit (s, min, h, d, w, m for months, y), such as 2h";

/** Seconds; null: never; undefined: the text was not understood, or is out of bounds. */
export function parseExpiration(text: string): number | null | undefined {
	if (text === NEVER) return null;
	const [, count, unit] = /^(\d{1,10})(s|min|h|d|w|m|y)$/.exec(text) ?? [];
	if (count === undefined || unit === undefined) return undefined;
	const seconds = Number(count) * SECONDS[unit as ExpirationUnit];
	return seconds >= 1 && seconds <= LIMITS.expirationSeconds ? seconds : undefined;
}

/** The duration in the largest of these units that gives a whole number. */
export function splitExpiration<U extends ExpirationUnit>(
	seconds: number,
	units: readonly ["s", ...U[]],
): { readonly count: number; readonly unit: "s" | U } {
	const unit = units.findLast((one) => seconds % SECONDS[one] === 0) ?? "s";
	return { count: seconds / SECONDS[unit], unit };
}
