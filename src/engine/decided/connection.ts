import type { CloseReason } from "#contract/reasons.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { WireEnd } from "#engine/broker-port.ts";
import type { BrokerStream } from "#engine/wire/broker-stream.ts";
import type { Load } from "#engine/wire/load.ts";
import type { Packet } from "#mqtt/packet.ts";
import type { DecidedRoom } from "./decided-room.ts";

type Asked = Extract<Packet, { type: "SUBSCRIBE" | "UNSUBSCRIBE" }>;

/** How far this connection has come at the broker. */
type Phase =
	/** The CONNECT has not arrived. */
	| { readonly phase: "new" }
	/** Aedes is busy with the CONNECT. admitted: from now on a newer connection takes this one over [MQTT-3.1.4-2]. opened: CONNACK 0 has been sent. ready: Aedes is no longer busy, and CONNACK 0 waits for the end of another session. */
	| { readonly phase: "connecting"; readonly admitted: boolean; readonly opened: boolean; readonly ready: boolean }
	/** CONNACK 0 has been sent. asked: what Aedes is busy with. */
	| { readonly phase: "serving"; readonly asked: Asked | null }
	/** A CONNACK with a return code above 0 is on the way [MQTT-3.2.2-5]. */
	| { readonly phase: "refused" }
	/** The DISCONNECT has arrived: the will is forgotten, and Aedes is ending the connection [MQTT-3.14.4-3]. */
	| { readonly phase: "parted" };

/** What the decided broker keeps of one connection. */
export type DecidedConnection = {
	readonly end: WireEnd;
	readonly room: DecidedRoom;
	/** The life of the broker to which this connection belongs: a broker that was cleared hears no will from before. */
	readonly life: number;
	readonly stream: BrokerStream;
	phase: Phase;
	/** Packets that have arrived while Aedes was busy: everything happens in the order of arrival. */
	readonly waiting: Load[];
	/** Takes what waits, in a later turn. */
	readonly goOn: () => boolean;
	/** How the connection ended, once it has. heard: somebody is left to hear its will. */
	left: { readonly reason: CloseReason; readonly heard: boolean } | null;
};

/** Whether Aedes is busy with an earlier packet: what arrives now waits. */
export function isBusy({ phase }: DecidedConnection): boolean {
	switch (phase.phase) {
		case "new":
		case "parted":
			return false;
		case "connecting":
		case "refused":
			return true;
		case "serving":
			return phase.asked !== null;
		default:
			return unreachable(phase);
	}
}

/** Whether CONNACK 0 has been sent, and no DISCONNECT has arrived. */
export function isAccepted({ phase }: DecidedConnection): boolean {
	return phase.phase === "serving" || (phase.phase === "connecting" && phase.opened);
}

export function clientIdOf({ end }: DecidedConnection): string {
	return end.client?.clientId ?? "";
}
