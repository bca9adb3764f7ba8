import { isDelay } from "#contract/delay.ts";

const KEY = "slow-wire/delay-ms";

/** The delay that this person chose last, in ms; null if none is kept or it cannot be read. */
export function readDelay(storage: Storage): number | null {
	try {
		const text = storage.getItem(KEY);
		const delayMs = text === null || text === "" ? Number.NaN : Number(text);
		return isDelay(delayMs) ? delayMs : null;
	} catch {
		return null;
	}
}

export function writeDelay(storage: Storage, delayMs: number): void {
	try {
		storage.setItem(KEY, String(delayMs));
	} catch {
		// The storage is full or forbidden: the choice is for this visit only.
	}
}
