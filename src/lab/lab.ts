import type { StoreApi } from "zustand";
import type { QoS } from "#mqtt/packet.ts";
import type { ClientSetup, LabClient, Outcome, PublishSetup } from "./setup.ts";
import type { NextAck, Unsent } from "./unsent.ts";

export type LabState = {
	/** Names this loading of the page among the origins of connections. */
	readonly page: string;
	/** By client id, in the order in which they were added. */
	readonly clients: Readonly<Record<string, LabClient>>;
	/**
	 * Clients that were plugged in when the page went away. To the broker a reload is a cut cable: no DISCONNECT, the will fires. Their own
	 * half (unacknowledged messages, QoS 2 ids) was in the page's memory and is gone. A name leaves this list with its next CONNECT.
	 */
	readonly reloaded: readonly string[];
	/** Clients that were connected when the room was cleared. A name leaves this list with the client's next CONNECT. */
	readonly thrownOut: readonly string[];
	/** By client id, only the clients that are plugged in. */
	readonly links: Readonly<Record<string, LinkState>>;
	/** By client id: what becomes of the client's next acknowledgement; not there: it is sent. */
	readonly nextAcks: Readonly<Record<string, Unsent["fault"]>>;
	/** By client id: the acknowledgements that were not sent since the client's last CONNECT, oldest first. */
	readonly unsent: Readonly<Record<string, readonly Unsent[]>>;
};

/** What mqtt.js knows of its connection; mqtt.js may know this some ms before or after the room socket tells it. */
export type LinkState = {
	/** Whether the CONNACK has come. */
	readonly connected: boolean;
	/** SUBSCRIBE and UNSUBSCRIBE packets that have not been answered yet. */
	readonly unanswered: number;
};

/** The MQTT clients living in this page: one mqtt.js client each, its conveniences off. */
export type LabStore = StoreApi<LabState> & {
	/** Called once, when the room is known: lays out the first cards under free names, unless this tab kept some. */
	layOutFirst(isTaken: (clientId: string) => boolean): void;
	add(clientId: string, setup?: Partial<Omit<ClientSetup, "clientId">>): Outcome;
	remove(clientId: string): Outcome;
	rename(clientId: string, to: string): Outcome;
	set(clientId: string, setup: Partial<Omit<ClientSetup, "clientId">>): Outcome;
	/** Sends CONNECT once the socket is open. */
	connect(clientId: string): Promise<Outcome>;
	/** Connects a second time, beside the existing connection: the broker ends the older one [MQTT-3.1.4-2]. */
	takeOver(clientId: string): Promise<Outcome>;
	/** Sends a PUBLISH with QoS 3 [MQTT-3.3.1-4]. */
	violate(clientId: string): Outcome;
	/** What becomes of the next acknowledgement; once that has happened, or the connection is over, acknowledgements are sent as ever. */
	armNextAck(clientId: string, next: NextAck): Promise<Outcome>;
	/** Sends DISCONNECT at once, whatever is unacknowledged. */
	disconnect(clientId: string): Outcome;
	/** Sends SUBSCRIBE. Not named subscribe, because that is the name for following a store. */
	subscribeTo(clientId: string, filter: string, qos: QoS): Outcome;
	unsubscribeFrom(clientId: string, filter: string): Outcome;
	/** times > 1: every # in the payload becomes 1, 2, 3 ...; a payload without # gets " (1)", " (2)" ... appended. */
	publish(clientId: string, what: PublishSetup): Outcome;
	/** Ends every client's own half too: the room was cleared, and these clients were connected until then. */
	forget(thrownOut: readonly string[]): void;
	close(): void;
};
