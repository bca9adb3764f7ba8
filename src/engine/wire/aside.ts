import type { PacketType } from "#mqtt/packet.ts";
import type { WholePacket } from "#mqtt/split.ts";
import { readUp } from "./up.ts";
import type { Wire } from "./wire.ts";

/** The packets of one client that whoever leads the room lets wait, and those behind them that must not overtake them. */
export type Aside = {
	/** Whether this packet, which is next, has to wait; then it does. */
	keeps(packet: WholePacket): boolean;
	/** The first that waits, if it may go now; it waits no longer. */
	next(): WholePacket | null;
	/** Whether something waits that may perhaps go now. */
	readonly isDue: boolean;
	readonly isEmpty: boolean;
	/** Bytes that wait, and a little for each packet. */
	readonly bytes: number;
	/** The gate is open: what waits may be asked for again. */
	goOn(): void;
	forget(): void;
};

/**
 * What a client answers, and that it is there: these pass by what waits. Nothing orders them behind what the client does itself [3.1.1 section 4.6], and
 * without them a client that is only told to wait would seem to be gone, to its own side and to the broker.
 */
const PASSES_BY: ReadonlySet<PacketType> = new Set(["PINGREQ", "PUBACK", "PUBREC", "PUBCOMP"]);

/** What a packet takes besides its bytes. */
const PACKET_BYTES = 128;

export function openAside(wire: Wire): Aside {
	let packets: WholePacket[] = [];
	let bytes = 0;
	/** Whether the first has been told to wait, and may not go yet. */
	let mustWait = false;
	const sizeOf = (packet: WholePacket) => PACKET_BYTES + packet.bytes.length;
	return {
		keeps(packet) {
			if (packets.length > 0 ? PASSES_BY.has(packet.type) && isSound(wire, packet) : !isWithheld(wire, packet.type)) return false;
			mustWait ||= packets.length === 0;
			packets.push(packet);
			bytes += sizeOf(packet);
			return true;
		},
		next() {
			const [first] = packets;
			if (first === undefined || mustWait) return null;
			mustWait = isWithheld(wire, first.type);
			if (mustWait) return null;
			packets.shift();
			bytes -= sizeOf(first);
			return first;
		},
		get isDue() {
			return packets.length > 0 && !mustWait;
		},
		get isEmpty() {
			return packets.length === 0;
		},
		get bytes() {
			return bytes;
		},
		goOn() {
			mustWait = false;
		},
		forget() {
			[packets, bytes, mustWait] = [[], 0, false];
		},
	};
}

/** What is wrong ends the conversation, behind all that was said before. */
function isSound(wire: Wire, packet: WholePacket): boolean {
	return readUp(wire, packet).fault === null;
}

function isWithheld(wire: Wire, packetType: PacketType): boolean {
	const withheld = wire.gate?.withholds(packetType) ?? null;
	if (withheld === null) return false;
	if (withheld.limit !== null) wire.room.tell({ type: "limit.reached", ...withheld.limit, connection: wire.connection });
	return true;
}
