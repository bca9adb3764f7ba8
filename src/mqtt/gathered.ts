/** Bytes put together from pieces. Each byte is copied a few times at most, however small the pieces are. */
export type Gathered = {
	readonly length: number;
	/** What has been gathered; valid until more is added. */
	readonly bytes: Uint8Array;
	/** most: how many bytes there can be in all, if that is known: no more room is made then. */
	add(piece: Uint8Array, most?: number): void;
	/** Returns what has been gathered, and begins anew: the bytes are the caller's. */
	take(): Uint8Array;
};

const NOTHING = new Uint8Array(0);

export function openGathered(): Gathered {
	let held = NOTHING;
	let length = 0;
	return {
		get length() {
			return length;
		},
		get bytes() {
			return held.subarray(0, length);
		},
		add(piece, most = Number.POSITIVE_INFINITY) {
			const wanted = length + piece.length;
			if (wanted > held.length) {
				const larger = new Uint8Array(Math.max(wanted, Math.min(most, wanted * 2)));
				larger.set(held.subarray(0, length));
				held = larger;
			}
			held.set(piece, length);
			length = wanted;
		},
		take() {
			const taken = held.subarray(0, length);
			held = NOTHING;
			length = 0;
			return taken;
		},
	};
}
