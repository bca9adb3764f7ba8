import type { QoS } from "#mqtt/packet.ts";

/** What a person sets on a client card. It survives a reload; it takes effect with the next packet that carries it. */
export type ClientSetup = {
	readonly clientId: string;
	readonly cleanSession: boolean;
	/** Seconds, 0 = off: a lab client defaults to 0, because a slow wire would end a short one. */
	readonly keepAlive: number;
	readonly will: WillSetup | null;
	/** Where the card stands and which half it shows first. */
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
	/** It may be renamed until its first CONNECT. */
	readonly everConnected: boolean;
	/** Whether mqtt.js holds a connection (or is opening one). The stage goes by the world, not by this. */
	readonly plugged: boolean;
};
