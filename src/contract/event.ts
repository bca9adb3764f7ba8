import * as z from "zod/mini";
import { BREACHES } from "#mqtt/malformed.ts";
import { SLIPS } from "#mqtt/slips.ts";
import { By } from "./by.ts";
import { Visitor } from "./door.ts";
import { Named } from "./message-name.ts";
import { CloseReason, ConnectRefusal, DropReason, EndReason, RefusalReason } from "./reasons.ts";
import { BrokerSettings } from "./settings.ts";

/**
 * Everything that can happen in a room. A fact is told by the wire, the broker or the session store; the journal stamps it with seq and
 * at (room clock, ms since the room opened) and it becomes an event. Names are past tense. Ids are unique within a room, until it is cleared.
 */
const qos = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const direction = z.enum(["up", "down"]);
const name = z.string();
/** Ms since the epoch. Told where the room clock does not say how much time has gone by: the last one holds for what is told after it. */
const wall = z.optional(z.number());
const filterRequest = z.object({ filter: z.string(), qos });
/** How many filters or return codes of this packet are left out: a packet can have thousands. Not there: none are. */
const more = z.optional(z.number());
const publishFields = {
	topic: z.string(),
	/** The first characters of the payload as text; bytes that are not text are shown as hex. */
	payload: z.string(),
	payloadBytes: z.number(),
	qos,
	retain: z.boolean(),
};

/** What the wire reads from a packet's bytes. */
export const PacketFields = z.discriminatedUnion("type", [
	z.object({
		type: z.literal("CONNECT"),
		clientId: name,
		cleanSession: z.boolean(),
		keepAlive: z.number(),
		/** The protocol level that the CONNECT names [3.1.1 section 3.1.2.2]. Not there: 4, MQTT 3.1.1. */
		level: z.optional(z.number()),
		will: z.nullable(z.object(publishFields)),
	}),
	/** sessionPresent: not there in MQTT 3.1, in which that byte says nothing. */
	z.object({ type: z.literal("CONNACK"), sessionPresent: z.optional(z.boolean()), returnCode: z.number() }),
	z.object({
		type: z.literal("PUBLISH"),
		...publishFields,
		dup: z.boolean(),
		packetId: z.nullable(z.number()),
		/** The message of which this PUBLISH is a copy. */
		...Named.shape,
		/** Which sending this is on this hop, 1 = first. */
		attempt: z.number(),
	}),
	z.object({ type: z.enum(["PUBACK", "PUBREC", "PUBREL", "PUBCOMP"]), packetId: z.number(), message: z.nullable(name) }),
	z.object({ type: z.literal("SUBSCRIBE"), packetId: z.number(), filters: z.array(filterRequest), more }),
	z.object({ type: z.literal("SUBACK"), packetId: z.number(), returnCodes: z.array(z.number()), more }),
	z.object({ type: z.literal("UNSUBSCRIBE"), packetId: z.number(), filters: z.array(z.string()), more }),
	z.object({ type: z.literal("UNSUBACK"), packetId: z.number() }),
	z.object({ type: z.enum(["PINGREQ", "PINGRESP", "DISCONNECT"]) }),
]);
export type PacketFields = z.infer<typeof PacketFields>;

/** Where a connection comes from. A lab client lives in a page; a guest is any other MQTT client. */
export const Origin = z.discriminatedUnion("kind", [
	/** seat: of a class, whose page it is. Not there: nobody's. */
	z.object({ kind: z.literal("lab"), page: name, seat: z.optional(z.number()) }),
	z.object({ kind: z.literal("guest"), transport: z.enum(["tcp", "websocket"]) }),
]);
export type Origin = z.infer<typeof Origin>;

const delivery = { delivery: name, message: name, session: name };

const facts = [
	// the room
	z.object({
		type: z.literal("room.opened"),
		room: name,
		broker: z.string(),
		settings: BrokerSettings,
		wall,
	}),
	/** These settings apply to what comes from now on. */
	z.object({ type: z.literal("settings.changed"), settings: BrokerSettings }),
	/**
	 * The connections of the broker have ended. Its sessions, queues and retained messages are kept or gone; whatever is gone from a session
	 * has already been told, one delivery at a time.
	 */
	z.object({ type: z.literal("broker.restarted"), broker: z.string(), kept: z.boolean(), saved: z.optional(z.boolean()), wall }),
	/** The restart took everything that it was to take, and then the broker could not be started: nothing answers until the next restart. */
	z.object({ type: z.literal("broker.failed"), kept: z.boolean() }),
	/** A new broker: every connection closed, every session, retained message and message gone. */
	z.object({ type: z.literal("room.cleared") }),
	/** Nobody is here; the room closes in this many ms, and these persistent sessions go with it. */
	z.object({ type: z.literal("room.closing"), inMs: z.number(), sessions: z.array(name) }),
	z.object({ type: z.literal("room.kept") }),
	z.object({ type: z.literal("clock.paused"), wall }),
	z.object({ type: z.literal("clock.resumed"), wall }),
	z.object({ type: z.literal("delay.changed"), delayMs: z.number() }),
	z.object({ type: z.literal("limit.reached"), limit: z.string(), says: z.string(), connection: z.nullable(name) }),
	z.object({ type: z.literal("frame.refused"), says: z.string() }),
	/** times: how often this visitor came since it was last told; unlisted: visitors since then that are not told one by one. */
	z.object({ type: z.literal("door.knocked"), ...Visitor.shape, times: z.number(), unlisted: z.number() }),
	// connections and packets on a wire
	z.object({ type: z.literal("connection.opened"), connection: name, origin: Origin }),
	/** One end has closed; the end of the stream travels behind what that end sent before. */
	z.object({ type: z.literal("connection.ending"), connection: name, direction }),
	z.object({
		type: z.literal("connection.closed"),
		connection: name,
		reason: CloseReason,
		says: z.string(),
		clause: z.nullable(z.string()),
		breach: z.optional(z.enum(BREACHES)),
	}),
	/** A CONNACK with this return code goes out, and the connection ends behind it [MQTT-3.2.2-5]. clientId: as the CONNECT gave it. */
	z.object({
		type: z.literal("connection.refused"),
		connection: name,
		clientId: z.string(),
		level: z.number(),
		returnCode: z.number(),
		why: ConnectRefusal,
		says: z.string(),
		clause: z.string(),
	}),
	z.object({
		type: z.literal("packet.entered"),
		packet: name,
		connection: name,
		direction,
		delayMs: z.number(),
		bytes: z.number(),
		fields: PacketFields,
	}),
	/** The packet entered and arrived in the same moment: no delay, and the room is not paused. */
	z.object({ type: z.literal("packet.passed"), packet: name, connection: name, direction, bytes: z.number(), fields: PacketFields }),
	z.object({ type: z.literal("packet.arrived"), packet: name, stepped: z.boolean(), wall }),
	/** reason: why the connection ended. Not there: only one way of it did, because nobody reads any longer. */
	z.object({ type: z.literal("packet.lost"), packet: name, reason: z.optional(CloseReason) }),
	/**
	 * Nothing passes on this wire any longer, and neither end is told. noticedInMs: when the broker will have heard nothing for 1.5 x keep
	 * alive; null: never.
	 */
	z.object({ type: z.literal("wire.silenced"), connection: name, noticedInMs: z.nullable(z.number()) }),
	/** What was standing still on this wire moves on from where it was. */
	z.object({ type: z.literal("wire.mended"), connection: name }),
	/**
	 * Nothing arrives by itself on this wire any longer, and neither end is told; a packet arrives when it is let go. noticedInMs: when the broker will have heard
	 * nothing for patienceMs, 1.5 x keep alive, unless a packet is let go up to it before that; null: never, or the CONNECT has not arrived.
	 */
	z.object({
		type: z.literal("wire.held"),
		connection: name,
		noticedInMs: z.nullable(z.number()),
		patienceMs: z.nullable(z.number()),
	}),
	/** What was held on this wire moves on from where it was. */
	z.object({ type: z.literal("wire.released"), connection: name }),
	/** A packet takes so long across this wire, whatever the room's delay is; null: as long as across any wire of the room. */
	z.object({ type: z.literal("wire.delayed"), connection: name, delayMs: z.nullable(z.number()) }),
	/**
	 * offset: of the byte that broke it; past the last byte: a byte is missing there. Not there: not known. bytes: how many have come of it.
	 * onward: "never": the connection ends where these bytes arrive, if not before; "unread": they travel on as they are, and packet.arrived or
	 * packet.lost tells of their end; "packet": they travel on as the packet that is told next. Not there: an earlier version did not say.
	 */
	z.object({
		type: z.literal("packet.malformed"),
		/** Not there: nothing of it has come that could be kept. */
		packet: z.optional(name),
		connection: name,
		direction,
		says: z.string(),
		clause: z.string(),
		breach: z.optional(z.enum(BREACHES)),
		hex: z.string(),
		offset: z.optional(z.number()),
		bytes: z.optional(z.number()),
		onward: z.optional(z.enum(["never", "unread", "packet"])),
	}),
	/** A client does something against the standard, by a packet that is sound: its connection goes on. message: the one that it is about, if known. */
	z.object({
		type: z.literal("rule.broken"),
		connection: name,
		packet: z.enum(["PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP", "SUBSCRIBE", "UNSUBSCRIBE"]),
		packetId: z.number(),
		message: z.nullable(name),
		breach: z.enum(SLIPS),
		clause: z.string(),
	}),
	// sessions
	z.object({ type: z.literal("session.created"), session: name, connection: name, cleanSession: z.boolean() }),
	z.object({ type: z.literal("session.resumed"), session: name, connection: name }),
	/** expiresInMs: persistent_client_expiration as it was when the client left; null: never. */
	z.object({ type: z.literal("session.offline"), session: name, reason: CloseReason, expiresInMs: z.nullable(z.number()) }),
	z.object({ type: z.literal("session.discarded"), session: name, reason: EndReason }),
	z.object({ type: z.literal("subscription.added"), session: name, filter: z.string(), qos }),
	z.object({ type: z.literal("subscription.replaced"), session: name, filter: z.string(), qos }),
	z.object({ type: z.literal("subscription.removed"), session: name, filter: z.string() }),
	/** why: what is full. Not there: the broker did not say. */
	z.object({
		type: z.literal("subscription.refused"),
		session: name,
		filter: z.string(),
		why: z.optional(z.enum(["session-full", "room-full", "share-full"])),
	}),
	/** A QoS 2 id from this client is held until its PUBREL [MQTT-4.3.3-2]. */
	z.object({ type: z.literal("incoming.held"), session: name, packetId: z.number(), message: name }),
	z.object({ type: z.literal("incoming.released"), session: name, packetId: z.number() }),
	/** What a SUBSCRIBE brings of retained messages is not decided yet: the room has more to do than one turn has time for. */
	z.object({ type: z.literal("retained.awaited"), session: name }),
	/** They are sent, queued or dropped. unsent: but for the rest of them, because the session ends, or because too much waits behind them. */
	z.object({ type: z.literal("retained.decided"), session: name, unsent: z.optional(z.literal(true)) }),
	z.object({ type: z.literal("will.armed"), session: name, ...publishFields }),
	z.object({ type: z.literal("will.disarmed"), session: name }),
	/** unpublished: the broker does not allow the topic of this will, as is told next. */
	z.object({ type: z.literal("will.fired"), session: name, message: name, reason: CloseReason, unpublished: z.optional(z.literal(true)) }),
	// messages and deliveries
	z.object({ type: z.literal("publication.accepted"), ...Named.shape, publisher: name, ...publishFields }),
	z.object({ type: z.literal("publication.duplicate"), message: name, publisher: name, packetId: z.number() }),
	/** Acknowledged or not: a client cannot be told why [MQTT-3.3.5-2]. */
	z.object({
		type: z.literal("publication.refused"),
		message: name,
		publisher: name,
		qos,
		acknowledged: z.boolean(),
		why: RefusalReason,
		says: z.string(),
		clause: z.string(),
	}),
	z.object({ type: z.literal("delivery.queued"), ...delivery, qos, why: z.enum(["offline", "window-full"]) }),
	z.object({
		type: z.literal("delivery.sent"),
		...delivery,
		qos,
		packet: name,
		packetId: z.nullable(z.number()),
		dup: z.boolean(),
		attempt: z.number(),
		from: z.enum(["live", "queue", "retained"]),
	}),
	/** PUBREC has arrived: the subscriber now owns the message, and PUBREL goes out [MQTT-4.3.3-1]. */
	z.object({ type: z.literal("delivery.released"), ...delivery, packetId: z.number() }),
	z.object({ type: z.literal("delivery.acked"), ...delivery, packetId: z.number() }),
	z.object({ type: z.literal("delivery.dropped"), ...delivery, qos, reason: DropReason }),
	z.object({ type: z.literal("retained.set"), topic: z.string(), message: name, replaced: z.nullable(name) }),
	/** By an empty message; noRoom: by a message that is not empty, and that could not be kept in place of the one before. */
	z.object({ type: z.literal("retained.cleared"), topic: z.string(), message: name, noRoom: z.optional(z.literal(true)) }),
] as const;

export const Fact = z.discriminatedUnion("type", facts);
export type Fact = z.infer<typeof Fact>;

/** byWhom: whose command this came of. Not there: nobody's, or nobody leads this room. */
const stamp = { seq: z.number(), at: z.number(), byWhom: z.optional(By) };
export const RoomEvent = z.intersection(Fact, z.object(stamp));
export type RoomEvent = Fact & { readonly seq: number; readonly at: number; readonly byWhom?: By | undefined };
export type FactOf<T extends Fact["type"]> = Extract<Fact, { type: T }>;
export type EventOf<T extends Fact["type"]> = FactOf<T> & Pick<RoomEvent, "seq" | "at" | "byWhom">;

/** What becomes of a session, as the store tells it. */
export type SessionFact = FactOf<
	| "session.created"
	| "session.resumed"
	| "session.offline"
	| "session.discarded"
	| "subscription.added"
	| "subscription.replaced"
	| "subscription.removed"
	| "subscription.refused"
	| "incoming.held"
	| "incoming.released"
	| "retained.awaited"
	| "retained.decided"
	| "will.armed"
	| "will.disarmed"
	| "will.fired"
>;
