import type { PublishedMessage } from "#engine/session.ts";
import type { QoS } from "#mqtt/packet.ts";

/** One sending of one message. */
export type Sent = {
	readonly message: PublishedMessage;
	readonly qos: QoS;
	readonly retain: boolean;
	readonly dup: boolean;
	readonly packetId: number | null;
	readonly attempt: number;
};

/** How the store sends: in order, towards one connection. */
export type Outbox = {
	/** A name for the next delivery. */
	deliveryName(): string;
	/** A name for the next packet, so that a delivery can be told before its packet leaves. */
	packetName(): string;
	publish(connection: string, packet: string, sent: Sent): void;
	release(connection: string, packetId: number, message: string | null): void;
	/** Whether a packet that can wait or be dropped should go now: a crowded wire is left alone until it has emptied (see drained). */
	hasRoom(connection: string): boolean;
};
