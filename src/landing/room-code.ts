import { roomCode } from "#contract/room-code.ts";

/** A fresh room name, as hard to guess as four letters can be. */
export function freshRoomCode(): string {
	return roomCode((into) => crypto.getRandomValues(into));
}
