import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { World } from "#model/world.ts";
import { cut } from "#mqtt/cut.ts";
import type { LineBody } from "./family.ts";
import { wordsOf } from "./words-of.ts";

/** at: room clock, ms. by: in a class, who did it: "host", "seat 7"; null: nobody in particular. cutFrom: the code units of the whole text, where that is longer than a line. */
export type LogLine = LineBody & { readonly seq: number; readonly at: number; readonly by: string | null; readonly cutFrom?: number };

/** One line of the log. `world` is the world after the event, `before` the world before it; null for an event that adds nothing to read. */
export function logLine(event: RoomEvent, world: World, before: World = world): LogLine | null {
	const told = wordsOf(event.type).line(event, { world, before });
	if (told === null) return null;
	const text = cut(told.text, LIMITS.lineCharacters);
	return {
		seq: event.seq,
		at: event.at,
		by: byText(event, world, before),
		...told,
		text,
		...(text === told.text ? {} : { cutFrom: told.text.length }),
	};
}

/** A command says whose it is; what comes over a wire is the doing of the seat in whose page its client lives. A client id alone proves nothing. */
function byText(event: RoomEvent, world: World, before: World): string | null {
	if (event.byWhom !== undefined) return event.byWhom.role === "host" ? "host" : `seat ${event.byWhom.seat}`;
	if (!("connection" in event) || event.connection === null || ("direction" in event && event.direction === "down")) return null;
	const origin = (world.connections[event.connection] ?? before.connections[event.connection])?.origin;
	return origin?.kind === "lab" && origin.seat !== undefined ? `seat ${origin.seat}` : null;
}

/** The text of a line that was cut, as a whole. */
export function wholeLine(event: RoomEvent, world: World, before: World): string {
	return wordsOf(event.type).line(event, { world, before })?.text ?? "";
}
