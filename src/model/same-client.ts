import type { Origin } from "#contract/event.ts";

/** Another page, or the same page loaded anew, never had what its client kept. */
export function sameMemory(before: Origin, now: Origin): boolean {
	return before.kind === "lab" ? now.kind === "lab" && before.page === now.page : now.kind === "guest";
}

/** A guest under the id of a page's client, or the other way round, is another client: until it is let in, it changes nothing of that one. */
export function isStranger(known: Origin, comes: Origin): boolean {
	return known.kind !== comes.kind;
}
