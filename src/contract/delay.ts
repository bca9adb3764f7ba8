import { LIMITS } from "./limits.ts";

/** Whether a wire can have this delay: whole ms, so that what has been travelled of it can be counted. */
export function isDelay(ms: number): boolean {
	return Number.isInteger(ms) && ms >= 0 && ms <= LIMITS.delayMs;
}
