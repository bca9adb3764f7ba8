import type { RoomEvent } from "#contract/event.ts";
import { seatOf } from "#contract/seat-client.ts";
import { openBounded } from "./bounded.ts";

/**
 * The levels of topics and filters, and who has published or subscribed with them. A level that somebody uses who is not hidden is no word of a hidden
 * seat's own. It stays as it is, and every topic keeps its levels, so that it matches the filters that it did, and what is drawn of that stays true.
 */
export type CommonWords = {
	/** Called for every event of the room. */
	note(event: RoomEvent): void;
	/** The same topic or filter, each level of it replaced that nobody uses of whom this is so: a seat, or 0 for anybody else. */
	within(words: string, isSo: (user: number) => boolean, replaced: (level: string) => string): string;
	clear(): void;
};

const WILDCARDS: ReadonlySet<string> = new Set(["+", "#", ""]);
/** Past so many levels, the rest is one. */
const LEVELS = 32;

/** most: levels, the latest of them. */
export function openCommonWords(most: number): CommonWords {
	const users = openBounded<string, Set<number>>(most);
	const use = (words: string, clientId: string) => {
		for (const level of levelsIn(words)) users.set(level, (users.get(level) ?? new Set()).add(seatOf(clientId) ?? 0));
	};
	return {
		note(event) {
			if (event.type === "publication.accepted") use(event.topic, event.publisher);
			if (event.type === "subscription.added") use(event.filter, event.session);
		},
		within(words, isSo, replaced) {
			const isCommon = (level: string) => WILDCARDS.has(level) || [...(users.get(level) ?? [])].some(isSo);
			return (
				levelsIn(words)
					// Wildcards match no topic that begins with $ [MQTT-4.7.2-1].
					.map((level, at) => (isCommon(level) ? level : `${at === 0 && level.startsWith("$") ? "$" : ""}${replaced(level)}`))
					.join("/")
			);
		},
		clear: users.clear,
	};
}

function levelsIn(words: string): readonly string[] {
	const levels = words.split("/");
	return levels.length <= LEVELS ? levels : [...levels.slice(0, LEVELS - 1), levels.slice(LEVELS - 1).join("/")];
}
