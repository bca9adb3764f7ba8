import type { EventOf, Fact, RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { seatOf } from "#contract/seat-client.ts";
import { openJournal } from "#engine/journal.ts";
import type { Room } from "#engine/port.ts";
import type { RoomView } from "#host/room-view.ts";
import { briefWorld } from "#model/brief-world.ts";
import { openBounded } from "./bounded.ts";
import { seenJournal } from "./seen-journal.ts";

/** Of each seat, what it is told of the room: what its own clients do, what becomes of their sessions, and what is true of the room as a whole. */
export type SeatStreams = {
	view(seat: number): RoomView;
	/** The seat in whose page the client of this connection lives; null: nobody's. */
	ownerOf(connection: string): number | null;
	/** The seat begins anew: it is told what is true of the room as a whole, and nothing of who had it before. life: how often it has. */
	beginAnew(seat: number, life: number): void;
	/** Messages that have set out to the clients of this seat, copies among them, since the room was cleared or the seat began anew. */
	sentTo(seat: number): number;
	/** The open connections of this seat. */
	connectionsOf(seat: number): readonly string[];
	close(): void;
};

type Kind = Fact["type"];
/** How it is found whom an event is about. "all": everybody is told; "none": no seat is. */
type Whose = "all" | "none" | "connection" | "session" | "publisher" | "packet" | "delivery";

const WHOSE = {
	"room.opened": "all",
	"settings.changed": "all",
	"broker.restarted": "all",
	"broker.failed": "all",
	"room.cleared": "all",
	"room.closing": "none",
	"room.kept": "none",
	"clock.paused": "all",
	"clock.resumed": "all",
	"delay.changed": "all",
	"limit.reached": "connection",
	"frame.refused": "none",
	"door.knocked": "none",
	"connection.opened": "connection",
	"connection.ending": "connection",
	"connection.closed": "connection",
	"connection.refused": "connection",
	"packet.entered": "packet",
	"packet.passed": "connection",
	"packet.arrived": "packet",
	"packet.lost": "packet",
	"wire.silenced": "connection",
	"wire.mended": "connection",
	"wire.held": "connection",
	"wire.released": "connection",
	"wire.delayed": "connection",
	"packet.malformed": "connection",
	"rule.broken": "connection",
	"session.created": "session",
	"session.resumed": "session",
	"session.offline": "session",
	"session.discarded": "session",
	"subscription.added": "session",
	"subscription.replaced": "session",
	"subscription.removed": "session",
	"subscription.refused": "session",
	"incoming.held": "session",
	"incoming.released": "session",
	"retained.awaited": "session",
	"retained.decided": "session",
	"will.armed": "session",
	"will.disarmed": "session",
	"will.fired": "session",
	"publication.accepted": "publisher",
	"publication.duplicate": "publisher",
	"publication.refused": "publisher",
	"delivery.queued": "delivery",
	"delivery.sent": "delivery",
	"delivery.released": "delivery",
	"delivery.acked": "delivery",
	"delivery.dropped": "delivery",
	"retained.set": "none",
	"retained.cleared": "none",
} as const satisfies Record<Kind, Whose>;

/** Messages whose publication is kept, so that a seat is told of it along with its first copy. */
const PUBLICATIONS = LIMITS.messagesHard + LIMITS.retained;

/** An event costs the same however many seats there are: each is found by a name. */
export function openSeatStreams(room: Room): SeatStreams {
	const streams = Array.from({ length: LIMITS.seats }, (_, at) => openStream(room, at + 1));
	/** What everybody was told last, by kind and in the order of time: still so, or overruled by what came later. */
	const standing = new Map<Kind, RoomEvent>();
	const owners = new Map<string, number>();
	/** The packets that are under way on the wires of seats. */
	const packets = new Map<string, number>();
	const sent = new Map<number, number>();
	const publications = openBounded<string, EventOf<"publication.accepted">>(PUBLICATIONS);
	const stream = (seat: number | null | undefined) => (seat === null || seat === undefined ? undefined : streams[seat - 1]);

	function seatFor(event: RoomEvent): number | null | undefined {
		const whose = WHOSE[event.type];
		if (whose === "packet" && "packet" in event && event.packet !== undefined) {
			if (event.type !== "packet.entered") {
				const seat = packets.get(event.packet);
				packets.delete(event.packet);
				return seat;
			}
			const seat = owners.get(event.connection);
			if (seat !== undefined) packets.set(event.packet, seat);
			return seat;
		}
		if (whose === "connection" && "connection" in event && event.connection !== null) return owners.get(event.connection);
		if ((whose === "session" || whose === "delivery") && "session" in event) return seatOf(event.session);
		if (whose === "publisher" && "publisher" in event) return seatOf(event.publisher);
		return null;
	}
	function count(event: RoomEvent): void {
		if (event.type !== "packet.entered" && event.type !== "packet.passed") return;
		const seat = owners.get(event.connection);
		if (seat !== undefined && event.direction === "down" && event.fields.type === "PUBLISH") sent.set(seat, (sent.get(seat) ?? 0) + 1);
	}
	function tell(event: RoomEvent): void {
		if (WHOSE[event.type] === "all") {
			if (event.type === "room.cleared") for (const known of [owners, packets, publications, sent]) known.clear();
			for (const one of streams) one.tell(event);
			standing.delete(event.type);
			standing.set(event.type, event);
			return;
		}
		if (event.type === "connection.opened" && event.origin.kind === "lab" && event.origin.seat !== undefined)
			owners.set(event.connection, event.origin.seat);
		if (event.type === "publication.accepted") publications.set(event.message, event);
		count(event);
		const its = stream(seatFor(event));
		if (event.type === "connection.opened") its?.begin();
		if (event.type === "session.created" && owners.has(event.connection)) its?.beginSessions();
		if (its?.hears(WHOSE[event.type]) === true) {
			const publication = "delivery" in event ? publications.get(event.message) : undefined;
			if (publication !== undefined) its.tellOnce(publication);
			if (event.type === "publication.accepted") its.tellOnce(event);
			else its.tell(event);
		}
		if (event.type === "connection.closed") owners.delete(event.connection);
	}
	for (const event of room.journal.since(null).events) tell(event);
	const unfollow = room.journal.follow(tell);
	return {
		view: (seat) => (stream(seat) as SeatStream).view,
		beginAnew(seat, life) {
			sent.delete(seat);
			for (const known of [owners, packets]) for (const [name, owner] of known) if (owner === seat) known.delete(name);
			const begun = openStream(room, seat, life);
			for (const event of standing.values()) begun.tell(event);
			streams[seat - 1] = begun;
		},
		ownerOf: (connection) => owners.get(connection) ?? null,
		sentTo: (seat) => sent.get(seat) ?? 0,
		connectionsOf: (seat) => [...owners].filter(([, owner]) => owner === seat).map(([connection]) => connection),
		close: unfollow,
	};
}

type SeatStream = ReturnType<typeof openStream>;

/** life: past 0, another phone had the seat: what becomes of its sessions is told to nobody, until a client of the next one comes. */
function openStream(room: Room, seat: number, life = 0) {
	/** What is told of: from the first connection on, what happens on it; and what becomes of sessions, from the first one on that is this phone's. */
	let [hasBegun, hasSession] = [life === 0, life === 0];
	/** Stamped with the time of the event that is being told. */
	let at = 0;
	const journal = openJournal(() => at, { keep: LIMITS.seatEvents });
	/** Of late: publications that this seat has been told of. */
	const known = openBounded<string, true>(LIMITS.messages);
	const tell = (event: RoomEvent) => {
		at = event.at;
		if (event.type === "room.cleared") known.clear();
		const { seq: _, at: __, ...fact } = event;
		journal.tell(fact as Fact);
	};
	const view: RoomView = {
		name: room.name,
		// A phone that is given another seat cannot go on from where it was.
		epoch: `${room.epoch}-${seat}-${life}`,
		// A phone remembers few messages one by one.
		journal: seenJournal(journal, { world: (base) => briefWorld(base, LIMITS.seatMessages) }),
		now: room.now,
		bytesOf: () => null,
	};
	return {
		view,
		tell,
		hears: (whose: Whose) => hasBegun && (hasSession || (whose !== "session" && whose !== "delivery")),
		begin() {
			hasBegun = true;
		},
		beginSessions() {
			hasSession = true;
		},
		tellOnce(event: EventOf<"publication.accepted">): void {
			if (known.has(event.message)) return;
			known.set(event.message, true);
			// Told with the first copy, which may come long after the message itself: what is told is told in the order of time.
			tell({ ...event, at: Math.max(at, event.at) });
		},
	};
}
