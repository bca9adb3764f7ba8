/** Ms that a broker's program takes for one packet: about, on a slow machine. */
export const PACKET_MS = 0.02;
/** Ms that one copy of a message takes, from the program to the socket. */
const COPY_MS = 0.05;
/** Ms that each of its bytes takes besides. */
const BYTE_MS = 3e-6;

/**
 * What a program will take for a message of that many bytes to that many sessions, in ms. It does all of it in one go, right after the turn
 * in which the message has reached it, so nothing can slice that work: the room can only give the program less in one turn (see Pace.spend()).
 */
export function fanOutMs(sessions: number, bytes: number): number {
	return sessions * (COPY_MS + bytes * BYTE_MS);
}
