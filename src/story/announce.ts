import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import type { World } from "#model/world.ts";
import { cut } from "#mqtt/cut.ts";
import { narrate } from "./narrate.ts";
import { wordsOf } from "./words-of.ts";

export type Announcement = { readonly urgent: boolean; readonly text: string };

/**
 * What a screen reader is told of an event: fate changes politely, a cut, a discarded session and the end of the room at once.
 * Transit is not announced, except for what a step lets go.
 */
export function announce(event: RoomEvent, world: World, before: World = world): Announcement | null {
	return announceIn(event, { world, before });
}

/** The same where the worlds are worked out as they are asked for: of most packets nothing is said, whatever the worlds are. */
export function announceIn(event: RoomEvent, worlds: BothWorlds): Announcement | null {
	const how = wordsOf(event.type).announcement?.(event, worlds) ?? "politely";
	if (how === "never") return null;
	if (typeof how === "object") return { urgent: false, text: cut(how.politely, LIMITS.sentenceCharacters) };
	const text = narrate(event, worlds.world, worlds.before);
	return text === null ? null : { urgent: how === "at-once", text };
}
