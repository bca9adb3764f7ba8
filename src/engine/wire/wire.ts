import type { Fact } from "#contract/event.ts";
import type { CloseReason } from "#contract/reasons.ts";
import type { BrokerConnection, Introduced, WireEnd } from "#engine/broker-port.ts";
import type { RoomClock } from "#engine/clock.ts";
import type { Gathering } from "#engine/gathering.ts";
import type { KeptBytes } from "#engine/kept/kept-bytes.ts";
import type { Names } from "#engine/names.ts";
import type { Gate, RealTime, Socket } from "#engine/port.ts";
import type { Turn } from "#engine/turn.ts";
import type { Work } from "#engine/work.ts";
import type { Lane } from "./lane.ts";
import type { Closing, ConnectRefused, Load, UnderWay } from "./load.ts";

/** What a wire needs of its room. */
export type WireRoom = {
	readonly clock: RoomClock;
	readonly time: Pick<RealTime, "after" | "soon" | "wall">;
	readonly turn: Turn;
	readonly work: Work;
	readonly gathering: Gathering;
	readonly kept: Pick<KeptBytes, "keep">;
	readonly names: Names;
	readonly tell: (fact: Fact) => void;
	readonly report: (fault: unknown) => void;
	readonly delayMs: () => number;
	/** Counts what happens to any wire of the room: the order in time. */
	readonly order: () => number;
	readonly packetName: () => string;
	/** A client id for a client that does not name one. */
	readonly giveClientId: () => string;
	/** What judges the packets from clients of this wire's broker: see BrokerPort. */
	readonly judge: "wire" | "broker";
	/** The client of this wire is known by its CONNECT. */
	readonly introduced: (wire: Wire) => void;
	readonly isTakenOver: (wire: Wire) => boolean;
	readonly underWay: UnderWay;
	/** The client's socket is gone, and what the client sent before is still on its way; called once. */
	readonly departed: (wire: Wire) => void;
	/** The connection is over; called once. */
	readonly closed: (wire: Wire, closing: Closing) => void;
};

/** How far the client still sends. */
type Speech =
	| "open"
	/** The client has sent its DISCONNECT [MQTT-3.14.4-1]. */
	| "parted"
	/** Behind the client's DISCONNECT came a fault, and that has been told. */
	| "parted-over"
	/** A fault or the end of the client's stream is on the way: nothing more is taken. */
	| "over";

/** The client's socket. */
type Reach =
	| "whole"
	/** The client has closed its end, and still reads. */
	| "half"
	/** The socket is gone: what is sent to the client is lost; what the client sent before is still on its way. */
	| "gone";

/** How much patience the broker has left with a silent client. */
type Patience =
	/** The client's CONNECT has not arrived. */
	| { readonly of: "connect" }
	/** order: when the client's CONNECT arrived, counted over the room. limitMs: room-clock ms of silence after which the connection is closed; null: never. */
	| { readonly of: "client"; readonly order: number; readonly limitMs: number | null };

type Life =
	| { readonly phase: "open" }
	/** A bound has been reached; the wire is closed after this turn. */
	| { readonly phase: "full" }
	| { readonly phase: "closed"; readonly reason: CloseReason };

export type TimerName = "connect" | "half" | "keepAlive";

/** What has come from a client's socket and has not been looked at: it is taken a packet at a time, in order. */
export type Intake = {
	put(bytes: Uint8Array): void;
	/**
	 * What happened to the socket after those bytes. Where the wire has no room for them: after an end they wait without their socket, after
	 * a break they are lost with the connection.
	 */
	afterwards(happened: () => void, kind: "end" | "break"): void;
	/** Bytes that wait, and a little for each piece in which they came. */
	readonly bytes: number;
	/** Those, and the bytes of a packet that is not whole yet. */
	readonly held: number;
	/** How much has come of a packet that is not whole yet, in words: "1000 of 3009 bytes of a PUBLISH". Null: nothing has. */
	readonly begun: string | null;
	/** Whether something waits, and no step is being taken. */
	readonly isIdle: boolean;
	/** The gate is open: what it has kept back may be asked for again. */
	goOn(): void;
	/** Takes the next packet, or what happened next; true: there is more that can be taken now. */
	step(): boolean;
	clear(): void;
};

/** One connection: two lanes between the client's socket and the broker's end, which is the same object seen from the other side. */
export type Wire = WireEnd & {
	readonly room: WireRoom;
	readonly socket: Socket;
	readonly gate: Gate | null;
	/** Whether what happened to the socket waits behind packets that the gate keeps back. */
	gated: boolean;
	readonly up: Lane<Load>;
	readonly down: Lane<Load>;
	/** Set once, when the wire is opened. */
	intake: Intake;
	/** Bytes on each lane. */
	upBytes: number;
	downBytes: number;
	client: Introduced | null;
	/** The return code of the CONNACK that the broker has sent; null: none yet. */
	answered: number | null;
	/** Why the broker has refused the CONNECT; null: it has not, or says no more than the return code. */
	refused: ConnectRefused | null;
	broker: BrokerConnection;
	speech: Speech;
	reach: Reach;
	life: Life;
	patience: Patience;
	/** Room clock: when the client's last packet arrived at the broker. */
	lastHeard: number;
	/** Whether the wire is silent: nothing passes, and neither end is told. */
	silent: boolean;
	/** Whether the wire is held: nothing arrives that nobody lets go. */
	held: boolean;
	/** The delay of this wire alone, ms; null: as the room's. */
	ownDelayMs: number | null;
	/** Whether the end of what the client sends is on its way, or has arrived. */
	ending: boolean;
	/** Whether the client's socket is gone: the connection no longer counts as one of the room's. */
	departed: boolean;
	/** Whether the room has been told that the client is not being read for a while. */
	slowed: boolean;
	/** Whether the client's socket is being read. */
	isRead: boolean;
	/** How often reading the client's socket has been stopped or taken up again. */
	turnsOfReading: number;
	/** Whether packets that could wait were kept back: see hasRoom(). */
	crowded: boolean;
	/** How many rules the client has broken. */
	slips: number;
	/** Whether somebody is left to hear the client's will. */
	heard: boolean;
	readonly timers: Map<TimerName, () => void>;
};

/** The one catch of a connection: a bug costs that connection alone, and is reported. */
export function guard(wire: Wire, call: () => void): void {
	wire.room.work.begin();
	try {
		wire.room.turn.run(call);
	} catch (fault) {
		wire.room.report(fault);
		wire.close({ reason: "broker-fault", says: "A fault in this room ended the connection.", clause: null });
	} finally {
		wire.room.work.end();
	}
}

export function stopTimer(wire: Wire, name: TimerName): void {
	wire.timers.get(name)?.();
	wire.timers.delete(name);
}

/** Whether the client has sent its DISCONNECT [MQTT-3.14.4-1]. */
export function hasParted({ speech }: Wire): boolean {
	return speech === "parted" || speech === "parted-over";
}

/** Whether the broker has answered the CONNECT with a return code above 0. */
export function isRefused({ answered }: Pick<Wire, "answered">): boolean {
	return answered !== null && answered > 0;
}

/** Whether nothing arrives by itself: the wire is silent or held. */
export function standsStill({ silent, held }: Wire): boolean {
	return silent || held;
}

/** How long a packet takes across this wire, in room-clock ms. */
export function delayOf({ ownDelayMs, room }: Wire): number {
	return ownDelayMs ?? room.delayMs();
}

export function isOpen(wire: Wire): boolean {
	return wire.life.phase !== "closed";
}
