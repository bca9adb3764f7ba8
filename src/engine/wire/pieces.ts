/** Bytes that are cut into packets in one step: some two thousand of the shortest packets. */
const STEP_BYTES = 4 * 1024;

/** What a piece takes besides its bytes: a WebSocket may bring thousands of pieces of one byte. */
const PIECE_BYTES = 128;

/** What has come by a socket, and what happened to the socket, in order. */
export type Pieces = {
	put(bytes: Uint8Array): void;
	/** Happens behind all that has come so far; first: before it. */
	happens(what: () => void, order?: "last" | "first"): void;
	/** Whether something happens next, and no bytes come before it. */
	readonly isEvent: boolean;
	/** Bytes, no more than are looked at in one step, or what happens next; null: there is nothing. */
	take(): Uint8Array | (() => void) | null;
	/** The bytes are lost. */
	forget(): void;
	/** Nothing happens any more, either. */
	clear(): void;
	readonly isEmpty: boolean;
	/** Bytes that wait, and a little for each piece in which they came. */
	readonly bytes: number;
};

export function openPieces(): Pieces {
	let entries: (Uint8Array | (() => void))[] = [];
	let bytes = 0;
	return {
		put(more) {
			entries.push(more);
			bytes += PIECE_BYTES + more.length;
		},
		happens(what, order = "last") {
			if (order === "first") entries.unshift(what);
			else entries.push(what);
		},
		get isEvent() {
			return typeof entries[0] === "function";
		},
		take() {
			const [first] = entries;
			if (first === undefined) return null;
			if (typeof first === "function" || first.length <= STEP_BYTES) entries.shift();
			else entries[0] = first.subarray(STEP_BYTES);
			if (typeof first === "function") return first;
			const part = first.subarray(0, STEP_BYTES);
			bytes -= part.length + (part.length === first.length ? PIECE_BYTES : 0);
			return part;
		},
		forget() {
			entries = entries.filter((entry) => typeof entry === "function");
			bytes = 0;
		},
		clear() {
			[entries, bytes] = [[], 0];
		},
		get isEmpty() {
			return entries.length === 0;
		},
		get bytes() {
			return bytes;
		},
	};
}
