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

/** Where the fault of a packet is told, and then the same packet as it sets out: here it is one packet. */
function toldOnce(packets: readonly TapePacket[]): readonly TapePacket[] {
	const once: TapePacket[] = [];
	for (const packet of packets) {
		const fault = once.at(-1);
		if (fault === undefined || !isSame(fault, packet)) once.push(packet);
		else once[once.length - 1] = { ...packet, malformed: fault.malformed };
	}
	return once;
}

/** A fault that goes on as a packet is told right before that packet. */
function isSame({ malformed, connection, direction }: TapePacket, packet: TapePacket): boolean {
	return malformed?.onward === "packet" && packet.malformed === null && packet.connection === connection && packet.direction === direction;
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
