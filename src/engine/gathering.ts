import type { Socket } from "./port.ts";

/** Real ms for which what a room sends may be gathered while the room is not through with its work. */
const GATHER_MS = 8;

/**
 * While a room works off what waits, slice by slice, each slice has a few bytes for each of many sockets: to write them at once would cost
 * more than all the work. So they are gathered for a while, or until the work is done.
 */
export type Gathering = {
	/** Whether more will follow for this socket, which is then flushed in the end. */
	more(socket: Socket): boolean;
	/** A slice of the room's work begins. */
	begin(): void;
	/** The slice has ended. left: there is work left for another. */
	end(left: boolean): void;
};

export function openGathering(now: () => number): Gathering {
	const sockets = new Set<Socket>();
	let inSlice = false;
	let flushedAt = Number.NEGATIVE_INFINITY;
	return {
		more(socket) {
			if (inSlice) sockets.add(socket);
			return inSlice;
		},
		begin() {
			inSlice = true;
		},
		end(left) {
			inSlice = false;
			if (sockets.size === 0 || (left && now() - flushedAt < GATHER_MS)) return;
			flushedAt = now();
			for (const socket of sockets) socket.flush?.();
			sockets.clear();
		},
	};
}
