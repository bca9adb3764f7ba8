import { LIMITS } from "#contract/limits.ts";
import { LONG_BYTES } from "#engine/wire/load.ts";
import { withoutSecrets } from "#mqtt/secrets.ts";
import { openByteRing } from "./byte-ring.ts";
import { packetNumber } from "./packet-name.ts";

/** The original bytes of the packets that crossed the wires of a room last, by their names, within LIMITS.keptBytes. */
export type KeptBytes = {
	/**
	 * Copies them, without a password: a view would pin the socket's read buffer. tail: the rest of the packet, if that is apart. most: how much of them is kept;
	 * default: LIMITS.keptPacketBytes.
	 */
	keep(packet: string, bytes: Uint8Array, tail?: Uint8Array, most?: number): void;
	/** whole: how many bytes the packet has in all. Null: they were not kept, or are not any longer. */
	of(packet: string): { readonly bytes: Uint8Array; readonly whole: number } | null;
	/** Gives the memory back: no bytes are kept from before. */
	clear(): void;
	/** Bytes that all this takes. */
	readonly held: number;
};

/** A long payload, kept once for all the packets that carry it. */
type Long = { bytes: Uint8Array; packets: number };

const NOTHING = new Uint8Array(0);
/** What it takes to know that a packet carries a long payload. */
const CARRIES_BYTES = 64;

export function openKeptBytes(): KeptBytes {
	/** Of each copied payload, by what it was copied from, for as long as that is used elsewhere. */
	const copies = new WeakMap<Uint8Array, Long>();
	const carried = new Map<number, Long>();
	let longBytes = 0;
	const letGo = (number: number) => {
		const long = carried.get(number);
		if (long === undefined) return;
		carried.delete(number);
		longBytes -= CARRIES_BYTES;
		long.packets -= 1;
		if (long.packets > 0) return;
		longBytes -= long.bytes.length;
		// What it was copied from may live on, and with it this entry.
		long.bytes = NOTHING;
	};
	const ring = openByteRing(LIMITS.keptBytes / 2, letGo);
	const carry = (number: number, source: Uint8Array, most: number) => {
		let long = copies.get(source);
		if (long === undefined || long.packets === 0) {
			long = { bytes: new Uint8Array(source.subarray(0, most)), packets: 0 };
			longBytes += long.bytes.length;
			copies.set(source, long);
		}
		long.packets += 1;
		longBytes += CARRIES_BYTES;
		carried.set(number, long);
	};
	const held = () => ring.held + longBytes;
	return {
		keep(packet, original, tail, most = LIMITS.keptPacketBytes) {
			const bytes = withoutSecrets(original, "packet");
			const number = Number(packet.slice(1));
			const long = tail ?? bytes;
			const whole = bytes.length + (tail?.length ?? 0);
			if (Math.min(long.length, most) < LONG_BYTES) ring.put(number, bytes, Math.min(bytes.length, most), whole);
			else {
				const head = tail === undefined ? 0 : Math.min(bytes.length, most);
				if (ring.put(number, bytes, head, whole)) carry(number, long, most - head);
			}
			while (held() > LIMITS.keptBytes && ring.drop());
		},
		of(packet) {
			const number = packetNumber(packet);
			const head = number === null ? null : ring.find(number);
			if (number === null || head === null) return null;
			const long = carried.get(number)?.bytes ?? NOTHING;
			const bytes = new Uint8Array(head.bytes.length + long.length);
			bytes.set(head.bytes);
			bytes.set(long, head.bytes.length);
			return { bytes, whole: head.whole };
		},
		clear() {
			ring.clear();
			for (const number of [...carried.keys()]) letGo(number);
		},
		get held() {
			return held();
		},
	};
}
