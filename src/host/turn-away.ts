import type { TextSocket, WebSocketTold } from "./sockets.ts";

/** Try again later (RFC 6455, section 7.4.1, and the registry of close codes). */
const TRY_AGAIN_LATER = 1013;
/** Bytes of a reason in a close frame (RFC 6455, section 5.5). */
const REASON_BYTES = 123;

/**
 * A page that cannot come in now is let in to be told why: a browser shows the status of a refused WebSocket to nobody, and the page could only
 * try again without a word.
 */
export function turnAway(
	says: string,
	leave: () => void,
): { readonly to: "watch"; leave(): void; open(socket: TextSocket): WebSocketTold } {
	return {
		to: "watch",
		leave,
		open(socket) {
			socket.close(TRY_AGAIN_LATER, reasonOf(says));
			return { frame() {}, tooLong() {}, drained() {}, broke() {}, closed: leave };
		},
	};
}

/** A sentence as a close frame can carry it. */
export function reasonOf(says: string): string {
	const bytes = new TextEncoder().encode(says);
	if (bytes.length <= REASON_BYTES) return says;
	// A character that is cut in half is left off.
	return `${new TextDecoder().decode(bytes.subarray(0, REASON_BYTES - 3)).replace(/\ufffd$/, "")}…`;
}
