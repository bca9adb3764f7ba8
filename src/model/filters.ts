import { openFilterTree } from "#mqtt/filter-tree.ts";

/** Topics whose clients are kept at hand: what is told of one message comes close together. */
const TOPICS = 64;

/** The filters of all sessions, and of the ended sessions that are remembered: a client has one or the other. */
export type Filters = {
	put(clientId: string, filter: string, seq: number): void;
	remove(clientId: string, filter: string): void;
	/** The clients that have a matching filter; of several, the one to which the client has been subscribed longest. */
	matching(topic: string): ReadonlyMap<string, string>;
};

export function openFilters(): Filters {
	const tree = openFilterTree<{ readonly filter: string; readonly seq: number }>();
	const known = new Map<string, ReadonlyMap<string, string>>();
	const matchingOf = (topic: string) => {
		const oldest = new Map<string, number>();
		const found = new Map<string, string>();
		tree.match(topic, (clientId, { filter, seq }) => {
			if (seq > (oldest.get(clientId) ?? seq)) return;
			oldest.set(clientId, seq);
			found.set(clientId, filter);
		});
		return found;
	};
	return {
		put(clientId, filter, seq) {
			known.clear();
			tree.put(filter, clientId, { filter, seq });
		},
		remove(clientId, filter) {
			known.clear();
			tree.remove(filter, clientId);
		},
		matching(topic) {
			let found = known.get(topic);
			if (found === undefined) {
				if (known.size === TOPICS) known.clear();
				found = matchingOf(topic);
				known.set(topic, found);
			}
			return found;
		},
	};
}
