import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { World } from "#model/world.ts";
import { cut } from "#mqtt/cut.ts";
import type { LineBody } from "./family.ts";
import { wordsOf } from "./words-of.ts";

/** at: room clock, ms. cutFrom: the code units of the whole text, where that is longer than a line. */
export type LogLine = LineBody & { readonly seq: number; readonly at: number; readonly cutFrom?: number };

/** One line of the log. `world` is the world after the event, `before` the world before it; null for an event that adds nothing to read. */
export function logLine(event: RoomEvent, world: World, before: World = world): LogLine | null {
	const told = wordsOf(event.type).line(event, { world, before });
	if (told === null) return null;
	const text = cut(told.text, LIMITS.lineCharacters);
	return { seq: event.seq, at: event.at, ...told, text, ...(text === told.text ? {} : { cutFrom: told.text.length }) };
}

/** The text of a line that was cut, as a whole. */
export function wholeLine(event: RoomEvent, world: World, before: World): string {
	return wordsOf(event.type).line(event, { world, before })?.text ?? "";
}
