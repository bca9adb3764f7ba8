import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/** Bytes that are handed to all WebSockets together in one turn of the event loop: some four thousand of the shortest frames. */
const TURN_BYTES = 32 * 1_024;
/** Bytes that one of them is handed in a turn while others wait. */
const SHARE_BYTES = 4 * 1_024;
const PIECE_BYTES = 1_024;

export type Inlet = {
	/**
	 * From now on this ws, which has just been opened on this socket, is handed what the socket reads in turns with the others. coming: told of
	 * so many bytes, before the ws is handed them.
	 */
	feed(ws: WebSocket, socket: Duplex, coming: (bytes: number) => void): void;
};

/** One read brings 64 KB, and ws takes all of its frames apart at once, thousands of them, for each of many sockets, before anything else has its turn. */
export function openInlet(): Inlet {
	/** Those that have more, in the order in which they had their last turn. */
	const waiting = new Set<() => void>();
	let left = TURN_BYTES;
	let due = false;
	const plan = () => {
		if (due) return;
		due = true;
		setImmediate(turn);
	};
	function turn(): void {
		due = false;
		left = TURN_BYTES;
		if (waiting.size === 0) return;
		plan();
		let served = 0;
		for (const goOn of waiting) {
			if (served === TURN_BYTES) break;
			served += SHARE_BYTES;
			waiting.delete(goOn);
			goOn();
		}
	}
	return {
		feed(ws, socket, coming) {
			const [hand] = socket.listeners("data") as ((piece: Buffer) => void)[];
			if (hand === undefined) throw new Error("this ws does not read its socket");
			const goOn = () => {
				if (!ws.isPaused) socket.resume();
			};
			const read = (chunk: Buffer) => {
				plan();
				const most = waiting.size > 0 ? Math.min(left, SHARE_BYTES) : left;
				let at = 0;
				// Paused by the ws: nobody takes what is in the frames.
				while (at < Math.min(most, chunk.length) && !socket.isPaused()) {
					const piece = chunk.subarray(at, at + PIECE_BYTES);
					at += piece.length;
					coming(piece.length);
					hand.call(socket, piece);
				}
				left -= at;
				if (at === chunk.length || socket.destroyed) return;
				if (!socket.isPaused()) waiting.add(goOn);
				socket.pause();
				socket.unshift(chunk.subarray(at));
			};
			const stop = () => {
				socket.off("data", read);
				waiting.delete(goOn);
			};
			socket.off("data", hand);
			socket.on("data", read);
			socket.on("close", stop);
			// The ws reads no further, and waits for the end of the socket.
			ws.on("error", () => {
				stop();
				socket.resume();
			});
		},
	};
}
