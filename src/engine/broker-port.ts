import type { Fact, FactOf, Origin } from "#contract/event.ts";
import type { CloseReason } from "#contract/reasons.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { Malformed } from "#mqtt/malformed.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { MqttVersion } from "#mqtt/version.ts";
import type { RoomClock } from "./clock.ts";
import type { Names } from "./names.ts";
import type { SessionState } from "./session.ts";
import type { ShareOf } from "./share-of.ts";
import type { BrokerState } from "./state.ts";
import type { Turn } from "./turn.ts";
import type { Closing, ConnectRefused, Load, PacketLoad } from "./wire/load.ts";
import type { Work } from "./work.ts";

/** A client as its CONNECT introduced it. clientId: the client's own id, or the one that the room gave it [MQTT-3.1.3-6]. */
export type Introduced = { readonly clientId: string; readonly connect: Extract<Packet, { type: "CONNECT" }> };

/** A rule that a client has broken, and by which packet. qos: of a PUBLISH. */
export type Erring = Pick<FactOf<"rule.broken">, "packet" | "packetId" | "message" | "breach">;

/** The broker's end of one wire. No method throws; once the wire is closed, no method does anything. */
export type WireEnd = {
	readonly connection: string;
	readonly origin: Origin;
	/** Null until the client has sent its CONNECT. */
	readonly client: Introduced | null;
	isOpen(): boolean;
	/** Whether the client has closed its end, and all that it sent before that has arrived. */
	hasEnded(): boolean;
	/** Whether the client's socket is gone: what is sent to the client is lost at once. */
	isGone(): boolean;
	/** Whether a newer connection has the same client id [MQTT-3.1.4-2]. */
	isTakenOver(): boolean;
	/** Why whoever leads this room does not let this client connect under its id; null: it may, or nobody leads the room. */
	refusal(): ConnectRefused | null;
	/** Sends a load on its way to the client. A wire that is past its bounds is cut after this turn: a full wire must never hold the broker up. */
	send(load: Load): void;
	/** Like send(), for a packet that the broker has written and that belongs to this message, or to none. */
	sendPacket(packet: Exclude<Packet, { type: "PUBLISH" }>, bytes: Uint8Array, message: string | null): void;
	/** Whether a packet that can wait or be dropped should go now; if not, drained() is called once the wire and the client's socket have emptied. */
	hasRoom(): boolean;
	/** What has arrived has been taken: the client's socket may be read again. */
	readOn(): void;
	/** The client's CONNECT has arrived at the broker. Seconds, 0 = never: after 1.5 times that without a packet the connection is closed [MQTT-3.1.2-24]. */
	startKeepAlive(seconds: number): void;
	/** The client has broken a rule by this packet; its connection goes on. */
	errs(erring: Erring): void;
	/** The broker has written a packet that the standard forbids: that is told, by the name that is returned, if it is; the packet itself goes on by send(). */
	malformed(fault: Malformed, bytes: Uint8Array): string | undefined;
	/** A bound of this connection has been reached: the connection ends after this turn. */
	overflow(says: string): void;
	close(closing: Closing): void;
	/** Runs a call that comes from outside a step of the room; a bug in the call costs this connection alone, and is reported. */
	run(call: () => void): void;
};

/** What a broker keeps of one connection. */
export type BrokerConnection = {
	/** One load has arrived at the broker's end: loads arrive in the order of sending, and never after left(). */
	arrives(load: Load): void;
	/** Loads that have arrived and wait for the broker: they count towards the bound of the up lane. */
	readonly backlog: number;
	/** The message that the broker sent under this packet id, while that message is outstanding; null: none is known. */
	sent(packetId: number): string | null;
	/** The wire was crowded (hasRoom() said no) and has emptied. */
	drained(): void;
	/** The connection is over; called once. heard: somebody is left to hear the client's will. */
	left(reason: CloseReason, heard: boolean): void;
};

/** What a broker needs of its room. */
export type BrokerRoom = {
	readonly clock: RoomClock;
	readonly turn: Turn;
	readonly work: Pick<Work, "do" | "later" | "alone" | "spend" | "spent">;
	readonly names: Names;
	readonly settings: () => BrokerSettings;
	readonly tell: (fact: Fact) => void;
	/** Reports a bug. */
	readonly report: (fault: unknown) => void;
	/** A name for the next delivery: unique in the room until it is cleared, whichever broker stands there. */
	readonly deliveryName: () => string;
	/** A name for the next packet, so that a delivery can be told before its packet leaves. */
	readonly packetName: () => string;
	readonly shareOf: ShareOf;
};

/** What answers behind the wires of a room. This is all that a room knows of its broker. */
export type BrokerPort = {
	/** Name and version, as the stage shows them; empty until the broker has started. */
	readonly version: string;
	/** The protocols that a CONNECT to this broker may name: any other protocol level is answered with return code 1 [MQTT-3.1.2-2]. */
	readonly speaks: readonly MqttVersion[];
	/** What judges whether a client keeps to the standard: the wire, which ends the connection [MQTT-4.8.0-1], or the broker, whatever it does. */
	readonly judge: "wire" | "broker";
	/** Whether a restart can bring back what the broker holds. */
	readonly canKeep: boolean;
	/** Starts or restarts the broker's program; settles once the program runs, rejects when it cannot. Connections accepted from now on wait for serve(). */
	start(): Promise<void>;
	/** The start has been told: the broker may answer the connections that wait, and all that come. */
	serve(): void;
	accept(end: WireEnd): BrokerConnection;
	/** Connections accepted from now on wait for serve(): the broker is about to be restarted. */
	hold(): void;
	/** The settings have changed. */
	adjust(): void;
	/** No connection is left. What the broker holds is gone, and that is told, a session in each step. */
	forget(): Iterable<unknown>;
	/** All that the broker holds is gone, without a word: the room was cleared. Its connections end right after this. */
	clear(): void;
	/** The client ids of the persistent sessions. */
	persistentSessions(): readonly string[];
	/** The broker's sessions, for inspection: tests compare them with the world. Empty where the sessions cannot be seen. */
	sessions(): Iterable<Readonly<SessionState>>;
	/** About how many bytes of messages the broker holds. */
	bytes(): number;
	/** What the broker holds, as plain data; an open connection is saved as it stands. */
	save(): BrokerState;
	/**
	 * Takes what another broker has saved; called once, before anything else. The connections in that state have ended along with their
	 * broker: lost() is called for each, then ended(). wrote: what the broker still puts on the wire of a connection that is not lost yet,
	 * because another connection, lost before it, had sent something that was waiting. gone: see WireEnd.isGone().
	 */
	restore(
		state: BrokerState,
		wrote: (connection: string, load: PacketLoad, gone: boolean) => void,
	): { lost(connection: string): void; ended(): void };
	close(): Promise<void>;
};
