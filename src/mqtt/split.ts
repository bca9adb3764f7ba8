import { Malformed } from "./malformed.ts";
import { PACKET_TYPES, type PacketType } from "./packet.ts";

/** One whole control packet: its original bytes, and where its variable header starts. */
export type WholePacket = { readonly type: PacketType; readonly bytes: Uint8Array; readonly bodyAt: number };

type Splitter = {
	/** The whole packets that these bytes complete, in order. No packet comes after a fault. */
	push(bytes: Uint8Array): WholePacket[];
	/** Why the bytes that follow cannot be a packet. */
	readonly fault: Malformed | null;
	/** The first of the bytes that are held and are not a whole packet yet, or cannot be one. */
	readonly rest: Uint8Array;
};

const NOTHING = new Uint8Array(0);

/** Cuts a byte stream into whole MQTT control packets [3.1.1 section 2.2]; a packet longer than maxBytes is refused. */
export function openSplitter(maxBytes: number): Splitter {
	let rest: Uint8Array | null = null;
	let fault: Malformed | null = null;
	return {
		get fault() {
			return fault;
		},
		get rest() {
			return rest ?? NOTHING;
		},
		push(bytes) {
			if (fault !== null) return [];
			const all: Uint8Array = rest === null ? bytes : join(rest, bytes);
			const frames: WholePacket[] = [];
			let at = 0;
			for (;;) {
				const head = readHead(all, at);
				if (head === null) break;
				if (head instanceof Malformed) {
					fault = head;
					break;
				}
				const size = head.bodyAt - at + head.length;
				if (size > maxBytes) {
					fault = new Malformed(`a packet of ${size} bytes; at most ${maxBytes} are taken here`, "MQTT-4.8.0-1");
					break;
				}
				if (at + size > all.length) break;
				frames.push({ type: head.type, bytes: all.subarray(at, at + size), bodyAt: head.bodyAt - at });
				at += size;
			}
			// A copy: a view would pin the socket's whole read buffer until the rest has come.
			rest = at === all.length ? null : new Uint8Array(all.subarray(at));
			return frames;
		},
	};
}

/** Fixed header at an offset, null while incomplete [2.2.3: at most four length bytes]. */
function readHead(bytes: Uint8Array, at: number): { type: PacketType; length: number; bodyAt: number } | Malformed | null {
	const first = bytes[at];
	if (first === undefined) return null;
	let length = 0;
	let scale = 1;
	for (let index = 1; index <= 4; index += 1) {
		const byte = bytes[at + index];
		if (byte === undefined) return null;
		length += (byte & 0x7f) * scale;
		scale *= 128;
		if ((byte & 0x80) === 0) return { type: PACKET_TYPES[first >> 4] as PacketType, length, bodyAt: at + index + 1 };
	}
	return new Malformed("a remaining length of more than four bytes", "MQTT-4.8.0-1");
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
	const joined = new Uint8Array(a.length + b.length);
	joined.set(a);
	joined.set(b, a.length);
	return joined;
}
