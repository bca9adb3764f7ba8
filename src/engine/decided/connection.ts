import type { CloseReason } from "#contract/event.ts";
import type { WireEnd } from "#engine/broker-port.ts";
import type { BrokerStream } from "#engine/wire/broker-stream.ts";
import type { Load } from "#engine/wire/load.ts";
import type { Packet, PacketType } from "#mqtt/packet.ts";
import type { DecidedRoom } from "./decided-room.ts";

type Asked = Extract<Packet, { type: "SUBSCRIBE" | "UNSUBSCRIBE" }>;

/** One answer that Aedes owes, and its bytes once they have come. */
type Owed = {
	readonly type: PacketType;
	readonly packetId: number | null;
	given: { readonly packet: Packet; readonly bytes: Uint8Array } | null;
};

/** How far this connection has come at the broker. */
type Phase =
	/** Its CONNECT has not arrived. */
	| { readonly phase: "new" }
	/** Aedes is busy with its CONNECT. admitted: a newer connection takes it over from now on [MQTT-3.1.4-2]. */
	| { readonly phase: "connecting"; readonly admitted: boolean }
	/** CONNACK 0 has been sent. asked: what Aedes is busy with. */
	| { readonly phase: "serving"; readonly asked: Asked | null }
	/** A CONNACK with a return code above 0 is on its way [MQTT-3.2.2-5]. */
	| { readonly phase: "refused" }
	/** Its DISCONNECT has arrived: its will is forgotten, and Aedes is ending it [MQTT-3.14.4-3]. */
	| { readonly phase: "parted" };

/** What the decided broker keeps of one connection. */
export type DecidedConnection = {
	readonly end: WireEnd;
	readonly room: DecidedRoom;
	/** Which life of the broker it belongs to: a broker that was cleared hears no will from before. */
	readonly life: number;
	readonly stream: BrokerStream;
	phase: Phase;
	/** Has arrived while Aedes was busy: everything happens in the order of arrival. */
	readonly waiting: Load[];
	/** Answers that Aedes owes, in the order in which they were asked for [MQTT-4.6.0-2, -3]: it may give them in another. */
	readonly owed: Owed[];
	/** How it ended, once it has. heard: somebody is left to hear its will. */
	left: { readonly reason: CloseReason; readonly heard: boolean } | null;
};

/** Aedes is busy with what came before: what arrives now waits. */
export function isBusy({ phase }: DecidedConnection): boolean {
	switch (phase.phase) {
		case "connecting":
		case "refused":
			return true;
		case "serving":
			return phase.asked !== null;
		default:
			return false;
	}
}

export function isAdmitted({ phase }: DecidedConnection): boolean {
	return phase.phase === "serving" || phase.phase === "parted" || (phase.phase === "connecting" && phase.admitted);
}

export function clientIdOf({ end }: DecidedConnection): string {
	return end.client?.clientId ?? "";
}
