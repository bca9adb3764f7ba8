import type { By } from "#contract/by.ts";
import type { Command } from "#contract/command.ts";
import type { Visitor } from "#contract/door.ts";
import type { Origin, RoomEvent } from "#contract/event.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { World } from "#model/world.ts";
import type { Breach } from "#mqtt/malformed.ts";
import type { PacketType } from "#mqtt/packet.ts";
import type { Pace } from "./pace.ts";
import type { SessionState } from "./session.ts";
import type { ShareOf } from "./share-of.ts";
import type { SavedRoom } from "./state.ts";
import type { ConnectRefused } from "./wire/load.ts";

/** A client's socket, as a host hands it to a room. No method throws; after end() or terminate() every call is ignored. */
export type Socket = {
	/**
	 * Whole packets, in order. Packets sent in one turn of the event loop may leave as one write, and in one frame [MQTT-6.0.0-2]. more: more
	 * will follow, and in the end flush(); a socket that gathers bytes may wait for it.
	 */
	send(bytes: Uint8Array, more?: boolean): void;
	/** Nothing waits any longer for what was to follow. */
	flush?(): void;
	/** Bytes that send() has taken and the network has not. */
	unsent(): number;
	/** Stop and resume reading from the client (backpressure). */
	pause(): void;
	resume(): void;
	/** Whether bytes have come that were not handed on yet, because it is not this socket's turn. */
	holdsBack?(): boolean;
	/** The address of the client; not there: the client is in this process. */
	readonly peer?: string | undefined;
	/** Closes the socket after what has been sent. */
	end(): void;
	/** Breaks the socket now, without a goodbye. */
	terminate(): void;
};

/** The other half: what the host tells the room about that socket. */
export type Attached = {
	received(bytes: Uint8Array): void;
	/** The client closed its end after what it sent. stillReads: a TCP FIN leaves the other half open, a WebSocket close does not. */
	ended(stillReads: boolean): void;
	/** The network has taken what send() had taken: unsent() is 0 again, after it was more. */
	drained(): void;
	/** The connection broke: what is under way is lost. */
	gone(says: string): void;
	/** The host ends the connection for something that the room cannot see (text frame, oversized frame). */
	violated(says: string, clause: string, breach?: Breach): void;
};

/** Real time, handed in: nothing in a room asks the machine. */
export type RealTime = {
	/** Milliseconds, monotonic. */
	now(): number;
	/** Ms since the epoch, as clocks on a wall show it: it may be set back. */
	wall(): number;
	/** Calls once after ms; returns a function that cancels the call. */
	after(ms: number, call: () => void): () => void;
	/** Calls in a turn of the event loop of its own, after what sockets have brought in the meantime. */
	soon(call: () => void): void;
};

/** What a host lets a client do that is a guest in a class. */
export type Gate = {
	/** What passes here waits for neither a delay nor a pause, and the connection is not counted: the host itself has something to put in order. */
	readonly isAtOnce?: true;
	/** Null: a client of this id may connect. Otherwise why not. */
	refuses(clientId: string): ConnectRefused | null;
	/** Null: this packet of the client may set out now. Otherwise it waits, and with it all that comes behind it, until opened() calls; limit: what is told of that, if anything. */
	withholds(packetType: PacketType): { readonly limit: { readonly limit: string; readonly says: string } | null } | null;
	/** Called once, with what is to be called whenever packets may set out again. */
	opened(call: () => void): void;
	/** The connection is over: nothing of it waits any longer. Called once, and perhaps long after its socket has gone. */
	closed(): void;
};

export type Journal = {
	/** The seq of the oldest world that is known here. The kept events are those after it. */
	readonly from: number;
	/** Everything after seq; when that is no longer kept (or null is asked for), the world before the oldest kept event, and all kept events. */
	since(seq: number | null): { readonly base: World | null; readonly events: readonly RoomEvent[] };
	/** Called right after each event, synchronously; the watcher must not call back into the room. */
	follow(tell: (event: RoomEvent) => void): () => void;
	readonly seq: number;
};

export type Room = {
	readonly name: string;
	/** Names this life of the room. */
	readonly epoch: string;
	readonly journal: Journal;
	/** Room clock, ms. */
	now(): number;
	/** gate: not there: the client may do whatever the standard allows. */
	attach(origin: Origin, socket: Socket, gate?: Gate | null): Attached;
	/** by: who asks, for the events that come of it; not there: nobody leads this room. */
	command(command: Command, by?: By | null): { ok: true } | { ok: false; says: string };
	/** From now on, whoever leads this room says whose share of filters and of retained messages each client uses. */
	shares(of: ShareOf): void;
	/** For the log: a frame on the room socket that was not a command. */
	refuseFrame(says: string): void;
	/** Somebody stood at the door of this room and was not let in, or is in the lobby without having asked for it. */
	knocked(visitor: Visitor): void;
	/** Nobody is here; the host will close the room in this many ms. Told only if a persistent session is held. */
	closing(inMs: number): void;
	kept(): void;
	/** Open connections. */
	counts(): { readonly connections: number };
	/** Whether anybody could miss what is here: a connection with packets under way, a persistent session, or retained messages. */
	holds(): boolean;
	/** About how many bytes of messages are here: come from clients, on the wires, and held by the broker. */
	bytes(): number;
	/** The original bytes of this packet, or its beginning; whole: how many it has in all. Null: they are not kept, or not any longer. */
	bytesOf(packet: string): { readonly bytes: Uint8Array; readonly whole: number } | null;
	/** Memory is short: no bytes of packets are kept from before. */
	forgetBytes(): void;
	/** The same, and as few events as possible are kept; older ones are in the base alone. */
	shrink(): void;
	/** What the store holds, for inspection: tests compare it with the world. */
	sessions(): Iterable<Readonly<SessionState>>;
	/** All that the room is, as plain data; an open connection is saved as it stands, and is lost to the room that begins from there. */
	save(): SavedRoom;
	/** The number of timers that are set: 0 after close. */
	timers(): number;
	close(): Promise<void>;
};

export type OpenRoom = (options: {
	readonly name: string;
	readonly time: RealTime;
	/** Shared by the rooms of one process, so that each has its turn; default: this room is alone. */
	readonly pace?: Pace | undefined;
	/** The settings that the room's broker starts with; default: FIRST_SETTINGS. */
	readonly settings?: BrokerSettings | undefined;
	/** The room begins where another room was saved, with the saved settings. Null, the default: a new room. */
	readonly from?: SavedRoom | null;
	/** Reports a bug, which has cost one connection. */
	readonly report: (fault: unknown) => void;
}) => Promise<Room>;
