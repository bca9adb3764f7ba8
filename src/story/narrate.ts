import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { World } from "#model/world.ts";
import { cut } from "#mqtt/cut.ts";
import type { Narration } from "./family.ts";
import { wordsOf } from "./words-of.ts";

/**
 * The narrator's one sentence about an event: who did what, then why. Null where another event of the same moment says it better. `world`
 * is the world after the event, `before` the world before it.
 */
export function narrate(event: RoomEvent, world: World, before: World = world): string | null {
	const narration = narrationOf(event, world, before);
	return narration === null ? null : textOf(narration);
}

/** The same in two parts: the lead is drawn bold. */
export function narrationOf(event: RoomEvent, world: World, before: World = world): Narration | null {
	const said = wordsOf(event.type).narration(event, { world, before });
	if (said === null) return null;
	const { lead, rest } = typeof said === "string" ? { lead: null, rest: said } : said;
	return { lead, rest: cut(rest, LIMITS.sentenceCharacters) };
}

export function textOf({ lead, rest }: Narration): string {
	return lead === null ? rest : `${lead} ${rest}`;
}
