import { fromBase64 } from "#contract/base64.ts";
import { LIMITS } from "#contract/limits.ts";

const KEY = "slow-wire/recording";

/**
 * Keeps this file in the tab, in the place of the one before, so that a reload finds it again: only if it is small. Where nobody waits for the file any
 * longer, the one before stays. Settles with whether the file is to be shown.
 */
export async function keepFile(storage: Storage, file: Blob, signal: AbortSignal): Promise<boolean> {
	const text = (file.size * 4) / 3 > LIMITS.recordingKept ? TOO_LARGE : await textOf(file);
	if (signal.aborted) return false;
	for (const kept of [TOO_LARGE, text]) {
		try {
			storage.setItem(KEY, kept);
		} catch {
			// No room: the file has to be opened again.
		}
	}
	return true;
}

/** Of a file that has no place in a tab, that there was one. */
const TOO_LARGE = "";

/** Of a file that cannot be read again, only that there was one. */
async function textOf(file: Blob): Promise<string> {
	try {
		return btoa(Array.from(new Uint8Array(await file.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(""));
	} catch {
		return TOO_LARGE;
	}
}

/** The file that this tab kept; "gone": it was too large; null: there was none. */
export function keptFile(storage: Storage): Blob | "gone" | "damaged" | null {
	const kept = storage.getItem(KEY);
	if (kept === null) return null;
	if (kept === TOO_LARGE) return "gone";
	const bytes = fromBase64(kept);
	return bytes === null ? "damaged" : new Blob([bytes]);
}
