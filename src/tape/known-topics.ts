import type { TapePacket, Traffic } from "#traffic/traffic.ts";

/** The topics of messages by name, for as long as a packet of them is kept: an acknowledgement does not carry its topic. */
export type KnownTopics = {
	read(packet: TapePacket): void;
	of(message: string): string | null;
	/** Packets may have gone since: their messages are looked for once after each time that some did. */
	forget(traffic: Pick<Traffic, "first" | "of">): void;
	readonly size: number;
};

export function openKnownTopics(): KnownTopics {
	const topics = new Map<string, string>();
	let first = 0;
	return {
		read({ fields }) {
			if (fields?.type === "PUBLISH") topics.set(fields.message, fields.topic);
		},
		of: (message) => topics.get(message) ?? null,
		forget(traffic) {
			if (traffic.first === first) return;
			first = traffic.first;
			for (const message of topics.keys()) if (traffic.of(message).length === 0) topics.delete(message);
		},
		get size() {
			return topics.size;
		},
	};
}
