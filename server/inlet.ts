import type { Duplex } from "node:stream";

/** In bytes. Each kind of socket has a budget of its own: a flood on the one does not keep the other waiting. */
type Budget = {
	/** What all sockets together are handed in one turn of the event loop. */
	readonly turnBytes: number;
	/** What one of them is handed of that in a turn while others wait. */
	readonly shareBytes: number;
	/** What it is handed at a time. */
	readonly pieceBytes: number;
};

/** What reads a socket. */
type Reader = {
	/** Whether it takes nothing at present, and will resume the socket itself. */
	isPaused?(): boolean;
	/** Told of so many bytes, before they are handed on. */
	coming?(bytes: number): void;
};

/** Shared by all sockets of its kind. */
export type Inlet = {
	/**
	 * From now on the one "data" listener of this socket is handed what the socket reads in turns with the others, until the listener takes itself
	 * off: what was not handed on is in the socket still. Call the result when the listener takes no more: all that comes is dropped.
	 */
	feed(socket: Duplex, reader?: Reader): () => void;
};

/**
 * One read brings 64 KB, and ws and node:http take all that is in it apart at once, thousands of frames or requests, for each of many sockets,
 * before anything else has its turn. No option of theirs bounds that.
 */
export function openInlet({ turnBytes, shareBytes, pieceBytes }: Budget): Inlet {
	/** Those of which nothing was handed on yet, and those that have more, in the order in which they had their last turn. */
	const fresh = new Set<() => void>();
	const goingOn = new Set<() => void>();
	let left = turnBytes;
	let isCrowded = false;
	let due = false;
	const plan = () => {
		if (due) return;
		due = true;
		setImmediate(turn);
	};
	function turn(): void {
		due = false;
		left = turnBytes;
		isCrowded = fresh.size + goingOn.size > 1;
		if (fresh.size + goingOn.size === 0) return;
		plan();
		let served = 0;
		const serve = (line: Set<() => void>, upTo: number) => {
			for (const goOn of line) {
				if (served >= upTo) return;
				served += shareBytes;
				line.delete(goOn);
				goOn();
			}
		};
		// A socket that brings little does not stand behind all of those that never stop; nor do those wait for ever.
		serve(fresh, turnBytes / 2);
		serve(goingOn, turnBytes);
		serve(fresh, turnBytes);
	}
	return {
		feed(socket, { isPaused = () => false, coming = () => {} } = {}) {
			const [take] = socket.listeners("data") as ((piece: Buffer) => void)[];
			if (take === undefined) throw new Error("nobody reads this socket");
			const listens = () => socket.listeners("data").includes(take);
			const goOn = () => {
				if (!isPaused()) socket.resume();
			};
			const read = (chunk: Buffer) => {
				plan();
				const least = isCrowded || fresh.size + goingOn.size > 0 ? Math.max(0, left - shareBytes) : 0;
				const before = left;
				// Back into the socket, while nobody listens, and out again in pieces: what is left is where the reader expects it, whatever the reader does.
				socket.off("data", read).unshift(chunk);
				socket.on("data", take);
				while (socket.readableLength > 0 && left > least && socket.readableFlowing && !socket.destroyed && listens()) {
					const bytes = Math.min(pieceBytes, socket.readableLength);
					left -= bytes;
					coming(bytes);
					socket.read(bytes);
				}
				if (!listens()) return stop();
				socket.off("data", take).on("data", read);
				if (socket.readableLength === 0 || !socket.readableFlowing) return;
				leave();
				(left === before ? fresh : goingOn).add(goOn);
				socket.pause();
			};
			const leave = () => {
				fresh.delete(goOn);
				goingOn.delete(goOn);
			};
			const stop = () => {
				leave();
				socket.off("data", read).off("data", take).off("close", drop);
			};
			function drop(): void {
				stop();
				socket.read(socket.readableLength);
			}
			// Before ws, which would take all that is left apart at once: of a connection that was broken off, that is lost as what was on its way.
			socket.prependListener("close", drop);
			socket.off("data", take).on("data", read);
			return () => {
				stop();
				socket.resume();
			};
		},
	};
}
