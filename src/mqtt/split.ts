import { openGathered } from "./gathered.ts";
import { Malformed } from "./malformed.ts";
import { PACKET_TYPES, type PacketType } from "./packet.ts";

/** One whole control packet: its original bytes, and where its variable header starts. */
export type WholePacket = { readonly type: PacketType; readonly bytes: Uint8Array; readonly bodyAt: number };

type Splitter = {
	/** The whole packets that these bytes complete, in order. No packet comes after a fault. */
	push(bytes: Uint8Array): WholePacket[];
	/** Why the bytes that follow cannot be a packet. */
	readonly fault: Malformed | null;
	/** The bytes that are held and are not a whole packet yet; after a fault, the first bytes that cannot be one. */
	readonly rest: Uint8Array;
};

export type Head = { readonly type: PacketType; readonly size: number; readonly bodyAt: number };

/** Bytes of a fault that are kept to be shown. */
const SHOWN = 16;

/** Cuts a byte stream into whole MQTT control packets [3.1.1 section 2.2]; a packet longer than maxBytes is refused. */
export function openSplitter(maxBytes: number): Splitter {
	/** The beginning of a packet, copied: a view would pin the socket's whole read buffer until the rest has come. */
	const rest = openGathered();
	let fault: Malformed | null = null;

	const headOf = (bytes: Uint8Array, at: number): Head | null => {
		const head = readHead(bytes, at);
		if (head === null || (!(head instanceof Malformed) && head.size <= maxBytes)) return head;
		fault =
			head instanceof Malformed
				? head
				: new Malformed(`a packet of ${head.size} bytes; at most ${maxBytes} are taken here`, "MQTT-4.8.0-2", "too-large", head.bodyAt - 1);
		return null;
	};
	/** Adds to the packet that has begun what it lacks; returns how many of these bytes that took. */
	const complete = (bytes: Uint8Array, whole: WholePacket[]): number => {
		let at = 0;
		let head = headOf(rest.bytes, 0);
		for (; head === null && fault === null && at < bytes.length; at += 1) {
			rest.add(bytes.subarray(at, at + 1));
			head = headOf(rest.bytes, 0);
		}
		if (head === null) return at;
		const lacks = Math.min(head.size - rest.length, bytes.length - at);
		rest.add(bytes.subarray(at, at + lacks), head.size);
		if (rest.length === head.size) whole.push({ type: head.type, bytes: rest.take(), bodyAt: head.bodyAt });
		return at + lacks;
	};
	return {
		get fault() {
			return fault;
		},
		get rest() {
			return rest.bytes;
		},
		push(bytes) {
			const whole: WholePacket[] = [];
			if (fault !== null) return whole;
			let at = rest.length === 0 ? 0 : complete(bytes, whole);
			let head = fault === null ? headOf(bytes, at) : null;
			for (; head !== null && at + head.size <= bytes.length; head = headOf(bytes, at)) {
				whole.push({ type: head.type, bytes: bytes.subarray(at, at + head.size), bodyAt: head.bodyAt });
				at += head.size;
			}
			rest.add(bytes.subarray(at, fault === null ? bytes.length : at + SHOWN), head?.size);
			return whole;
		},
	};
}

/** Fixed header at an offset, null while incomplete [2.2.3: at most four length bytes]. */
export function readHead(bytes: Uint8Array, at: number): Head | Malformed | null {
	const first = bytes[at];
	if (first === undefined) return null;
	let length = 0;
	let scale = 1;
	for (let index = 1; index <= 4; index += 1) {
		const byte = bytes[at + index];
		if (byte === undefined) return null;
		length += (byte & 0x7f) * scale;
		scale *= 128;
		if ((byte & 0x80) === 0) return { type: PACKET_TYPES[first >> 4] as PacketType, size: index + 1 + length, bodyAt: index + 1 };
	}
	return new Malformed("a remaining length of more than four bytes", "MQTT-4.8.0-1", undefined, 4);
}
