import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { readText, writeText } from "#script/set-aside.ts";

const KEY = "slow-wire/questions-seen";
const Seen = z.array(z.string().check(z.maxLength(64))).check(z.maxLength(LIMITS.progressEntries));

/** The questions whose run this browser has seen to its end, by id. What cannot be read counts as none. */
export function readSeen(storage: Storage): readonly string[] {
	try {
		const kept = z.safeParse(Seen, JSON.parse(readText(storage, KEY) ?? "[]"));
		return kept.success ? kept.data : [];
	} catch {
		return [];
	}
}

/** Read again first: another tab may have written since. */
export function keepSeen(storage: Storage, id: string): void {
	writeText(storage, KEY, JSON.stringify([...new Set([...readSeen(storage), id])].slice(-LIMITS.progressEntries)));
}
