import type { QoS } from "#mqtt/packet.ts";

/** What a person sets on a client card. The setup survives a reload, and takes effect with the next packet that carries it. */
export type ClientSetup = {
	readonly clientId: string;
	readonly cleanSession: boolean;
	/** Seconds, 0 = off: a lab client defaults to 0, because a slow wire would end a connection with a short keep alive. */
	readonly keepAlive: number;
	readonly will: WillSetup | null;
	/** Where the card stands and which half the card shows first. */
	readonly side: "publisher" | "subscriber";
	readonly publish: PublishSetup;
	/** The subscription form: what the next SUBSCRIBE will ask for. */
	readonly subscribe: { readonly filter: string; readonly qos: QoS };
};
export type WillSetup = { readonly topic: string; readonly payload: string; readonly qos: QoS; readonly retain: boolean };
export type PublishSetup = {
	readonly topic: string;
	readonly payload: string;
	readonly qos: QoS;
	readonly retain: boolean;
	/** How many PUBLISH packets one press sends, 1 to LIMITS.burst. */
	readonly times: number;
};

/** Expected failure is a value. */
export type Outcome = { readonly ok: true } | { readonly ok: false; readonly says: string };

/** One client living in this page. */
export type LabClient = {
	readonly setup: ClientSetup;
	/** A client may be renamed until its first CONNECT. */
	readonly everConnected: boolean;
	/** Whether mqtt.js holds a connection (or is opening one). The stage goes by the world, not by this flag. */
	readonly plugged: boolean;
};
