import type { PacketFields } from "#contract/event.ts";
import type { CloseReason, DropReason, EndReason } from "#contract/reasons.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { Direction, QoS } from "#mqtt/packet.ts";

export type LineFacts = {
	client: string | null;
	clean: boolean;
	/** Its client speaks MQTT 3.1. */
	old: boolean;
	keepAlive: number;
	/** The topic of the will that its CONNECT brought. */
	will: string | null;
	accepted: boolean;
	/** Room-clock ms at which the broker will notice; null: never, or not silent. */
	noticedAt: number | null;
	silent: boolean;
	held: boolean;
	ownDelayMs: number | null;
	/** DISCONNECT has left the client. */
	polite: boolean;
	closed: CloseReason | null;
	/** The return code of the CONNACK that the broker has sent; null: none yet. */
	answered: number | null;
	/** Room-clock ms at which a whole packet last reached the broker. */
	heardAt: number;
	/** The client has sent what the standard does not allow, more than is taken here, or what this broker does not take; or the room has named a bound. */
	broke: boolean;
	past: boolean;
	barred: boolean;
	over: boolean;
	/** The last packet that reached the broker, and whether it was one that a broker has to take. */
	last: string;
	lastSound: boolean;
	/** What the broker made of its CONNECT, and what its client has sent before or in spite of that, by packet id. */
	answer: "accepted" | "refused" | null;
	readonly sent: Map<number, string>;
	/** The ids of acknowledgements that have reached an older connection of its client while nothing has come of its CONNECT. */
	readonly unread: Set<number>;
	/** The filters for which a SUBSCRIBE has reached the broker. */
	readonly asked: Set<string>;
};
/** One message held for one session. sendings: 0 while it is queued. arrived: its PUBLISH has reached the client. */
export type HeldFacts = {
	readonly message: string;
	qos: QoS;
	packetId: number | null;
	sendings: number;
	arrived: boolean;
	released: boolean;
	/** The acknowledgements of it that have reached the broker. */
	acks: readonly string[];
};
export type SessionFacts = {
	connection: string | null;
	readonly clean: boolean;
	readonly filters: Map<string, QoS>;
	readonly held: Map<string, HeldFacts>;
	readonly fell: string[];
};
export type EndFacts = {
	readonly at: number;
	readonly reason: EndReason;
	readonly loss: RestartFacts | null;
	readonly clean: boolean;
	readonly connection: string | null;
	readonly filters: ReadonlyMap<string, QoS>;
	readonly fell: readonly string[];
	/** QoS 2 ids that the broker held for its client. */
	readonly ids: readonly number[];
};
/** Whether another broker comes, whether this one can keep anything, and whether persistence is on. */
export type RestartFacts = { readonly another: boolean; readonly canKeep: boolean; readonly persistence: boolean };
export type DropFacts = {
	readonly reason: DropReason;
	/** What took the broker's sessions, if that is why. */
	readonly loss: RestartFacts | null;
	readonly held: HeldFacts | null;
	readonly copies: number;
	readonly qos: QoS;
	/** As they were before it. */
	readonly settings: BrokerSettings;
	readonly connection: string | null;
	readonly waiting: number;
	readonly flying: number;
	readonly granted: QoS | null;
};
export type MessageFacts = {
	readonly publisher: string;
	readonly kind: string;
	readonly topic: string;
	readonly qos: QoS;
	readonly retain: boolean;
	readonly payloadBytes: number;
	accepted: number;
	/** A PUBLISH of it has reached the broker. */
	reached: boolean;
	/** Clients with a matching subscription when the broker first took the message, and those whose ended session had one. */
	wanted: ReadonlySet<string>;
	missed: ReadonlyMap<string, EndFacts>;
	refused: boolean;
	/** How often the broker had been restarted when it took the message. */
	restarts: number;
};
export type OnWire = { readonly connection: string; readonly direction: Direction; readonly fields: PacketFields };

/** A message that has just left its publisher, or that the broker has taken. */
export function newMessage({
	publisher,
	kind,
	topic,
	qos,
	retain,
	payloadBytes,
}: Pick<MessageFacts, "publisher" | "kind" | "topic" | "qos" | "retain" | "payloadBytes">): MessageFacts {
	return {
		publisher,
		kind,
		topic,
		qos,
		retain,
		payloadBytes,
		accepted: 0,
		reached: false,
		wanted: new Set(),
		missed: new Map(),
		refused: false,
		restarts: 0,
	};
}
