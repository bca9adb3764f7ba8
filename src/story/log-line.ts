import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { seatOf } from "#contract/seat-client.ts";
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
		by: byText(event, told),
		...told,
		text,
		...(text === told.text ? {} : { cutFrom: told.text.length }),
	};
}

/** A command says whose it is; what a client sends is the doing of the seat whose client id it has. */
function byText({ byWhom }: RoomEvent, { direction, clientIds: [clientId] }: LineBody): string | null {
	if (byWhom !== undefined) return byWhom.role === "host" ? "host" : `seat ${byWhom.seat}`;
	const seat = direction === "up" && clientId !== undefined ? seatOf(clientId) : null;
	return seat === null ? null : `seat ${seat}`;
}

/** The text of a line that was cut, as a whole. */
export function wholeLine(event: RoomEvent, world: World, before: World): string {
	return wordsOf(event.type).line(event, { world, before })?.text ?? "";
}
