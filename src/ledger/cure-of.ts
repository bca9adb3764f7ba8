import { fateOf } from "#model/fate-of.ts";
import type { World } from "#model/world.ts";
import { sayCure } from "#story/say-cure.ts";

/** What would have delivered this message; null unless it was dropped, or where that cannot be told without running everything again. */
export function cureOf(world: World, message: string, subscriber: string, say = sayCure): string | null {
	const known = world.messages[message];
	const fate = fateOf(world, message, subscriber);
	return known !== undefined && fate.fate === "dropped" ? say(world, known, subscriber, fate) : null;
}
