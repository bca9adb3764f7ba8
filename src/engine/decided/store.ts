import type { CloseReason } from "#contract/reasons.ts";
import type { PublishedMessage, SessionState } from "#engine/session.ts";
import type { StoreState } from "#engine/state.ts";
import type { FilterRequest } from "#mqtt/packet.ts";
import type { Slip } from "#mqtt/slips.ts";

/**
 * Decides the fate of every message for every session: pure, synchronous, bounded. The store is told what crosses the wires, tells facts,
 * and sends through the outbox. The store is never called from inside itself (see turn.ts).
 */
export type SessionStore = {
	/**
	 * CONNACK 0 is about to go out. Ends what has to end before: an older session of this client that it does not go on with [3.1.1 section
	 * 3.1.2.4], and the oldest one where there are too many. Then calls; at once, if this turn has time for it, and else nothing happens in this room until then.
	 */
	makeWay(clientId: string, cleanSession: boolean, then: () => void): void;
	/** Way has been made, and CONNACK 0 is going out. Returns session present [MQTT-3.2.2-1 to -3]. */
	open(clientId: string, cleanSession: boolean, connection: string): boolean;
	/** The CONNACK is on its way: what is unacknowledged is sent again, then the queue [MQTT-4.4.0-1]. */
	resume(connection: string): void;
	/** The connection ended. */
	leave(connection: string, reason: CloseReason): void;
	/** The return code for each filter, in order [MQTT-3.9.3-1]. */
	granted(connection: string, filters: readonly FilterRequest[]): number[];
	/** The SUBACK is on its way. answered: called once all retained messages that the SUBSCRIBE brings are decided, which may take several turns. */
	subscribe(connection: string, filters: readonly FilterRequest[], returnCodes: readonly number[], answered: () => void): void;
	/** Calls once all retained messages are decided that a SUBSCRIBE of an earlier connection has brought; at once, if they are. */
	afterwards(connection: string, call: () => void): void;
	unsubscribe(connection: string, filters: readonly string[]): void;
	/** A PUBLISH at QoS 2 has arrived. False if its id is being held: the same message again [MQTT-4.3.3-2]; null if too many ids are held. */
	hold(connection: string, packetId: number, message: string): boolean | null;
	/** The PUBREL for this id has arrived. */
	letGo(connection: string, packetId: number): void;
	publish(message: PublishedMessage): void;
	/** Returns what the client has done against the standard; null: nothing. */
	acknowledged(connection: string, type: "PUBACK" | "PUBREC" | "PUBCOMP", packetId: number): Slip | null;
	/** The message sent to this connection under this id. */
	sent(connection: string, packetId: number): string | null;
	/** The settings have changed: a wider window releases what was waiting for it. */
	adjust(): void;
	/** The wire of this connection was crowded, and has emptied. */
	drained(connection: string): void;
	/** The client of this session has been away for too long (persistent_client_expiration). */
	expire(clientId: string): void;
	/** The broker restarts and keeps nothing; no connection is left. A part of a session in each step. */
	forget(): Generator;
	persistentSessions(): string[];
	/** The store as plain data; open connections are saved as they stand. */
	save(): StoreState;
	/** Takes what another store has saved; called once, before anything else. */
	restore(state: StoreState): void;
	/** What the store holds, for inspection. */
	sessions(): Iterable<Readonly<SessionState>>;
	/** See BrokerPort. */
	bytes(): number;
	clear(): void;
};
