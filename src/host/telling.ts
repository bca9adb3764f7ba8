import type { Visitor } from "#contract/door.ts";
import { isHiddenRoom, LOBBY } from "#contract/room-name.ts";
import type { Log } from "./log.ts";
import type { Rooms } from "./rooms.ts";
import { sayFault } from "./say-fault.ts";

/** Tells a room who stood at its door. source: see rooms.enter(). */
export type TellAtDoor = (room: string, source: string | null, visitor: Visitor) => void;

/**
 * Into a room that is not open yet a visitor at its door is told as well, as a client that is let in would open it: with the same bounds, and
 * where they are reached, in the lobby if that is open. The log has it in any case.
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
		// Nothing is opened for what cannot be opened, nor for a client that says nothing.
		if (why === "host-full" || why === "no-connect") return rooms.find(LOBBY)?.knocked(visitor);
		if (isHiddenRoom(room)) return;
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
export function printable(text: string): string {
	return text.slice(0, 200).replace(/[^\x20-\x7e“”…]/g, "?");
}
