import { LIMITS } from "./limits.ts";

/** The room of a connection that names none. */
export const LOBBY = "lobby";

const ROOM_NAME = new RegExp(`^[A-Za-z0-9][A-Za-z0-9-]{0,${LIMITS.roomName - 1}}$`);

/** Letters, digits and hyphens; upper and lower case name the same room. Null: not a room name. */
export function parseRoomName(text: string): string | null {
	return ROOM_NAME.test(text) ? text.toLowerCase() : null;
}

/** Rooms of this name are for one page alone, to run something again where nobody watches: they close when it leaves. */
export const HIDDEN_ROOM = "trial-";

export const ROOM_NAME_RULE = `a room name is 1 to ${LIMITS.roomName} letters, digits or hyphens`;
