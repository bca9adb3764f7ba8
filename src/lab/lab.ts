import type { StoreApi } from "zustand";
import type { QoS } from "#mqtt/packet.ts";
import type { ClientSetup, LabClient, Outcome, PublishSetup } from "./setup.ts";

export type LabState = {
	/** By client id, in the order in which they were added. */
	readonly clients: Readonly<Record<string, LabClient>>;
};

/** The MQTT clients living in this page: one mqtt.js client each, its conveniences off. */
export type LabStore = StoreApi<LabState> & {
	add(clientId: string, setup?: Partial<Omit<ClientSetup, "clientId">>): Outcome;
	remove(clientId: string): Outcome;
	rename(clientId: string, to: string): Outcome;
	set(clientId: string, setup: Partial<Omit<ClientSetup, "clientId">>): Outcome;
	/** Sends CONNECT once the socket is open. */
	connect(clientId: string): Promise<Outcome>;
	/** Sends DISCONNECT, at once, whatever is unacknowledged. */
	disconnect(clientId: string): Outcome;
	subscribe(clientId: string, filter: string, qos: QoS): Outcome;
	unsubscribe(clientId: string, filter: string): Outcome;
	publish(clientId: string, what: PublishSetup): Outcome;
	/** Ends every client's own half too: the room was cleared. */
	forget(): void;
	close(): void;
};
