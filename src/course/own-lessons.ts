import * as z from "zod/mini";
import { readText, setAside, writeText } from "#script/set-aside.ts";
import { Lesson } from "./lesson.ts";

const KEY = "slow-wire/own-lessons";
/** The heading under which these lessons stand. */
export const OWN_GROUP = "Your own lessons";

/** The lessons that a person opened from a file or a link. A lesson from a newer version is not listed, and stays where it is. */
export function readOwn(storage: Storage): readonly Lesson[] {
	return (parseOwn(readText(storage, KEY)) ?? []).flatMap((one) => {
		const read = z.safeParse(Lesson, one);
		return read.success ? [read.data] : [];
	});
}

/** Sets aside text that is not a list of lessons, because it is from a newer version or written by other code. Says so in a sentence; null: all is well. */
export function setOwnAside(storage: Storage): string | null {
	const text = readText(storage, KEY);
	if (text === null || parseOwn(text) !== null) return null;
	const aside = setAside(storage, KEY, text);
	return `What this browser kept of your own lessons cannot be read. ${aside !== null ? `It is set aside under “${aside}” in this browser’s storage; a new list begins.` : "It stays where it is; a lesson that you open now is not kept."}`;
}

/** False: this browser keeps nothing, or has no room. */
export function writeOwn(storage: Storage, own: readonly Lesson[]): boolean {
	const kept = parseOwn(readText(storage, KEY));
	// The text could not be set aside, and is not overwritten.
	if (kept === null) return false;
	const unreadable = kept.filter((one) => !z.safeParse(Lesson, one).success);
	return writeText(storage, KEY, JSON.stringify([...own, ...unreadable]));
}

/** Null: the text is not a list. */
function parseOwn(text: string | null): readonly unknown[] | null {
	try {
		const kept: unknown = JSON.parse(text ?? "[]");
		return Array.isArray(kept) ? kept : null;
	} catch {
		// Not JSON.
		return null;
	}
}
