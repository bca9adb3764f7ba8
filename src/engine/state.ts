import * as z from "zod/mini";
import { Named } from "#contract/message-name.ts";
import { BrokerSettings } from "#contract/settings.ts";

/** What a room is beyond its process, as plain data: Room.save() returns this and OpenRoom takes it. Times are room-clock ms. */
const qos = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const name = z.string();
const count = z.number();

const SavedMessage = z.object({
	...Named.shape,
	publisher: name,
	topic: z.string(),
	/** Base64. */
	payload: z.string(),
	qos,
	retain: z.boolean(),
});
export type SavedMessage = z.infer<typeof SavedMessage>;

const SavedWill = z.object({ topic: z.string(), payload: z.string(), qos, retain: z.boolean() });

const SavedDelivery = z.object({
	delivery: name,
	/** The name of a message; the message itself stands once, among the messages. */
	message: name,
	qos,
	retain: z.boolean(),
	packetId: count,
	attempts: count,
	released: z.nullable(count),
});
export type SavedDelivery = z.infer<typeof SavedDelivery>;

const SavedSession = z.object({
	session: name,
	cleanSession: z.boolean(),
	connection: z.nullable(name),
	subscriptions: z.array(z.tuple([z.string(), qos])),
	queue: z.array(SavedDelivery),
	inflight: z.array(SavedDelivery),
	incoming: z.array(z.tuple([count, name])),
	lastId: count,
});
export type SavedSession = z.infer<typeof SavedSession>;

const StoreState = z.object({
	messages: z.array(SavedMessage),
	sessions: z.array(SavedSession),
	/** Filter and client id of every subscription, in the order in which sessions are served. */
	order: z.array(z.tuple([z.string(), name])),
	/** Names of messages, oldest first. */
	retained: z.array(name),
	/** PUBRECs that have come so far. */
	releases: count,
});
export type StoreState = z.infer<typeof StoreState>;

/** An open connection at the decided broker: how far it had come, and what had arrived and waited for its turn. */
const SavedConnection = z.object({
	connection: name,
	clientId: name,
	accepted: z.boolean(),
	/** Whether the client's socket is gone, while what the client sent before is still on its way. */
	gone: z.boolean(),
	/** The will that is published when the connection ends now. Null: it has none, or its CONNACK has not been sent, or its DISCONNECT has arrived. */
	will: z.nullable(SavedWill),
	/** Whole packets, base64; of a PUBLISH also the message. */
	waiting: z.array(z.object({ bytes: z.string(), named: z.nullable(Named) })),
});
export type SavedConnection = z.infer<typeof SavedConnection>;

/** What packets had shown of one session of a broker that cannot be looked into. */
const SavedSeen = z.object({
	session: name,
	cleanSession: z.boolean(),
	connection: z.nullable(name),
	inflight: z.array(
		z.object({ packetId: count, delivery: name, named: Named, qos: z.union([z.literal(1), z.literal(2)]), attempt: count }),
	),
});
export type SavedSeen = z.infer<typeof SavedSeen>;

/** One kind for each broker that can stand behind the wires. */
export const BrokerState = z.discriminatedUnion("kind", [
	z.object({
		kind: z.literal("decided"),
		store: StoreState,
		/** When the session of a client that is away ends. */
		expires: z.array(z.tuple([name, count])),
		connections: z.array(SavedConnection),
	}),
	z.object({
		kind: z.literal("aedes"),
		/** What had been seen of its sessions: what they held is gone with the broker. */
		sessions: z.array(SavedSeen),
		/** PUBLISHes that had arrived before the CONNACK of their connection. */
		early: z.array(z.object({ connection: name, publisher: name, message: name, qos })),
	}),
]);
export type BrokerState = z.infer<typeof BrokerState>;

const Outstanding = z.object({
	named: Named,
	/** Topic and payload, told apart by hash and length. */
	print: z.string(),
	connection: name,
	attempt: count,
});

export const NamesState = z.object({
	counts: z.object({ plain: count, retained: count, will: count }),
	halves: z.array(
		z.object({
			clientId: name,
			page: z.nullable(name),
			cleanSession: z.boolean(),
			newest: name,
			outstanding: z.array(z.tuple([count, Outstanding])),
			acked: z.array(z.tuple([count, Outstanding])),
		}),
	),
	/** Open connections, each with the client id whose half the connection shares. */
	connections: z.array(z.tuple([name, name])),
});
export type NamesState = z.infer<typeof NamesState>;

export const SavedRoom = z.object({
	/** Of the shape of all this, the world's included. */
	version: z.literal(2, "This room was saved by another version of this program, and cannot go on in this one."),
	settings: BrokerSettings,
	delayMs: count,
	at: count,
	paused: z.boolean(),
	/** Connections, packets, entries of lanes, client ids given and deliveries, so far. */
	counted: z.object({ connections: count, packets: count, order: count, given: count, deliveries: count }),
	/** Restarts of the broker that were under way and had not been told, each with whether it kept what the broker held. */
	untold: z.array(z.boolean()),
	names: NamesState,
	broker: BrokerState,
	/** The world after the last event, whose seq it carries. */
	world: z.unknown(),
});
export type SavedRoom = z.infer<typeof SavedRoom>;
