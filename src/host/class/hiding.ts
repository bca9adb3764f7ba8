import type { RoomEvent } from "#contract/event.ts";
import type { CloseReason } from "#contract/reasons.ts";
import { seatOf } from "#contract/seat-client.ts";
import type { World } from "#model/world.ts";
import { openBounded } from "./bounded.ts";
import { openCommonWords } from "./common-words.ts";

/** What is told of seats that are hidden: everything but their words. */
export type Hiding = {
	/** What happened, so that it is known whose every message and connection is; called for every event, before it is told. */
	note(event: RoomEvent): void;
	/** True: it was told otherwise before. */
	hide(seat: number, hidden: boolean): boolean;
	readonly hidesAny: boolean;
	/** A world or an event without the words of hidden seats. own: the seat that is told, which may read its own. */
	without<T extends RoomEvent | World>(told: T, own?: number | null): T;
	/** Whether this packet carries words of a hidden seat. */
	hidesPacket(packet: string): boolean;
};

/** Messages, connections and packets of which it is known whose they are. */
const KNOWN = 20_000;

/** Names of topics, filters and client ids of one seat that stay apart from each other. Past this, the first one's name serves again. */
const NAMED = 200;

/** Fields that hold what somebody wrote, or say it again. */
const WORDS: ReadonlySet<string> = new Set(["topic", "filter", "nearest", "payload", "hex", "filters", "clientId", "page", "says"]);

/** Those of them that are topics or filters. */
const TOPICS: ReadonlySet<string> = new Set(["topic", "filter", "nearest", "filters"]);

/** Why a connection ended, where what is said of that repeats nothing that its client wrote. */
const SAYS_NOTHING_OF_IT: ReadonlySet<unknown> = new Set<CloseReason>([
	"disconnect",
	"cut",
	"takeover",
	"keep-alive",
	"no-connect",
	"unheard",
	"broker-restart",
	"room-closed",
]);

/** Stands for the field of a retained message: whose that is stays known for as long as it is retained. */
const RETAINED_ONE = "retained message";

/** It is not known any longer whose this is: nobody's who is hidden, or somebody's who is. */
const FORGOTTEN = -1;

/** The client ids of seats are given by the class, and stay. All else is what a seat can write: topics, filters, payloads, its will, other client ids. */
export function openHiding(): Hiding {
	const hidden = new Set<number>();
	/** Seats; 0: nobody's. */
	const messages = openBounded<string, number>(KNOWN);
	const connections = openBounded<string, number>(KNOWN);
	/** The message and the connection of a packet. */
	const packets = openBounded<string, readonly [message: string | null, connection: string]>(KNOWN);
	/** Whose message is retained on a topic, for as long as it is. */
	const retained = new Map<string, number>();
	const standIns = openStandIns();
	const common = openCommonWords(KNOWN);
	let own: number | null = null;

	const standIn = (owner: number, field: string, words: string) => {
		const own = (level: string) => standIns.of(owner, "level", level);
		return TOPICS.has(field) ? common.within(words, (user) => user !== owner && !hidden.has(user), own) : standIns.of(owner, field, words);
	};
	const isHidden = (seat: number) => (seat === FORGOTTEN ? hidden.size > 0 : seat !== own && hidden.has(seat));
	const ownerOfMessage = (message: string) => messages.get(message) ?? FORGOTTEN;
	const ownerOfConnection = (connection: string) => connections.get(connection) ?? FORGOTTEN;

	function note(event: RoomEvent): void {
		if (event.type === "room.cleared") for (const known of [messages, connections, packets, retained, standIns, common]) known.clear();
		if (event.type === "connection.opened") connections.set(event.connection, event.origin.kind === "lab" ? (event.origin.seat ?? 0) : 0);
		if (event.type === "will.fired") messages.set(event.message, seatOf(event.session) ?? 0);
		if (event.type === "publication.accepted") messages.set(event.message, seatOf(event.publisher) ?? 0);
		common.note(event);
		if (event.type === "retained.set") retained.set(event.topic, ownerOfMessage(event.message));
		if (event.type === "retained.cleared") retained.delete(event.topic);
		if (!("packet" in event) || !("connection" in event) || event.packet === undefined) return;
		const message = "fields" in event && "message" in event.fields ? event.fields.message : null;
		packets.set(event.packet, [message, event.connection]);
		if (message !== null && "fields" in event && event.fields.type === "PUBLISH" && event.direction === "up")
			messages.set(message, ownerOfConnection(event.connection));
	}
	/** Whose words stand in this; undefined: as around it. */
	function ownerOf(it: Readonly<Record<string, unknown>>): number | undefined {
		const by = (field: string) => (typeof it[field] === "string" ? (it[field] as string) : undefined);
		const ofPage = seatOfPage(it.origin);
		if (ofPage !== undefined) return ofPage;
		// Nobody but a seat publishes under its client ids.
		const publisher = by("publisher");
		if (publisher !== undefined) return seatOf(publisher) ?? 0;
		const message = by("message");
		if (message !== undefined) return ownerOfMessage(message);
		const connection = by("connection");
		if (connection !== undefined) return ownerOfConnection(connection);
		const session = by("session");
		if (session !== undefined) return seatOf(session) ?? 0;
		// A client id that is no seat's says nothing: a seat may have written it.
		const clientId = by("clientId");
		return clientId === undefined ? undefined : (seatOf(clientId) ?? undefined);
	}
	/** owner: whose words these are; 0: nobody's. field: where they stand. */
	function walk(value: unknown, owner: number, field: string): unknown {
		if (typeof value === "string") return isHidden(owner) && WORDS.has(field) && value !== "" ? standIn(owner, field, value) : value;
		if (typeof value !== "object" || value === null) return value;
		if (Array.isArray(value)) return walkAll(value, (one) => walk(one, owner, field));
		const its = field === RETAINED_ONE ? owner : (ownerOf(value as Record<string, unknown>) ?? owner);
		const plain = plainField(value);
		const entries = Object.entries(value).map(([key, one]) => (key === plain ? ([key, one] as const) : walkEntry(key, one, its, field)));
		const same = Object.entries(value).every(([key, one], at) => entries[at]?.[0] === key && entries[at]?.[1] === one);
		return same ? value : Object.fromEntries(entries);
	}
	function walkEntry(key: string, value: unknown, owner: number, within: string): readonly [string, unknown] {
		if (within === "clients") {
			const whose = ownerOf(value as Record<string, unknown>) ?? owner;
			return [isHidden(whose) ? standIns.of(whose, "clientId", key) : key, walk(value, whose, key)];
		}
		if (within === "subscriptions") return [isHidden(owner) ? standIn(owner, "filter", key) : key, walk(value, owner, "")];
		const its = seatOf(key) ?? (within === "retained" ? retained.get(key) : undefined) ?? owner;
		const told = walk(value, its, within === "retained" ? RETAINED_ONE : key);
		if (within === "retained" && typeof told === "object" && told !== null && "topic" in told) return [String(told.topic), told];
		return [key, told];
	}

	return {
		note,
		hide(seat, on) {
			const before = hidden.has(seat);
			if (on) hidden.add(seat);
			else hidden.delete(seat);
			return before !== on;
		},
		get hidesAny() {
			return hidden.size > 0;
		},
		without(told, its = null) {
			if (hidden.size === 0) return told;
			own = its;
			try {
				return walk(told, 0, "") as typeof told;
			} finally {
				own = null;
			}
		},
		hidesPacket(packet) {
			const known = packets.get(packet);
			if (known === undefined) return hidden.size > 0;
			const [message, connection] = known;
			return (message !== null && isHidden(ownerOfMessage(message))) || isHidden(ownerOfConnection(connection));
		},
	};
}

/** The seat in whose page a client lives; undefined: it lives in none of a seat. */
function seatOfPage(origin: unknown): number | undefined {
	const seat = typeof origin === "object" && origin !== null && "seat" in origin ? origin.seat : undefined;
	return typeof seat === "number" ? seat : undefined;
}

/** What stands for the words of a seat: each another name, so that two topics of a seat stay two. */
function openStandIns() {
	const names = new Map<number, Map<string, string>>();
	return {
		of(seat: number, field: string, words: string): string {
			const whose = seat === FORGOTTEN ? "perhaps of a hidden seat" : `seat ${seat}`;
			if (field === "payload" || field === "hex") return whose;
			if (field === "says") return `What it says is hidden: ${whose}.`;
			if (field === "clientId" && seatOf(words) !== null) return words;
			const known = names.get(seat) ?? new Map<string, string>();
			names.set(seat, known);
			const count = known.size;
			// No client can write such a level: it holds a "#" that is not alone [MQTT-4.7.1-2].
			const apart = field === "level" ? `${whose} #${count + 1}` : `${whose} (${count + 1})`;
			const name = known.get(words) ?? (field !== "level" && (count === 0 || count >= NAMED) ? whose : apart);
			if (count < NAMED) known.set(words, name);
			return name;
		},
		clear: () => names.clear(),
	};
}

/** The same list if none of it has changed. */
function walkAll(before: readonly unknown[], walk: (one: unknown) => unknown): readonly unknown[] {
	const after = before.map(walk);
	return before.every((one, at) => one === after[at]) ? before : after;
}

/** The field of this end of a connection that repeats nothing that its client wrote; null: it has none. */
function plainField(value: object): string | null {
	return "reason" in value && SAYS_NOTHING_OF_IT.has(value.reason) ? "says" : null;
}
