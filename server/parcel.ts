import { guard } from "#host/guard.ts";
import type { Log } from "#host/log.ts";

/**
 * What goes out to one socket, kept until this turn of the event loop has read everything that came: one write, where a write for each
 * packet would cost most.
 */
export type Parcel = {
	/** more: more will follow, and in the end go(). */
	add(bytes: Uint8Array, more?: boolean): void;
	/** Writes the waiting bytes now. */
	go(): void;
	/** As go(), behind the catch. */
	flush(): void;
	/** The number of waiting bytes. */
	readonly bytes: number;
};

/** Past this, waiting saves nothing more. */
const ENOUGH_BYTES = 64 * 1024;
/** A piece as long as this is written as it is: several sockets may share it, and a copy for each would fill the memory. */
const LONG_BYTES = 4 * 1024;

/** end: breaks the socket after a fault of ours. */
export function openParcel(write: (bytes: Uint8Array) => void, end: () => void, log: Log): Parcel {
	const guarded = guard(log, "a connection", end);
	const goGuarded = () => {
		due = false;
		guarded(go);
	};
	let due = false;
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
		add(one, more = false) {
			if (one.length >= LONG_BYTES) {
				go();
				return write(one);
			}
			if (!more && !due) {
				due = true;
				setImmediate(goGuarded);
			}
			waiting.push(one);
			bytes += one.length;
			if (bytes >= ENOUGH_BYTES) go();
		},
		go,
		flush: () => guarded(go),
		get bytes() {
			return bytes;
		},
	};
}
