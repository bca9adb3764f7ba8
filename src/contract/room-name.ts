import { cut } from "#mqtt/cut.ts";
import { LIMITS } from "./limits.ts";

/** The room of a connection that does not name a room. */
export const LOBBY = "lobby";

const ROOM_NAME = new RegExp(`^[A-Za-z0-9][A-Za-z0-9-]{0,${LIMITS.roomName - 1}}$`);

/** Letters, digits and hyphens; upper and lower case name the same room. Null: the text is not a room name. */
export function parseRoomName(text: string): string | null {
	return ROOM_NAME.test(text) ? text.toLowerCase() : null;
}

/** The prefix of a room for one page alone, in which the page runs something while nobody watches: the room closes soon after that page leaves. */
export const HIDDEN_ROOM = "~";

export function isHiddenRoom(room: string): boolean {
	return room.startsWith(HIDDEN_ROOM);
}

/** For the sockets of a page. A room that a person types, or that a guest names, is never a hidden one. */
export function parseAnyRoomName(text: string): string | null {
	if (!isHiddenRoom(text)) return parseRoomName(text);
	const rest = parseRoomName(text.slice(HIDDEN_ROOM.length));
	return rest === null ? null : `${HIDDEN_ROOM}${rest}`;
}

export const ROOM_NAME_RULE = `a room name is 1 to ${LIMITS.roomName} letters, digits or hyphens`;

/** A part of an address as a person would read it, at most 64 characters; as it stands, where it cannot be decoded. */
export function readable(part: string): string {
	try {
		return cut(decodeURIComponent(part), 64);
	} catch {
		return cut(part, 64);
	}
}
