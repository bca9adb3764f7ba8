import type { RoomEvent } from "#contract/event.ts";
import type { World } from "#model/world.ts";
import type { LineBody } from "./family.ts";
import { wordsOf } from "./words-of.ts";

/** at: room clock, ms. */
export type LogLine = LineBody & { readonly seq: number; readonly at: number };

/** One line of the log. `world` is the world after the event, `before` the world before it; null for an event that adds nothing to read. */
export function logLine(event: RoomEvent, world: World, before: World = world): LogLine | null {
	const told = wordsOf(event.type).line(event, { world, before });
	return told === null ? null : { seq: event.seq, at: event.at, ...told };
}
