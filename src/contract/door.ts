import * as z from "zod/mini";

/** Why a client is listed at the door of a room. */
const DoorReason = z.enum([
	"mqtt-5",
	"protocol-level",
	"tls",
	"http",
	"subprotocol", // of a WebSocket [MQTT-6.0.0-3]
	"no-room-name", // a user name that cannot name a room: the client is in the lobby
	"unknown-room", // a user name that names no open room, where only open rooms are entered by name: the client is in the lobby
	"client-id", // CONNACK 2 [MQTT-3.1.3-9]
	"refused", // CONNACK with another return code
	"room-full",
	"host-full", // or this source has its share of it
	"no-connect", // in good time [3.1.1 section 3.1.4]
	"not-connect", // as the first packet [MQTT-3.1.0-1]
	"malformed", // before the client was accepted
	"second-connect", // [MQTT-3.1.0-2]
	"overflow", // a bound, before the client was accepted
	"foreign-page", // a page that is not from this host
	"foreign-name", // a page that calls this host by another name
]);
export type DoorReason = z.infer<typeof DoorReason>;

const said = z.optional(z.nullable(z.string()));

/** A client that stood at the door of a room. A field that is not there never came; null: the client sent none. */
export const Visitor = z.object({
	why: DoorReason,
	/** lobby: let in, but not where its user name pointed. ended: let in, and then its connection was ended. */
	outcome: z.enum(["refused", "lobby", "ended"]),
	/** The address of the client; "a page": a client that lives in a page of ours. */
	from: z.string(),
	by: z.enum(["tcp", "websocket"]),
	clientId: said,
	userName: said,
	/** The protocol level of CONNECT. */
	level: z.optional(z.number()),
	/** The first bytes, in hex. */
	hex: z.string(),
	/** What the client was told: the return code of CONNACK, or the status of an HTTP answer; null: the connection was closed without a word. */
	answer: z.nullable(z.number()),
	/** Why, and what to do about it. */
	says: z.string(),
	advice: z.string(),
	clause: z.nullable(z.string()),
});
export type Visitor = z.infer<typeof Visitor>;

/** Visitors that differ only in time and bytes are one visitor, which came several times. */
export function visitorKey({ why, from, clientId, userName }: Visitor): string {
	return JSON.stringify([why, from, clientId, userName]);
}
