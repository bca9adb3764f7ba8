import type { DropReason } from "#contract/reasons.ts";
import type { QoS } from "#mqtt/packet.ts";

/** An acknowledgement that the broker waits for. */
export type Awaited = "PUBACK" | "PUBREC" | "PUBCOMP";

/**
 * Why a delivery is given up, and what has become of it: see givenUp(). unconfirmed: it had arrived, and this acknowledgement never reached
 * the broker. has: this delivery did not arrive, but the client has the message from another one. full: the numbers of the queue, where max_queued_messages is why.
 */
export type GivenUp = { readonly reason: DropReason; readonly full: Full | null; readonly qos: QoS } & (
	| { readonly unconfirmed: null; readonly has: boolean }
	| { readonly unconfirmed: Awaited; readonly has: true }
);

/** See QueueNumbers. */
export type Full = { readonly waiting: number; readonly inflight: number; readonly limit: number };

export type Delivered = {
	readonly fate: "delivered";
	readonly how: "live" | "queue" | "retained" | "redelivered";
	/** How many times the message reached the application. */
	readonly copies: number;
	readonly qos: QoS;
	readonly packetId: number | null;
	readonly at: number;
	/** The session ended, for this reason, and this acknowledgement had not reached the broker: nothing confirms the delivery any more. */
	readonly unconfirmed?: { readonly awaited: Awaited; readonly reason: DropReason };
} & Pick<Copies, "lost" | "waitedMs">;

/**
 * A message can come to one subscriber more than once: live and as the retained copy, or again after its publisher sent it twice.
 * lost: why another copy of it was dropped. had: the copy that this subscriber has, while another one is on its way. waitedMs: how long the copy waited
 * in the queue before it was sent; not there: it did not.
 */
export type Copies = {
	readonly lost?: { readonly reason: DropReason; readonly full: Full | null };
	readonly had?: Omit<Delivered, "lost">;
	readonly waitedMs?: number | undefined;
};

/**
 * Why a message waits, as things are now; never kept, because it changes with the client and not with the message: see whyWaits(). window-full:
 * max_inflight_messages. window-bytes, window-count: as much as a room sends to one client before it acknowledges, whatever the settings say.
 * turn: others go before it, or its client's wire is full.
 */
export type Waits = "offline" | "window-full" | "window-bytes" | "window-count" | "turn";

/** An acknowledgement that has arrived on an older connection of a client: the client has read it only if its newer CONNECT is turned away. */
export type UnreadAck = { readonly type: "PUBACK" | "PUBREC" | "PUBCOMP"; readonly packetId: number; readonly message: string };

/** What is done to one wire while the others run. */
export type WireAlone = {
	/**
	 * Nothing arrives that is not let go; not there: the wire is not held. noticedAt: when the broker gives up on the client, having heard nothing
	 * for patienceMs; null: never, or its CONNECT has not arrived.
	 */
	readonly held?: { readonly since: number; readonly noticedAt: number | null; readonly patienceMs: number | null } | undefined;
	/** What a packet takes across this wire, whatever the room's delay is; not there: as across any wire. */
	readonly ownDelayMs?: number | undefined;
};
