import type { DoorReason, Visitor } from "#contract/door.ts";
import { LOBBY } from "#contract/room-name.ts";
import type { Log } from "./log.ts";
import type { Rooms } from "./rooms.ts";
import { sayFault } from "./say-fault.ts";

/** Tells a room which client stood at its door. source: see rooms.enter(). */
export type TellAtDoor = (room: string, source: string | null, visitor: Visitor) => void;

/** Those that have come by TCP as far as a client that is let in: they cost as much to bring about, and no more to bear. */
const OPENING: ReadonlySet<DoorReason> = new Set(["mqtt-5", "tls", "http", "no-room-name", "unknown-room"]);

/**
 * A room that is not open yet is opened for some of the clients that knock, as it is for a client that is let in, with the same bounds. Everybody else
 * is told in the lobby, if that is open. The log has them all.
 */
export function openTelling(rooms: Rooms, log: Log): TellAtDoor {
	return (room, source, visitor) => {
		const { why, from, clientId, says, advice, outcome } = visitor;
		const who = clientId ? `${printable(clientId)}, from ${from}` : `a client from ${from}`;
		log(
			`${outcome === "refused" ? "refused" : "led to the lobby"} at the door of ${room}: ${who}. ${printable(says)}. ${printable(advice)}`,
		);
		const open = rooms.find(room);
		if (open !== null) return open.knocked(visitor);
		if (!OPENING.has(why)) return rooms.find(LOBBY)?.knocked(visitor);
		rooms
			.enter(room, source)
			.then((entered) => {
				if (!entered.ok) return rooms.find(LOBBY)?.knocked(visitor);
				entered.visit.room.knocked(visitor);
				entered.visit.leave();
			})
			.catch((fault: unknown) => log(`a visitor at the door of ${room} could not be told: ${sayFault(fault)}`, fault));
	};
}

/** For a terminal: what a client sends must not move its cursor. */
function printable(text: string): string {
	return text.slice(0, 200).replace(/[^\x20-\x7e“”…]/g, "?");
}
