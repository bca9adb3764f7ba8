import type { BrokerRoom, WireEnd } from "#engine/broker-port.ts";
import { fanOutMs } from "#engine/program-cost.ts";
import type { BrokerStream } from "#engine/wire/broker-stream.ts";
import type { Closing, PacketLoad } from "#engine/wire/load.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { Observer } from "./observer.ts";
import type { StockBounds } from "./stock-bounds.ts";

/** How far this connection has come, judging by what has crossed its wire. */
type Phase =
	/** No CONNACK yet. */
	| { readonly phase: "new" }
	/** CONNACK 0 has been written. */
	| { readonly phase: "admitted" }
	/** A CONNACK with a return code above 0 has been written. */
	| { readonly phase: "refused" }
	/** The client's DISCONNECT has arrived [MQTT-3.14.4-3]; what follows it is still the broker's business. */
	| { readonly phase: "parted"; readonly admitted: boolean };

/** Packets that the broker has been given. because: for what in them it may end the connection; last: the last of them, in a few words. */
export type Given = { readonly because: Closing | null; readonly last: string | null };

export const NOTHING_GIVEN: Given = { because: null, last: null };

/** What this room knows of one connection to a broker that decides by itself. */
export type ObservedConnection = {
	readonly end: WireEnd;
	readonly room: ObservedRoom;
	readonly stream: BrokerStream;
	phase: Phase;
	/** PUBLISHes, acknowledgements and SUBSCRIBEs that arrived before the CONNACK: the CONNACK will show what becomes of them. */
	readonly early: PacketLoad[];
	/** Packets that the broker has been given and has not read: it works all of them off in one go. */
	unread: number;
	/** What the broker has been given, and what it has read and works off. */
	given: Given;
	inHand: Given;
	/** SUBSCRIBE and UNSUBSCRIBE packets that await their answer, by packet id. */
	readonly asking: Map<number, Extract<Packet, { type: "SUBSCRIBE" | "UNSUBSCRIBE" }>>;
};

export type ObservedRoom = BrokerRoom & {
	readonly observer: Observer;
	readonly bounds: StockBounds;
};

/** What the broker will take for the client's will, in ms: see Pace.spend(). */
export function willMs({ end, room, phase }: ObservedConnection): number {
	const will = end.client?.connect.will;
	return will && phase.phase === "admitted" ? fanOutMs(room.observer.sessions(), will.payload.length) : 0;
}

export function isAdmitted({ phase }: ObservedConnection): boolean {
	return phase.phase === "admitted" || (phase.phase === "parted" && phase.admitted);
}

/** The filters that this connection has asked for, and that have not been answered. */
export function filtersAsked({ asking }: ObservedConnection): readonly string[] {
	return [...asking.values()].flatMap((packet) => (packet.type === "SUBSCRIBE" ? packet.filters.map(({ filter }) => filter) : []));
}

export function clientIdOf({ end }: ObservedConnection): string {
	return end.client?.clientId ?? "";
}
