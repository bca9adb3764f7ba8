import type { PacketFields } from "#contract/event.ts";
import { matches as topicMatches } from "#mqtt/topic.ts";
import type { TapePacket, Traffic } from "#traffic/traffic.ts";
import { type KnownTopics, openKnownTopics } from "./known-topics.ts";
import { unnamed } from "./lanes.ts";

type PacketType = PacketFields["type"];
/** What the tape is narrowed to; null: not by this. */
export type TapeFilter = {
	readonly client: string | null;
	readonly message: string | null;
	readonly type: PacketType | null;
	readonly topic: string | null;
};
export const NO_TAPE_FILTER: TapeFilter = { client: null, message: null, type: null, topic: null };

export function isSet(filter: TapeFilter): boolean {
	return Object.values(filter).some((one) => one !== null);
}

export type Matched = {
	readonly matches: (number: number) => boolean;
	/** Empty where no filter is set. The numbers of the packets that match, oldest first; `count` of them are in this traffic. */
	readonly numbers: readonly number[];
	readonly count: number;
};

const EVERYTHING = { matches: () => true, numbers: [] };

/** Says which packets a filter leaves. Each packet is looked at once for each filter: what comes later costs only itself. */
export function openMatching(): (traffic: Traffic, filter: TapeFilter) => Matched {
	let set: TapeFilter | null = null;
	let fold: object | null = null;
	let done = 0;
	let found = new Set<number>();
	let numbers: number[] = [];
	let topics = openKnownTopics();
	let matched: Matched = { matches: () => true, numbers, count: 0 };
	return (traffic, filter) => {
		if (!isSet(filter)) return { ...EVERYTHING, count: traffic.count };
		if (set !== filter || fold !== traffic.fold) {
			[set, fold, done, found, numbers, topics] = [filter, traffic.fold, traffic.first, new Set(), [], openKnownTopics()];
		}
		const gone = numbers.findIndex((number) => number >= traffic.first);
		if (gone > 0) {
			for (const number of numbers.slice(0, gone)) found.delete(number);
			numbers = numbers.slice(gone);
		}
		topics.forget(traffic);
		const before = numbers.length;
		for (let number = Math.max(done, traffic.first); number < traffic.first + traffic.count; number++) {
			const packet = traffic.numbered(number);
			if (packet === null || !keeps(packet, filter, topics)) continue;
			found.add(number);
			numbers.push(number);
		}
		done = traffic.first + traffic.count;
		if (gone > 0 || numbers.length !== before || matched.numbers !== numbers) {
			const now = found;
			matched = { matches: (number) => now.has(number), numbers, count: numbers.length };
		}
		return matched;
	};
}

function keeps(packet: TapePacket, { client, message, type, topic }: TapeFilter, topics: KnownTopics): boolean {
	const { fields } = packet;
	if (topic !== null) topics.read(packet);
	if (client !== null && client !== (packet.clientId ?? unnamed(packet.connection))) return false;
	if (message !== null && !(fields !== null && "message" in fields && fields.message === message)) return false;
	if (type !== null && fields?.type !== type) return false;
	return topic === null || isAbout(fields, topic, topics);
}

/** PUBLISHes with this topic, what acknowledges them, and SUBSCRIBEs whose filters match it. */
function isAbout(fields: PacketFields | null, topic: string, topics: KnownTopics): boolean {
	if (fields === null) return false;
	if (fields.type === "PUBLISH") return fields.topic === topic;
	if (fields.type === "SUBSCRIBE") return fields.filters.some(({ filter }) => topicMatches(filter, topic));
	if (fields.type === "UNSUBSCRIBE") return fields.filters.some((filter) => topicMatches(filter, topic));
	return "message" in fields && fields.message !== null && topics.of(fields.message) === topic;
}

/** What can be chosen: the newest names, so many of each. */
export type Choices = {
	readonly clients: readonly string[];
	readonly messages: readonly string[];
	readonly types: readonly PacketType[];
	readonly topics: readonly string[];
};
const OFFERED = 200;

export function choicesIn(traffic: Traffic): Choices {
	const [clients, messages, types, topics] = [new Set<string>(), new Set<string>(), new Set<PacketType>(), new Set<string>()];
	for (let index = traffic.count - 1; index >= 0; index--) {
		const packet = traffic.packets[index];
		if (packet === undefined) continue;
		if (clients.size < OFFERED) clients.add(packet.clientId ?? unnamed(packet.connection));
		const { fields } = packet;
		if (fields === null) continue;
		types.add(fields.type);
		if (fields.type !== "PUBLISH") continue;
		if (messages.size < OFFERED) messages.add(fields.message);
		if (topics.size < OFFERED) topics.add(fields.topic);
	}
	const named = (names: Iterable<string>) => [...names].sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
	return { clients: named(clients), messages: named(messages), types: [...types].sort(), topics: named(topics) };
}
