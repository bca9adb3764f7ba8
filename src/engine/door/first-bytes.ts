import type { Attached } from "#engine/port.ts";

/** Bytes that are kept of a client that has not been accepted: enough for its CONNECT, unless a long will stands in it. */
const KEPT_BYTES = 1_024;

/** Keeps what comes first from a client's socket, for as long as the client may have to be listed at the door. */
export function keepFirst(ends: Attached, isAccepted: () => boolean): { readonly ends: Attached; bytes(): Uint8Array } {
	let kept = new Uint8Array(0);
	return {
		ends: {
			...ends,
			received(bytes) {
				if (kept.length < KEPT_BYTES && !isAccepted()) {
					const before = kept;
					kept = new Uint8Array(Math.min(KEPT_BYTES, before.length + bytes.length));
					kept.set(before);
					kept.set(bytes.subarray(0, kept.length - before.length), before.length);
				}
				ends.received(bytes);
			},
		},
		bytes: () => kept,
	};
}
