import type { RoomEvent } from "#contract/event.ts";
import { seatOf } from "#contract/seat-client.ts";
import type { World } from "#model/world.ts";
import { openBounded } from "./bounded.ts";

/** What is told of seats that are hidden: everything but their words. */
export type Hiding = {
	/** What happened, so that it is known whose every message and connection is; called for every event, before it is told. */
	note(event: RoomEvent): void;
	hide(seat: number, hidden: boolean): void;
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
const WORDS: ReadonlySet<string> = new Set(["topic", "filter", "nearest", "payload", "hex", "filters", "clientId", "says"]);

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
	/** By seat, what stands for its words: each another name, so that two topics of a seat stay two. */
	const names = new Map<number, Map<string, string>>();
	let own: number | null = null;

	const isHidden = (seat: number | undefined) => seat !== undefined && seat !== own && hidden.has(seat);

	function note(event: RoomEvent): void {
		if (event.type === "room.cleared") for (const known of [messages, connections, packets, retained, names]) known.clear();
		if (event.type === "connection.opened" && event.origin.kind === "lab") connections.set(event.connection, event.origin.seat ?? 0);
		if (event.type === "will.fired") messages.set(event.message, seatOf(event.session) ?? 0);
		if (event.type === "publication.accepted") messages.set(event.message, seatOf(event.publisher) ?? 0);
		if (event.type === "retained.set") retained.set(event.topic, messages.get(event.message) ?? 0);
		if (event.type === "retained.cleared") retained.delete(event.topic);
		if (!("packet" in event) || !("connection" in event) || event.packet === undefined) return;
		const message = "fields" in event && "message" in event.fields ? event.fields.message : null;
		packets.set(event.packet, [message, event.connection]);
		if (message !== null && "fields" in event && event.fields.type === "PUBLISH" && event.direction === "up")
			messages.set(message, connections.get(event.connection) ?? 0);
	}
	/** Whose words stand in this; undefined: as around it. */
	function ownerOf(it: Readonly<Record<string, unknown>>): number | undefined {
		const by = (field: string) => (typeof it[field] === "string" ? (it[field] as string) : undefined);
		const message = by("message");
		const ofMessage = message === undefined ? undefined : messages.get(message);
		if (ofMessage !== undefined) return ofMessage;
		const connection = by("connection");
		const ofConnection = connection === undefined ? undefined : connections.get(connection);
		if (ofConnection !== undefined) return ofConnection;
		const client = by("publisher") ?? by("session");
		if (client !== undefined) return seatOf(client) ?? 0;
		// A client id that is no seat's says nothing: a seat may have written it.
		const clientId = by("clientId");
		return clientId === undefined ? undefined : (seatOf(clientId) ?? undefined);
	}
	function nameOf(seat: number, field: string, words: string): string {
		if (field === "payload" || field === "hex") return `seat ${seat}`;
		if (field === "says") return `What it says is hidden: seat ${seat}.`;
		if (field === "clientId" && seatOf(words) !== null) return words;
		const known = names.get(seat) ?? new Map<string, string>();
		names.set(seat, known);
		const count = known.size;
		const name = known.get(words) ?? (count === 0 || count >= NAMED ? `seat ${seat}` : `seat ${seat} (${count + 1})`);
		if (count < NAMED) known.set(words, name);
		return name;
	}
	/** owner: whose words these are; 0: nobody's. field: where they stand. */
	function walk(value: unknown, owner: number, field: string): unknown {
		if (typeof value === "string") return isHidden(owner) && WORDS.has(field) && value !== "" ? nameOf(owner, field, value) : value;
		if (typeof value !== "object" || value === null) return value;
		if (Array.isArray(value))
			return keepIfSame(
				value,
				value.map((one) => walk(one, owner, field)),
			);
		const its = ownerOf(value as Record<string, unknown>) ?? owner;
		const entries = Object.entries(value).map(([key, one]) => walkEntry(key, one, its, field));
		const same = Object.entries(value).every(([key, one], at) => entries[at]?.[0] === key && entries[at]?.[1] === one);
		return same ? value : Object.fromEntries(entries);
	}
	function walkEntry(key: string, value: unknown, owner: number, within: string): readonly [string, unknown] {
		if (within === "subscriptions") return [isHidden(owner) ? nameOf(owner, "filter", key) : key, walk(value, owner, "")];
		const its = seatOf(key) ?? (within === "retained" ? retained.get(key) : undefined) ?? owner;
		const told = walk(value, its, key);
		if (within === "retained" && typeof told === "object" && told !== null && "topic" in told) return [String(told.topic), told];
		return [key, told];
	}

	return {
		note,
		hide(seat, on) {
			if (on) hidden.add(seat);
			else hidden.delete(seat);
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
			return isHidden(message === null ? undefined : messages.get(message)) || isHidden(connections.get(connection));
		},
	};
}

function keepIfSame<T>(before: readonly T[], after: readonly T[]): readonly T[] {
	return before.every((one, at) => one === after[at]) ? before : after;
}
