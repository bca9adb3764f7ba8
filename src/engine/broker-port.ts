import type { CloseReason, Fact, Origin } from "#contract/event.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { RoomClock } from "./clock.ts";
import type { SessionState } from "./decided/session.ts";
import type { Names } from "./names.ts";
import type { BrokerState } from "./state.ts";
import type { Turn } from "./turn.ts";
import type { Closing, Load } from "./wire/load.ts";

/** A client as its CONNECT introduced it. clientId: its own, or the one that the room gave it [MQTT-3.1.3-6]. */
export type Introduced = { readonly clientId: string; readonly connect: Extract<Packet, { type: "CONNECT" }> };

/** The broker's end of one wire. Nothing on it throws; once the wire is closed nothing on it does anything. */
export type WireEnd = {
	readonly connection: string;
	readonly origin: Origin;
	/** Null until its CONNECT has left the client. */
	readonly client: Introduced | null;
	isOpen(): boolean;
	/** Its client has closed its end, and all that it sent before has arrived. */
	hasEnded(): boolean;
	/** A newer connection has the same client id [MQTT-3.1.4-2]. */
	isTakenOver(): boolean;
	/** On its way to the client. Past the bounds of the wire it is cut after this turn: a full wire must never hold the broker up. */
	send(load: Load): void;
	/** As send(), for a packet that the broker has written and that is of no message, or of this one. */
	sendPacket(packet: Exclude<Packet, { type: "PUBLISH" }>, bytes: Uint8Array, message: string | null): void;
	/** Whether it takes another packet; past its bounds it does not, and is cut after this turn. */
	takes(): boolean;
	/** Whether what can wait should go now; if not, drained() is called once it has emptied. */
	hasRoom(): boolean;
	/** Bytes that the client's socket has not taken. */
	unsent(): number;
	/** What has arrived has been taken: its client may be read on. */
	readOn(): void;
	/** Its CONNECT has arrived at the broker. Seconds, 0 = never: after 1.5 times that without a packet it is closed [MQTT-3.1.2-24]. */
	startKeepAlive(seconds: number): void;
	/** A bound of this connection is reached: it ends, after this turn. */
	overflow(says: string): void;
	close(closing: Closing): void;
	/** Runs what comes from outside of a step of the room; a bug there costs this connection alone, and is reported. */
	run(call: () => void): void;
};

/** What a broker keeps of one connection. */
export type BrokerConnection = {
	/** One load has arrived at the broker's end: in the order of sending, never after left(). */
	arrives(load: Load): void;
	/** Loads that have arrived and wait for the broker: they count for the bound of the way up. */
	readonly backlog: number;
	/** The message that the broker sent under this packet id, while it is outstanding; null: none that is known. */
	sent(packetId: number): string | null;
	/** The wire was crowded (hasRoom() said no) and has emptied. */
	drained(): void;
	/** The connection is over; called once. heard: somebody is left to hear its will. */
	left(reason: CloseReason, heard: boolean): void;
};

/** What a broker needs of its room. */
export type BrokerRoom = {
	readonly clock: RoomClock;
	readonly turn: Turn;
	readonly names: Names;
	readonly settings: () => BrokerSettings;
	readonly tell: (fact: Fact) => void;
	/** A bug showed. */
	readonly report: (fault: unknown) => void;
	/** A name for the next packet, so that a delivery can be told before its packet leaves. */
	readonly packetName: () => string;
};

/** A version of MQTT, as CONNECT names it [3.1.1 section 3.1.2]. */
export type Spoken = { readonly protocolName: string; readonly protocolLevel: number };

export const MQTT_3_1: Spoken = { protocolName: "MQIsdp", protocolLevel: 3 };
export const MQTT_3_1_1: Spoken = { protocolName: "MQTT", protocolLevel: 4 };
export const MQTT_5: Spoken = { protocolName: "MQTT", protocolLevel: 5 };

/** What answers behind the wires of a room. A room knows of its broker this, and no more. */
export type BrokerPort = {
	/** Name and version, as the stage shows them; empty until it has started. */
	readonly version: string;
	/** What its CONNECTs may name: any other protocol level is answered with return code 1 [MQTT-3.1.2-2]. */
	readonly speaks: readonly Spoken[];
	/** Who judges what a client sends against the standard: the wire, which ends the connection [MQTT-4.8.0-1], or the broker, whatever it does. */
	readonly judge: "wire" | "broker";
	/** Whether what it holds can be there again after a restart. */
	readonly canKeep: boolean;
	/** Starts its program, or starts it anew; settles once it takes connections, rejects when it cannot. What is accepted before that waits. */
	start(): Promise<void>;
	accept(end: WireEnd): BrokerConnection;
	/** The settings have changed. */
	adjust(): void;
	/** No connection is left. What it holds is gone, and that is told. */
	forget(): void;
	/** All that it holds is gone, without a word: the room was cleared. Its connections end right after this. */
	clear(): void;
	/** Client ids. */
	persistentSessions(): readonly string[];
	/** Its sessions, to look at: tests compare them with the world. None where they cannot be seen. */
	sessions(): Iterable<Readonly<SessionState>>;
	/** What it holds, as plain data; a connection that is open is saved as it stands. */
	save(): BrokerState;
	/**
	 * Takes what another one has saved; called once, before anything else is. The connections in it have ended with their broker: lost() is called
	 * for each, then ended().
	 */
	restore(state: BrokerState): { lost(connection: string): void; ended(): void };
	close(): Promise<void>;
};
