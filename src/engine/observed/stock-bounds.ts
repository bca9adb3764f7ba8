import { Buffer } from "node:buffer";
import { LIMITS } from "#contract/limits.ts";
import { levelsOf } from "#mqtt/topic.ts";

/** What the broker keeps of a message besides its bytes, and for each session for which the message may be kept: a guess on the high side. */
const MESSAGE_BYTES = 512;
/** What the broker keeps of each level of a filter: a node in each of two trees, 265 bytes as measured. */
const LEVEL_BYTES = 530;

export const UNBOUNDED = "Stock Aedes bounds nothing, this room does:";

/** What a broker that bounds nothing may keep, as far as the wires show. Each question is answered with why there is no room; null: there is. */
export type StockBounds = {
	/** A client asks for a session that outlives its connection. */
	session(clientId: string): string | null;
	/** A client asks for these filters: they count from now on, whether its session has begun or not. */
	filters(clientId: string, filters: readonly string[]): string | null;
	/** A message of that many bytes may be kept for that many sessions: such bytes only ever grow, since nothing shows when they are gone. */
	message(bytes: number, sessions: number): string | null;
	/** A SUBSCRIBE of that many bytes that cannot be read here (MQTT 5): as many levels as fit into it count, and for good. */
	unread(bytes: number, hasPlus: boolean): string | null;
	unsubscribed(clientId: string, filters: readonly string[]): void;
	/** The session of this client is gone, if it ever was there. asked: filters that its next session has asked for by now. */
	gone(clientId: string, asked?: readonly string[]): void;
	/** What all that may come to. */
	bytes(): number;
	/** A different broker. */
	clear(): void;
};

export function openStockBounds(): StockBounds {
	/** Client ids of the sessions that outlive their connections. */
	const persistent = new Set<string>();
	/** Filters by client id. */
	const byClient = new Map<string, Set<string>>();
	let filterBytes = 0;
	let messageBytes = 0;
	/** Of all filters with "+": for each, the broker may have to look along two paths. */
	let forkedLevels = 0;
	const full = () =>
		filterBytes + messageBytes > LIMITS.stockBytes ? `${UNBOUNDED} ${LIMITS.stockBytes} bytes. Restart the broker.` : null;
	const forkedOf = (filter: string) => (filter.includes("+") ? levelsOf(filter) : 0);
	/** times: 1 or -1. */
	const count = (filter: string, times: number) => {
		filterBytes += times * (Buffer.byteLength(filter) + levelsOf(filter) * LEVEL_BYTES);
		forkedLevels += times * forkedOf(filter);
	};
	/** Why there is no room for that many more levels; null: there is. */
	const fork = (levels: number) =>
		levels > 0 && forkedLevels + levels > LIMITS.stockLevels ? `${UNBOUNDED} ${LIMITS.stockLevels} levels of filters with "+".` : null;
	const drop = (clientId: string) => {
		for (const filter of byClient.get(clientId) ?? []) count(filter, -1);
		byClient.delete(clientId);
	};
	const add = (clientId: string, filters: readonly string[]) => {
		const own = byClient.get(clientId) ?? new Set();
		byClient.set(clientId, own);
		for (const filter of filters) {
			if (own.has(filter)) continue;
			if (filter.length > LIMITS.topicCharacters) return `${UNBOUNDED} ${LIMITS.topicCharacters} characters of a filter.`;
			if (own.size >= LIMITS.subscriptionsPerSession) return `${UNBOUNDED} ${LIMITS.subscriptionsPerSession} subscriptions of one client.`;
			const forked = fork(forkedOf(filter));
			if (forked !== null) return forked;
			own.add(filter);
			count(filter, 1);
		}
		return full();
	};
	return {
		session(clientId) {
			if (!persistent.has(clientId) && persistent.size >= LIMITS.sessions)
				return `${UNBOUNDED} ${LIMITS.sessions} sessions that outlive their connections. Restart the broker, or connect with a clean session.`;
			persistent.add(clientId);
			return null;
		},
		filters: add,
		message(bytes, sessions) {
			messageBytes += bytes + MESSAGE_BYTES * (1 + sessions);
			return full();
		},
		unread(bytes, hasPlus) {
			const levels = hasPlus ? bytes / 2 : 0;
			const forked = fork(levels);
			if (forked !== null) return `${forked} Restart the broker.`;
			forkedLevels += levels;
			messageBytes += (bytes / 2) * LEVEL_BYTES;
			return full();
		},
		unsubscribed(clientId, filters) {
			const own = byClient.get(clientId);
			for (const filter of filters) if (own?.delete(filter)) count(filter, -1);
			if (own?.size === 0) byClient.delete(clientId);
		},
		gone(clientId, asked = []) {
			persistent.delete(clientId);
			drop(clientId);
			if (asked.length > 0) add(clientId, asked);
		},
		bytes: () => filterBytes + messageBytes,
		clear() {
			persistent.clear();
			byClient.clear();
			filterBytes = 0;
			messageBytes = 0;
			forkedLevels = 0;
		},
	};
}
