import * as z from "zod/mini";

/**
 * Why a connection ended: whose doing it was. A session that goes offline and a will that is published carry the same word, so that nothing
 * that is said of the end can name another cause.
 */
export const CloseReason = z.enum([
	"disconnect", // the client's DISCONNECT arrived [MQTT-3.14.4-1]
	"cut", // somebody cut the wire
	"client-gone", // the client closed its end without DISCONNECT
	"takeover", // the same client id connected again [MQTT-3.1.4-2]
	"keep-alive", // no whole packet heard for 1.5 x keep alive [MQTT-3.1.2-24], whether the client was silent or its wire
	"no-connect", // no whole CONNECT in good time [3.1.1 section 3.1.4]
	"unheard", // a whole CONNECT was on its way in good time, and somebody had silenced the wire
	"protocol-error", // the client has broken the standard [MQTT-4.8.0-1]
	"too-large", // nothing of the standard: a packet, topic, filter or frame beyond a bound of this broker [MQTT-4.8.0-2]
	"not-allowed", // nothing of the standard: this broker does not take that [MQTT-3.3.5-2]
	"broker-fault", // the broker's program ended it, and the client has kept to the standard
	"unexplained", // the broker's program ended it before a CONNECT, or the client speaks a version that this room does not read: why does not show
	"refused", // CONNACK with a return code above 0 [MQTT-3.2.2-5]
	"overflow", // a bound of limits.ts
	"broker-restart",
	"room-closed",
]);
export type CloseReason = z.infer<typeof CloseReason>;

type Close = {
	/** A broker ends it by itself. If the broker has not accepted the CONNECT before that, it has refused it, with a CONNACK or without. */
	readonly turnsAway?: true;
	/** Before the client was accepted, such an end is the doing of the room or the broker, and not of the client or of a person. */
	readonly shutsOut?: true;
	/** The client had its cable in when the broker ended the connection. */
	readonly byBroker?: true;
	/** The client may still hear its last packet: its socket is closed behind what was sent. */
	readonly lastHeard?: true;
};

/** What follows from each reason. */
export const CLOSES: Readonly<Record<CloseReason, Close>> = {
	disconnect: { lastHeard: true },
	cut: {},
	"client-gone": {},
	takeover: { lastHeard: true },
	"keep-alive": { byBroker: true },
	"no-connect": { shutsOut: true, lastHeard: true },
	unheard: { shutsOut: true, lastHeard: true },
	"protocol-error": { turnsAway: true, shutsOut: true, byBroker: true, lastHeard: true },
	"too-large": { turnsAway: true, shutsOut: true, byBroker: true, lastHeard: true },
	"not-allowed": { turnsAway: true, shutsOut: true, byBroker: true, lastHeard: true },
	"broker-fault": { turnsAway: true, shutsOut: true, byBroker: true, lastHeard: true },
	unexplained: { turnsAway: true, shutsOut: true, byBroker: true, lastHeard: true },
	refused: { turnsAway: true, shutsOut: true, lastHeard: true },
	overflow: { turnsAway: true, shutsOut: true, byBroker: true },
	"broker-restart": { lastHeard: true },
	"room-closed": { lastHeard: true },
};

export const DropReason = z.enum([
	"no-session", // known only to the model: the session ended before the message came
	"publish-qos-0",
	"subscription-qos-0",
	"queue-full",
	"pushed-out", // by a newer message: the queue was full and drops its oldest message
	"session-discarded", // by a clean connect
	"session-ended", // a clean session, with its connection
	"session-limit",
	"session-expired",
	"broker-restarted", // without persistence
	"broker-replaced", // known only to the model, as the next one is: another broker was started
	"broker-forgets", // a broker that can keep nothing was restarted
	"sender-discarded",
	"lost-on-wire",
	"slow-reader",
	"id-held",
	"connection-refused",
	"refused",
]);
export type DropReason = z.infer<typeof DropReason>;

/** Why a session ended. */
export const EndReason = z.enum([
	"clean-connect",
	"connection-closed",
	"limit",
	"expired", // the session's client was away for longer than persistent_client_expiration
	"restart", // of the broker, without persistence
	"not-present", // with stock Aedes: CONNACK said so
]);
export type EndReason = z.infer<typeof EndReason>;

/** Why a broker refuses a CONNECT [MQTT-3.2.2-4, -5]. */
export const ConnectRefusal = z.enum([
	"level", // a protocol level that it does not speak [MQTT-3.1.2-2]
	"client-id-empty", // [MQTT-3.1.3-8]; MQTT 3.1 has no empty client ids at all
	"client-id-long", // longer than the version of the client allows, or this room [MQTT-3.1.3-9]
	"retain-unavailable", // a setting; the will asks for RETAIN
	"others-id", // the client id belongs to somebody else in the class, or could be taken for one that does
	"own-ids", // a seat connects under its own client ids
	"connections", // a bound: the connections of one seat, or of one guest's address
	"sessions", // a bound: the sessions of one guest's address, or of all guests
	"removed", // the host of the class has removed this seat
	"hands-off", // the host of the class has frozen what others do
]);
export type ConnectRefusal = z.infer<typeof ConnectRefusal>;

/** Why a broker does not publish a message that has reached it. */
export const RefusalReason = z.enum([
	"brokers-own-topic", // the topic begins with $
	"retain-unavailable", // a setting; using RETAIN ends the connection
	"too-many-held", // a bound: QoS 2 ids that await PUBREL; exceeding it ends the connection
	"not-admitted", // the publisher's connection ended before its CONNECT was accepted
	"connection-ended", // before the message was processed, because of something that came earlier
]);
export type RefusalReason = z.infer<typeof RefusalReason>;
