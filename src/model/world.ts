import type { Visitor } from "#contract/door.ts";
import type { Origin, PacketFields } from "#contract/event.ts";
import type { MessageKind, Named } from "#contract/message-name.ts";
import type { CloseReason, DropReason, EndReason } from "#contract/reasons.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";
import type { Awaited, Copies, Delivered, Full, GivenUp, UnreadAck, Waits, WireAlone } from "./delivered.ts";

/** A room as the events tell it: plain JSON, never changed in place. `at` and `since` are room-clock ms. */
export type World = {
	readonly seq: number;
	readonly at: number;
	readonly room: string;
	readonly broker: string;
	readonly settings: BrokerSettings;
	/** Seq of the event with which the room was last cleared; 0: it never was. */
	readonly clearedSeq: number;
	/** How often the broker was restarted, or another one took its place; or was to be, and could not be started. */
	readonly restarts: number;
	/** What the restart that is being told has taken with it so far; clean: sessions that ended with their connections; another: the broker that starts is a different one. */
	readonly restarting: {
		readonly sessions: number;
		readonly clean: number;
		readonly messages: number;
		readonly another: boolean;
		readonly since: number | null;
	};
	/** The last restart that kept nothing, from its first moment to its last; replacedAt: the last after which no setting could have kept anything. */
	readonly forgetful: { readonly since: number; readonly at: number; readonly replacedAt: number | null } | null;
	/** Set while nobody is here and the room is in its last minutes. */
	readonly closing: { readonly at: number; readonly sessions: readonly string[] } | null;
	readonly clock: { readonly paused: boolean };
	readonly wall: { readonly at: number; readonly ms: number } | null; // the last moment that was told in ms since the epoch: see wallOf()
	/** The clients that stood at the door, the last to come at the end (the last LIMITS.doorListed); count: how often anybody did. */
	readonly door: { readonly count: number; readonly visitors: readonly AtDoor[] };
	readonly delayMs: number;
	/** By client id. Every client that ever sent a CONNECT, bounded. */
	readonly clients: Readonly<Record<string, Client>>;
	/** By connection id. Open connections only. */
	readonly connections: Readonly<Record<string, Connection>>;
	/** By packet id. Packets under way on a wire, in order of entering. */
	readonly packets: Readonly<Record<string, PacketUnderWay>>;
	/** The last packets lost with their connection, oldest first. */
	readonly lost: readonly LostPacket[];
	/** By client id. */
	readonly sessions: Readonly<Record<string, Session>>;
	/** Sessions that ended, and what they had subscribed to. By client id; a new session of that client replaces the entry. */
	readonly gone: Readonly<Record<string, GoneSession>>;
	/** By topic. */
	readonly retained: Readonly<Record<string, Retained>>;
	/** By message name, in order of publishing (bounded: see forgotten). */
	readonly messages: Readonly<Record<string, Message>>;
	/** By message name, then by client id of the subscriber. Bounded: see LIMITS.fates. */
	readonly fates: Readonly<Record<string, Readonly<Record<string, DecidedFate>>>>;
	/** How many times a message reached a subscriber's application. By message name, then by client id. */
	readonly copies: Readonly<Record<string, Readonly<Record<string, number>>>>;
	/** Sums over messages that are no longer remembered one by one, by subscriber. */
	readonly forgotten: { readonly messages: number; readonly bySubscriber: Readonly<Record<string, Tally>> };
	/** The ordinal of the last message of each kind; the next message gets one more. */
	readonly named: Readonly<Record<MessageKind, number>>;
};

/** times: how often this visitor came, the last time at this moment, as the event of this seq tells. */
export type AtDoor = Visitor & { readonly seq: number; readonly at: number; readonly times: number };

export type ClientPhase =
	| { readonly phase: "connecting"; readonly connection: string; readonly since: number }
	| { readonly phase: "connected"; readonly connection: string; readonly since: number; readonly sessionPresent: boolean }
	/** DISCONNECT has left the client, or the client has closed its end; that has not reached the broker yet. */
	| { readonly phase: "leaving"; readonly connection: string; readonly since: number; readonly polite: boolean }
	| { readonly phase: "offline"; readonly since: number; readonly reason: CloseReason; readonly says: string };

export type Client = {
	readonly clientId: string;
	readonly origin: Origin;
	readonly phase: ClientPhase;
	/** Where the older connection came from that the newest connection ended [MQTT-3.1.4-2]; null: there was none. */
	readonly tookOver: Origin | null;
	/** From the client's last CONNECT that was accepted, or from its first one. keepAlive in seconds, 0 = off. */
	readonly cleanSession: boolean;
	readonly keepAlive: number;
	/** The client's own half of the session: the QoS 1 and 2 messages that the client sent, until acknowledged [MQTT-4.4.0-1]. */
	readonly outgoing: readonly ClientCopy[];
	/** QoS 2 ids that the client has received and whose PUBREL it awaits. */
	readonly incoming: readonly number[];
	/** What the client's application got, oldest first (the last LIMITS.receivedPerClient); receivedCount counts all. */
	readonly received: readonly Received[];
	readonly receivedCount: number;
	/** Whether the client ever sent a PUBLISH or a SUBSCRIBE. */
	readonly publishes: boolean;
	readonly subscribes: boolean;
};

type ClientCopy = {
	readonly message: string;
	readonly packetId: number;
	readonly qos: 1 | 2;
	/** What the client is waiting for. */
	readonly awaits: "PUBACK" | "PUBREC" | "PUBCOMP";
	readonly attempts: number;
};

export type Received = Named & {
	readonly topic: string;
	readonly payload: string;
	readonly qos: QoS;
	readonly retain: boolean;
	readonly dup: boolean;
	readonly at: number;
};

export type Connection = WireAlone & {
	readonly connection: string;
	readonly origin: Origin;
	/** Null until the CONNECT has been seen. */
	readonly clientId: string | null;
	/** As that CONNECT asked; a client may have two connections for a while, and ask otherwise on each. */
	readonly cleanSession?: boolean | undefined;
	/** The protocol level of that CONNECT; a client may come with another one next time. Not there: 4, MQTT 3.1.1. */
	readonly level?: number | undefined;
	/** What its client asks for and has sent, while the CONNECT has not been accepted. The client's half stays as it is until then [MQTT-3.1.4-3]. */
	readonly unanswered?: Unanswered | undefined;
	/** The QoS 1 and 2 messages that its client has sent while that is so; the last LIMITS.outstandingNames, of what is unread too. */
	readonly early?: readonly ClientCopy[] | undefined;
	readonly unread?: readonly UnreadAck[];
	readonly since: number;
	/** The CONNACK as it reached the client; null before that. */
	readonly accepted: { readonly since: number; readonly sessionPresent: boolean } | null;
	/** The wire is silent: nothing passes, and neither end is told. noticedAt: when the broker gives up on the client; null: never. */
	readonly silent: { readonly since: number; readonly noticedAt: number | null } | null;
};

/** refused: the broker has answered with a return code above 0; nothing of this will ever be the client's. */
export type Unanswered = Pick<Client, "cleanSession" | "keepAlive" | "publishes" | "subscribes"> & {
	readonly refused: boolean;
};

export type PacketUnderWay = {
	readonly packet: string;
	readonly connection: string;
	readonly direction: Direction;
	readonly bytes: number;
	readonly fields: PacketFields;
	readonly enteredAt: number;
	/** Position on the wire at time t: from + (t - since) / delayMs, at most 1; `from` alone while delayMs is 0 or the packet stands still. See progress(). */
	readonly from: number;
	readonly since: number;
	readonly delayMs: number;
	/** Whether the packet's wire is silent or held. */
	readonly still: boolean;
};

export type LostPacket = Omit<PacketUnderWay, "from" | "since" | "delayMs" | "still"> & {
	readonly lostAt: number;
	readonly progress: number;
	readonly clientId: string | null;
};

export type Session = {
	readonly session: string;
	readonly cleanSession: boolean;
	readonly createdAt: number;
	/** Null while the client is away. */
	readonly connection: string | null;
	readonly offline: { readonly since: number; readonly reason: CloseReason; readonly expiresAt: number | null } | null;
	/** By filter, in order of subscribing. */
	readonly subscriptions: Readonly<Record<string, Subscription>>;
	/** Never sent, next out first. */
	readonly queue: readonly QueuedDelivery[];
	/** The longest that the queue ever was in this session, and when it first was that long; not there: nothing ever waited. */
	readonly highest?: { readonly count: number; readonly at: number };
	/** Sent and unacknowledged, oldest first. */
	readonly inflight: readonly InflightDelivery[];
	/** QoS 2 ids received from the client that await the client's PUBREL. */
	readonly incoming: readonly { readonly packetId: number; readonly message: string }[];
	/** Whether retained messages that a SUBSCRIBE brings are still to be sent, queued or dropped. */
	readonly awaitsRetained: boolean;
	readonly will: WillInWaiting | null;
	/** What the broker gave up for this client, with the reason; the last LIMITS.fallen. They lie under the floor. */
	readonly fallen: readonly Fallen[];
	/** How many fell before those. */
	readonly fallenBefore?: number;
	/** What has been given up because this session ends: the names of the first, and how many there are. */
	readonly ending?: { readonly names: readonly string[]; readonly count: number };
	/** The last session of this client that had subscriptions, where that was not this session. */
	readonly formerly?: Formerly;
};

type Formerly = { readonly endedAt: number; readonly subscriptions: Session["subscriptions"] };

/** seq: of the event since which the filter has been there; at: when the client last subscribed to it. */
type Subscription = { readonly qos: QoS; readonly at: number; readonly seq: number };

type WillInWaiting = Pick<Message, "topic" | "payload" | "qos" | "retain">;
export type QueuedDelivery = { readonly delivery: string; readonly message: string; readonly qos: QoS; readonly since: number };
export type InflightDelivery = {
	readonly delivery: string;
	readonly message: string;
	readonly qos: 1 | 2;
	readonly packetId: number;
	readonly attempt: number;
	readonly dup: boolean;
	readonly awaits: Awaited;
	/** Whether the PUBLISH has reached the client. */
	readonly arrived: boolean;
	readonly since: number;
};
/** A delivery that is given up. former: for an earlier session of this client. */
export type Fallen = GivenUp & { readonly delivery: string | null; readonly message: string; readonly at: number; readonly former?: true };

export type GoneSession = {
	readonly session: string;
	readonly endedAt: number;
	readonly reason: EndReason;
	readonly cleanSession: boolean;
	/** The connection with which a clean session ended. */
	readonly connection: string | null;
	readonly subscriptions: Session["subscriptions"];
	/** What fell when the session ended, and what would have come since. */
	readonly fallen: readonly Fallen[];
	readonly fallenBefore?: number;
	readonly formerly?: Formerly;
	/** With "restart": why what the broker had is gone. */
	readonly because?: RestartLoss;
};

/** Why a restart takes what the broker had. */
export type RestartLoss = Extract<DropReason, "broker-restarted" | "broker-replaced" | "broker-forgets">;

type Retained = {
	readonly topic: string;
	readonly message: string;
	readonly payload: string;
	readonly qos: QoS;
	readonly at: number;
};

export type Message = Named & {
	readonly publisher: string;
	readonly topic: string;
	readonly payload: string;
	readonly payloadBytes: number;
	readonly qos: QoS;
	readonly retain: boolean;
	readonly at: number;
	/** Where the message is before any fate is decided.
	 * to-broker: on its sender's wire. at-broker: across it, and not looked at yet. with-sender: lost on the wire, its sender keeps a copy. accepted: the broker has it, `publications` times.
	 * lost: QoS 0 and the wire was cut, or its sender threw the copy away. refused: acknowledged, not published. */
	readonly phase: "to-broker" | "at-broker" | "with-sender" | "accepted" | "lost" | "refused";
	readonly publications: number;
	/** The broker has kept the message as the retained one of its topic, at least for a time. */
	readonly kept?: true;
	/** The seq of the event that decided which clients the message reaches: its first acceptance, or else its end before that. Null: not yet. */
	readonly decided: number | null;
};

/** There is exactly one fate for each (message, subscriber): fateOf() says it. A message that is not meant for a subscriber has none here. For the clause that a fate rests on, see clause-of.ts. */
export type Fate =
	| ({ readonly fate: "queued"; readonly why: Waits; readonly since: number } & Copies)
	| ({
			readonly fate: "inflight";
			readonly why: "still-on-wire" | "with-sender" | "at-broker" | "sent" | "released";
			readonly how: "live" | "queue" | "retained";
			readonly packetId: number | null;
			readonly attempt: number;
			readonly since: number;
	  } & Copies)
	| Delivered
	| {
			readonly fate: "dropped";
			readonly reason: DropReason;
			readonly filter: string | null;
			/** The QoS that was granted to that filter. */
			readonly grantedQos: QoS | null;
			/** The numbers of the queue, where max_queued_messages is why. */
			readonly full: Full | null;
			readonly at: number;
	  }
	/** With stock Aedes: nothing of the message has crossed this subscriber's wire, and what the broker holds cannot be seen. */
	| { readonly fate: "unseen"; readonly since: number }
	/**
	 * nearest: the filter that came nearest; null: the client had not subscribed to anything. ended: the client had subscribed to this, in a
	 * session that ended at that time, and had not subscribed again.
	 */
	| { readonly fate: "none"; readonly nearest: string | null; readonly ended?: number };

/** A fate as it is kept. */
export type DecidedFate = Exclude<Fate, { readonly fate: "queued" }> | Omit<Extract<Fate, { readonly fate: "queued" }>, "why">;

export type Tally = {
	readonly delivered: number;
	readonly queued: number;
	readonly inflight: number;
	readonly dropped: number;
	readonly unseen: number;
	readonly none: number;
};
