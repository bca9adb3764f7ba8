import { Buffer } from "node:buffer";
import { type FilterTree, openFilterTree } from "#mqtt/filter-tree.ts";
import type { QoS } from "#mqtt/packet.ts";

/** Every subscription of a room, with its granted QoS, keyed by client id. */
export type Subscriptions = FilterTree<QoS> & {
	/** Of the filters of all keys together. */
	readonly bytes: number;
};

export function openSubscriptions(): Subscriptions {
	const tree = openFilterTree<QoS>();
	let bytes = 0;
	return {
		...tree,
		get bytes() {
			return bytes;
		},
		put(filter, key, qos) {
			const isNew = tree.put(filter, key, qos);
			if (isNew) bytes += Buffer.byteLength(filter);
			return isNew;
		},
		remove(filter, key) {
			const wasThere = tree.remove(filter, key);
			if (wasThere) bytes -= Buffer.byteLength(filter);
			return wasThere;
		},
	};
}
