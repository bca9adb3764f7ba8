import { LIMITS } from "./limits.ts";

/** The room of a connection that names none. */
export const LOBBY = "lobby";

const ROOM_NAME = new RegExp(`^[A-Za-z0-9][A-Za-z0-9-]{0,${LIMITS.roomName - 1}}$`);

/** Letters, digits and hyphens; upper and lower case name the same room. Null: not a room name. */
export function parseRoomName(text: string): string | null {
	return ROOM_NAME.test(text) ? text.toLowerCase() : null;
}

/** Begins the name of a room for one page alone, to run something where nobody watches: it closes soon after that page leaves it. */
export const HIDDEN_ROOM = "~";

export function isHiddenRoom(room: string): boolean {
	return room.startsWith(HIDDEN_ROOM);
}

/** For the sockets of a page. What a person types, and what a guest names as its room, is never a hidden one. */
export function parseAnyRoomName(text: string): string | null {
	if (!isHiddenRoom(text)) return parseRoomName(text);
	const rest = parseRoomName(text.slice(HIDDEN_ROOM.length));
	return rest === null ? null : `${HIDDEN_ROOM}${rest}`;
}

export const ROOM_NAME_RULE = `a room name is 1 to ${LIMITS.roomName} letters, digits or hyphens`;
