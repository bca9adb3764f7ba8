import type { FactOf, Origin, PacketFields } from "#contract/event.ts";
import type { CloseReason } from "#contract/reasons.ts";
import type { Breach } from "#mqtt/malformed.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";
import type { TapeFate } from "./least-of.ts";

/** A moment of a room: after the event of this seq, at this room-clock time in ms. */
export type At = { readonly seq: number; readonly at: number };

/** From the last event before it to the first world after it, so many events are missing. What ended in between is "unseen". */
export type TrafficGap = { readonly after: At; readonly until: At; readonly events: number };

/** What crossed the wires of a room, packet by packet, in order of setting out: what tape, exchange, inspector and exports are drawn from. */
export type Traffic = {
	/** The same for as long as one traffic goes on from the one before: another traffic counts its packets anew, whatever they are called. */
	readonly fold: object;
	/** The seq of the oldest world that is known; what was before it is not. */
	readonly from: number;
	/** The seq of the last event that is in here. */
	readonly upTo: number;
	/** Where events are missing, oldest first: this page did not keep up with the room, or was away from it. */
	readonly gaps: readonly TrafficGap[];
	/** The last LIMITS.tapePackets packets, oldest first. The list goes on growing: `count` of them are in this traffic. */
	readonly packets: readonly TapePacket[];
	readonly count: number;
	/** The number of the first of them: packets before it are no longer kept. */
	readonly first: number;
	/** By connection: those of the kept packets, and those that are open. In order of opening. */
	readonly connections: ReadonlyMap<string, TapeConnection>;
	/** Every change of the room's wire delay, in order of time; the first is what held at `from`. See pathOf(). */
	readonly paces: readonly WirePace[];
	/** The moments of which it was told when they were, in order of time. See wallOf(). */
	readonly walls: readonly AtWall[];
	/** By client, in order of creation. What is in there may be later than upTo. */
	readonly sessions: ReadonlyMap<string, readonly TapeSession[]>;
	/** The copies that each client keeps of what it published. What is in there may be later than upTo. */
	readonly copies: ReadonlyMap<string, readonly TapeStep[]>;
	/** When the room was cleared, in order: names of messages begin anew then. What is in there may be later than upTo. See lives.ts. */
	readonly clears: readonly At[];
	/** How a message stood after the event of that seq, for one subscriber or, null, for all of them. Null: not known. */
	fateAt(message: string, subscriber: string | null, seq: number): TapeFate | null;
	/** The seqs with which copies of the message of that name at that seq reached a subscriber, oldest first. */
	copiesAt(message: string, subscriber: string, seq: number): readonly number[];
	/** The numbers of the kept packets that were on a wire at some time between these two, in ms of the room clock; in order. */
	within(from: number, to: number): readonly number[];
	/** The number of the first kept packet that left at this time or later. */
	leftAt(time: number): number;
	/** Null: no packet of that name is kept. */
	named(packet: string): TapePacket | null;
	/** Null: no packet of that number is kept. */
	numbered(number: number): TapePacket | null;
	/** The numbers of the packets that carry or acknowledge messages of this name, oldest first. To be read with packetsOf(), which knows of clears. */
	of(message: string): readonly number[];
};

/** One packet on its way over one wire. A new value when something happens to it; what happens later is told with its seq, so that a reader at an earlier moment can leave it out. */
export type TapePacket = {
	/** Counts the packets of the room from 0, as far as this page knows them. */
	readonly number: number;
	/** As events name it. */
	readonly packet: string;
	readonly connection: string;
	/** Null: the client had not said who it is. */
	readonly clientId: string | null;
	readonly direction: Direction;
	readonly bytes: number;
	/** Null: the bytes are not a packet that could be read; see malformed. */
	readonly fields: PacketFields | null;
	readonly malformed: Unreadable | null;
	readonly left: At;
	readonly delayMs: number;
	/** Null: it is still under way. */
	readonly end: TapeEnd | null;
	/** The number of the packet that this one answers on the same wire, or that answers this one; null: none. */
	readonly answers: number | null;
	readonly answeredBy: (At & { readonly number: number }) | null;
};

/** hex: its first bytes. onward: how it goes on, as its event says. offset: of the byte that broke it; past the last byte: a byte is missing there; undefined: not known. */
type Unreadable = {
	readonly says: string;
	readonly clause: string;
	readonly breach?: Breach | undefined;
	readonly hex: string;
	readonly onward: NonNullable<FactOf<"packet.malformed">["onward"]>;
	readonly offset?: number | undefined;
};

/** wall: ms since the epoch, at that moment. */
export type AtWall = At & { readonly wall: number };

/** stepped: a person let it arrive. reason: why the connection ended that took it along; null: nobody read any longer. unseen: it ended in a gap. */
type TapeEnd = At &
	(
		| { readonly how: "arrived"; readonly stepped: boolean }
		| { readonly how: "lost"; readonly reason: CloseReason | null }
		| { readonly how: "unseen" }
	);

/** From this moment on a packet takes so long across; null: it stands still. */
export type WirePace = At & { readonly delayMs: number | null };

export type TapeConnection = {
	readonly connection: string;
	readonly origin: Origin;
	/** Null: no CONNECT was seen. */
	readonly clientId: string | null;
	readonly opened: At;
	/** Its CONNECT, which is known for as long as the connection is; null: none was seen. */
	readonly connect: Extract<PacketFields, { type: "CONNECT" }> | null;
	/** The CONNACK with return code 0 as it reached the client. */
	readonly accepted: At | null;
	/** The client's DISCONNECT as it left. */
	readonly parted: At | null;
	/** Where this wire had a pace of its own, because it was silent or held, or slowed down alone; undefined delayMs: the pace of the room again. In order of time. */
	readonly paces: readonly (At & { readonly delayMs: number | null | undefined })[];
	/** clause: that by which it ended; null: none asked for it. */
	readonly closed: (At & { readonly reason: CloseReason | "unseen"; readonly says: string; readonly clause: string | null }) | null;
};

/** One message that is kept. slot: its place among the kept ones, from 0; sent: it is on its way, and not acknowledged. packetId: as it was last sent. */
export type TapeRow = {
	readonly message: string;
	readonly slot: number;
	readonly sent: boolean;
	readonly qos: QoS;
	readonly packetId: number | null;
};

/**
 * What is kept from this moment on: so many that were never sent, so many that were sent and are not acknowledged. rows: each of them, up to
 * three; with more of them, none. away: their client is not connected.
 */
export type TapeStep = At & {
	readonly waits: number;
	readonly sent: number;
	readonly away: boolean;
	readonly rows: readonly TapeRow[];
	/** All that was kept until then was thrown away. */
	readonly discarded?: true;
};

/** The session of a client, from its creation to its end; null: it goes on. steps: what waited in it, in order of time. */
export type TapeSession = {
	readonly session: string;
	readonly cleanSession: boolean;
	readonly created: At;
	/** Since when something can wait in it: its first subscription. Null: nothing can. */
	readonly subscribed: At | null;
	readonly ended: At | null;
	readonly steps: readonly TapeStep[];
};
