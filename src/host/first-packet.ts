import { LOBBY, parseRoomName } from "#contract/room-name.ts";
import { earlyUserName } from "#mqtt/early-user-name.ts";

/** Where an MQTT client that has no path to say so wants to go. */
export type Destination =
	| { readonly goes: "in"; readonly room: string }
	/** The user name is not a room name. */
	| { readonly goes: "nowhere"; readonly userName: string }
	/** The client has said nothing. */
	| { readonly goes: "away" };

/** The user name of CONNECT names the room; null: these bytes do not say it yet. What is no CONNECT goes to the lobby at once, as a browser's request does. */
export function destinationOf(bytes: Uint8Array): Destination | null {
	const userName = earlyUserName(bytes);
	if (userName === undefined) return null;
	if (userName === null || userName === "") return { goes: "in", room: LOBBY };
	const room = parseRoomName(userName);
	return room === null ? { goes: "nowhere", userName } : { goes: "in", room };
}

/** No more bytes are waited for. Bytes that name no room go to the lobby, where everybody sees what they were and how the connection ends. */
export function givenUp(bytes: Uint8Array): Destination {
	return bytes.length === 0 ? { goes: "away" } : { goes: "in", room: LOBBY };
}
