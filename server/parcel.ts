/** What goes out to one socket, kept until this turn of the event loop has read all that came: one write, where one for each packet costs most. */
export type Parcel = {
	add(bytes: Uint8Array): void;
	/** Writes what waits, now. */
	go(): void;
	/** Bytes that wait. */
	readonly bytes: number;
};

/** Past this, waiting saves nothing more. */
const ENOUGH_BYTES = 64 * 1024;

export function openParcel(write: (bytes: Uint8Array) => void): Parcel {
	let waiting: Uint8Array[] = [];
	let bytes = 0;

	function go(): void {
		if (waiting.length === 0) return;
		const all = waiting.length === 1 ? (waiting[0] as Uint8Array) : Buffer.concat(waiting, bytes);
		waiting = [];
		bytes = 0;
		write(all);
	}
	return {
		add(more) {
			if (waiting.length === 0) setImmediate(go);
			waiting.push(more);
			bytes += more.length;
			if (bytes >= ENOUGH_BYTES) go();
		},
		go,
		get bytes() {
			return bytes;
		},
	};
}
