import * as z from "zod/mini";
import { Lesson } from "./lesson.ts";

const KEY = "slow-wire/own-lessons";
/** Own lessons of one browser. One more is refused with a sentence. */
export const MOST_OWN = 20;
/** The heading under which they stand. */
export const OWN_GROUP = "Your own lessons";

/** The lessons that a person opened from a file or a link. One of a newer version is left out, and left where it is. */
export function readOwn(storage: Storage): readonly Lesson[] {
	return rawOwn(storage).flatMap((one) => {
		const read = z.safeParse(Lesson, one);
		return read.success ? [read.data] : [];
	});
}

/** False: this browser keeps nothing, or has no room. */
export function writeOwn(storage: Storage, own: readonly Lesson[]): boolean {
	try {
		const unreadable = rawOwn(storage).filter((one) => !z.safeParse(Lesson, one).success);
		const text = JSON.stringify([...own, ...unreadable]);
		storage.setItem(KEY, text);
		return storage.getItem(KEY) === text;
	} catch {
		return false;
	}
}

/** Never throws: a browser may forbid its storage, and what is not JSON was not written by this page. */
function rawOwn(storage: Storage): readonly unknown[] {
	try {
		const kept: unknown = JSON.parse(storage.getItem(KEY) ?? "[]");
		return Array.isArray(kept) ? kept.slice(0, 2 * MOST_OWN) : [];
	} catch {
		return [];
	}
}
