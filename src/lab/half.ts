import "./node-globals.ts";
import mqtt, { type IStore } from "mqtt";

type Kept = Parameters<IStore["put"]>[0];
type Wanted = Parameters<IStore["del"]>[0];
const done = () => {};

/** mqtt.js's own store, extended: it marks what mqtt.js resends, and can be emptied. */
class HalfStore extends mqtt.Store {
	readonly #kept = new Map<number, Kept>();

	override put(packet: Kept, told: Parameters<IStore["put"]>[1]): this {
		if (packet.messageId !== undefined) this.#kept.set(packet.messageId, packet);
		return super.put(packet, told);
	}

	override del(packet: Wanted, told: Parameters<IStore["del"]>[1]): this {
		if (packet.messageId !== undefined) this.#kept.delete(packet.messageId);
		return super.del(packet, told);
	}

	/** Read at each CONNACK, to send the messages again. mqtt.js leaves DUP at 0 there; DUP must be 1 [MQTT-3.3.1-1]. */
	override createStream(): ReturnType<IStore["createStream"]> {
		for (const packet of this.#kept.values()) {
			if (packet.cmd === "publish") super.put({ ...packet, dup: true }, done);
		}
		return super.createStream();
	}

	ids(): Iterable<number> {
		return this.#kept.keys();
	}

	clear(): void {
		for (const messageId of [...this.#kept.keys()]) this.del({ messageId }, done);
	}
}

/** The client's own half of a session: what the client sent without acknowledgement, and which QoS 2 ids it received [MQTT-4.4.0-1]. */
export type ClientHalf = {
	readonly outgoing: HalfStore;
	readonly incoming: HalfStore;
	readonly ids: NonNullable<mqtt.IClientOptions["messageIdProvider"]>;
};

export function newHalf(): ClientHalf {
	const outgoing = new HalfStore();
	return { outgoing, incoming: new HalfStore(), ids: packetIds(outgoing) };
}

/** Ids from 1 up, skipping those in use [MQTT-2.3.1-2]. mqtt.js would start at a random id, and no two runs would look alike. */
function packetIds(outgoing: HalfStore): ClientHalf["ids"] {
	let last = 0;
	let used = new Set<number>();
	return {
		allocate() {
			if (used.size >= 65_535) return null;
			do last = (last % 65_535) + 1;
			while (used.has(last));
			used.add(last);
			return last;
		},
		getLastAllocated: () => last || null,
		register(id) {
			used.add(id);
			return true;
		},
		deallocate: (id) => void used.delete(id),
		/** Called at each CONNACK: a SUBSCRIBE that died with its connection frees its id, a stored message keeps its id. */
		clear() {
			used = new Set(outgoing.ids());
		},
	};
}
