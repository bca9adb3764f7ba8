import { PACKET_TYPES } from "#mqtt/packet.ts";
import type { At, TapeConnection, TapePacket, Traffic } from "#traffic/traffic.ts";

/** What an export is made of: the traffic up to a moment, and nothing that happened after it. */
export type Excerpt = {
	readonly packets: readonly TapePacket[];
	readonly connections: readonly TapeConnection[];
	/** Packets of the room before the first of these, which nobody keeps any longer. */
	readonly gone: number;
};

/** A moment in ms since 1970; null: not known. */
export type WallOf = (moment: At) => number | null;

/** upTo: the seq of the last event that is told. */
export function excerptOf({ packets, count, first, connections }: Traffic, upTo: number): Excerpt {
	const isTold = (one: At | null) => one !== null && one.seq <= upTo;
	const told = packets.slice(0, count).filter(({ left }) => isTold(left));
	return {
		packets: toldOnce(told.map((one) => (one.end === null || isTold(one.end) ? one : { ...one, end: null }))),
		connections: [...connections.values()]
			.filter(({ opened }) => isTold(opened))
			.map((one) => (isTold(one.closed) ? one : { ...one, closed: null })),
		gone: first,
	};
}

/** How much later than its fault a packet may be told that goes on in spite of it: a broken rule may be told in between. */
const BETWEEN = 2;

/** Where a broker judges by itself, the fault of a packet is told, and then the same packet as it sets out: here it is one packet. */
function toldOnce(packets: readonly TapePacket[]): readonly TapePacket[] {
	const once: TapePacket[] = [];
	for (const packet of packets) {
		const fault = once.at(-1);
		if (fault === undefined || !isSame(fault, packet)) once.push(packet);
		else once[once.length - 1] = { ...packet, malformed: fault.malformed };
	}
	return once;
}

function isSame({ fields, malformed, ...fault }: TapePacket, packet: TapePacket): boolean {
	// A PUBLISH that the standard forbids is not told as a packet.
	if (fields !== null || malformed === null || packet.fields === null || packet.fields.type === "PUBLISH") return false;
	const type = PACKET_TYPES[Number.parseInt(malformed.hex.slice(0, 1), 16)];
	return (
		type === packet.fields.type &&
		fault.connection === packet.connection &&
		fault.direction === packet.direction &&
		packet.left.seq - fault.left.seq <= BETWEEN &&
		(fault.bytes === packet.bytes || (fault.bytes === HEX_BYTES && packet.bytes > HEX_BYTES))
	);
}

/** Bytes of what could not be read that an event tells at most. */
export const HEX_BYTES = 16;

/** A client as exports name it. It has not said who it is until its CONNECT has come. */
export function clientName({ clientId, connection }: Pick<TapePacket, "clientId" | "connection">): string {
	return clientId ?? `client of ${connection}`;
}

/** A name as one line of plain text: a client may be called anything. */
export function plainName(name: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
	const text = name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
	return text.trim() === "" ? `“${text}”` : text;
}

/** Room-clock ms in seconds: "42.300". */
export function secondsText(ms: number): string {
	return (ms / 1_000).toFixed(3);
}
