const NOTHING = new Uint8Array(0);
/** Its number, how many of its bytes are here, and how many there were in all. */
const HEADER_BYTES = 12;
const FIRST_BYTES = 4 * 1024;
const FIRST_SLOTS = 256;
/** As many records as 1 MiB can hold: the shortest packet has two bytes. */
const MOST_SLOTS = 64 * 1024;

/**
 * Records of bytes by number, in one buffer, which grows as it fills and then goes round: the oldest records make room for the new ones. A record
 * costs the same however many there are, and nothing is allocated for it.
 */
export type ByteRing = {
	/** Copies the first `length` of these bytes. whole: kept beside them. False: that number is here already, and stays as it is. */
	put(number: number, bytes: Uint8Array, length: number, whole: number): boolean;
	/** Null: there is no such record. bytes: a view, valid until the next put(). */
	find(number: number): { readonly bytes: Uint8Array; readonly whole: number } | null;
	/** Drops the oldest record; false: there is none. */
	drop(): boolean;
	/** Drops all at once, without a word about each, and gives the buffer back. */
	clear(): void;
	/** Bytes of the buffer, and of what finds a record in it. */
	readonly held: number;
};

/** most: bytes to which the buffer grows. dropped: called with the number of each record that is dropped one by one, by put or drop: not by clear. */
export function openByteRing(most: number, dropped: (number: number) => void): ByteRing {
	let bytes = NOTHING;
	let words = new Uint32Array(0);
	/** By the last bits of a number: where its record begins, and 1; 0: there is none. */
	let slots = new Int32Array(0);
	let first = 0;
	let next = 0;
	/** Where the older records end, if the newer ones have begun anew at the beginning of the buffer; otherwise null. */
	let turn: number | null = null;
	let count = 0;

	const slotOf = (number: number) => number & (slots.length - 1);
	const sizeAt = (at: number) => sizeFor(words[(at >> 2) + 1] as number);
	const drop = () => {
		if (count === 0) return false;
		const number = words[first >> 2] as number;
		slots[slotOf(number)] = 0;
		first += sizeAt(first);
		count -= 1;
		if (first === turn) [first, turn] = [0, null];
		if (count === 0) [first, next, turn] = [0, 0, null];
		dropped(number);
		return true;
	};
	const findAll = () => {
		for (let at = first, left = count; left > 0; left -= 1) {
			slots[slotOf(words[at >> 2] as number)] = at + 1;
			at += sizeAt(at);
			if (at === turn) at = 0;
		}
	};
	const growBytes = () => {
		const larger = new Uint8Array(Math.min(most, Math.max(FIRST_BYTES, bytes.length * 2)));
		const older = bytes.subarray(first, turn ?? next);
		larger.set(older);
		if (turn !== null) larger.set(bytes.subarray(0, next), older.length);
		next = older.length + (turn === null ? 0 : next);
		[first, turn] = [0, null];
		bytes = larger;
		words = new Uint32Array(larger.buffer);
		findAll();
	};
	const growSlots = () => {
		slots = new Int32Array(Math.max(FIRST_SLOTS, slots.length * 2));
		findAll();
	};
	/** Whether so many bytes are free at `next`, which may go back to the beginning of the buffer for that. */
	const fits = (size: number) => {
		if (turn !== null) return size <= first - next;
		if (size <= bytes.length - next) return true;
		if (size > first) return false;
		[turn, next] = [next, 0];
		return true;
	};
	const recordAt = (number: number) => {
		const at = slots.length === 0 ? -1 : (slots[slotOf(number)] as number) - 1;
		return at >= 0 && words[at >> 2] === number >>> 0 ? at : -1;
	};
	return {
		put(number, source, length, whole) {
			const size = sizeFor(length);
			if (size > most || recordAt(number) >= 0) return false;
			while (slots.length === 0 || slots[slotOf(number)] !== 0) {
				if (slots.length < MOST_SLOTS) growSlots();
				else drop();
			}
			while (!fits(size)) {
				if (bytes.length < most) growBytes();
				else drop();
			}
			words[next >> 2] = number;
			words[(next >> 2) + 1] = length;
			words[(next >> 2) + 2] = whole;
			bytes.set(length === source.length ? source : source.subarray(0, length), next + HEADER_BYTES);
			slots[slotOf(number)] = next + 1;
			next += size;
			count += 1;
			return true;
		},
		find(number) {
			const at = recordAt(number);
			if (at < 0) return null;
			const from = at + HEADER_BYTES;
			return { bytes: bytes.subarray(from, from + (words[(at >> 2) + 1] as number)), whole: words[(at >> 2) + 2] as number };
		},
		drop,
		clear() {
			[bytes, words, slots] = [NOTHING, new Uint32Array(0), new Int32Array(0)];
			[first, next, turn, count] = [0, 0, null, 0];
		},
		get held() {
			return bytes.length + slots.byteLength;
		},
	};
}

/** Bytes that a record takes: it begins at a whole word. */
function sizeFor(length: number): number {
	return HEADER_BYTES + ((length + 3) & ~3);
}
