import type { PacketFields } from "#contract/event.ts";

type Publish = Extract<PacketFields, { type: "PUBLISH" }>;

/** One message on its way over one hop, from its first sending until PUBACK or PUBCOMP. */
type Crossing<T> = {
	readonly payload: string;
	readonly qos: 1 | 2;
	/** The promise that this sending is meant to keep. */
	readonly keeps: T;
	/** The connection on which it was last sent. */
	connection: string;
	/** PUBREC has reached the sender. */
	released: boolean;
};

/**
 * The sending half of one session, as seen from what crosses the hop: what has been sent at QoS 1 and 2 and whose acknowledgement has not
 * reached the sender. Knows nothing of the store.
 */
export type Hop<T> = {
	/** A PUBLISH sets out. begin: called if this is not a repetition. */
	sends(fields: Publish, connection: string, begin: () => T): "first" | "again";
	/** A PUBREL sets out. */
	releases(packetId: number): void;
	/** An acknowledgement has reached the sender. Returns the crossing that this ended, if any. */
	acknowledged(type: "PUBACK" | "PUBREC" | "PUBCOMP", packetId: number): Crossing<T> | null;
	at(packetId: number): Crossing<T> | undefined;
	clear(): void;
	readonly open: ReadonlyMap<number, Crossing<T>>;
};

/** isUnseen: the sender's first sending may be lost before anybody sees it, in a socket that is read no further, or be seen after a later one on another connection. */
export function openHop<T>(sender: () => string, broken: (says: string) => void, isUnseen = false): Hop<T> {
	const open = new Map<number, Crossing<T>>();
	return {
		sends(fields, connection, begin) {
			const { packetId, payload, dup, qos } = fields;
			const what = `${sender()} sends ${payload} at QoS ${qos}${packetId === null ? "" : ` as ${packetId}`}`;
			const before = packetId === null ? undefined : open.get(packetId);
			if (before === undefined) {
				if (dup && !isUnseen) broken(`${what} for the first time with DUP 1 [MQTT-3.3.1-1, -3]`);
				const keeps = begin();
				if (packetId !== null && qos !== 0) open.set(packetId, { payload, qos, keeps, connection, released: false });
				return "first";
			}
			if (before.payload !== payload) broken(`${what}, and ${before.payload} is still unacknowledged under that id [MQTT-2.3.1-2, -4]`);
			if (!dup && !isUnseen) broken(`${what} again with DUP 0 [MQTT-3.3.1-1]`);
			if (before.qos !== qos) broken(`${what} again, at another QoS than before`);
			if (before.released) broken(`${what} again after its PUBREC [MQTT-4.3.3-1]`);
			if (before.connection === connection) broken(`${what} twice on one connection [MQTT-4.4.0-1]`);
			before.connection = connection;
			return "again";
		},
		releases(packetId) {
			if (open.get(packetId)?.released !== true) broken(`${sender()} sends PUBREL ${packetId} without PUBREC [MQTT-4.3.3-1]`);
		},
		acknowledged(type, packetId) {
			const one = open.get(packetId);
			if (one === undefined) return null;
			if (type === "PUBREC" && one.qos === 2) one.released = true;
			const ends = type === "PUBACK" ? one.qos === 1 : type === "PUBCOMP" && one.released;
			if (!ends) return null;
			open.delete(packetId);
			return one;
		},
		at: (packetId) => open.get(packetId),
		clear: () => open.clear(),
		open,
	};
}
