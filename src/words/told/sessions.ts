import { arrow, icon, puck, session, slots, text, wire } from "#words/picture.ts";
import type { TermText } from "#words/term.ts";

/** What a broker keeps for a client, and for how long. */
export const SESSIONS = {
	session: {
		name: "Session",
		kind: "what the broker keeps for one client",
		says: "What broker and client remember of each other: the subscriptions, the messages that wait, and those not yet acknowledged.",
		tryIt: { says: "see what is left of it", test: 1 },
		picture: [session(true, 33, "sub-1", 18, 66, 42)],
	},
	"clean-session-flag": {
		name: "clean_session",
		kind: "one bit of CONNECT",
		says: "Says how long the session is kept: true begins a new one that ends with the connection, false continues the old one and keeps it.",
		tryIt: { says: "try both values", lesson: "how-it-ends" },
		picture: [session(false, 10, "true"), session(true, 72, "false")],
	},
	"clean-session": {
		name: "Clean session",
		kind: "a session of a client with clean_session = true",
		says: "A session that begins empty and ends with its connection: what is published afterwards is not kept for its client.",
		tryIt: { says: "come back to nothing", test: 3 },
		picture: [session(false, 33, "sub-1", 14, 66, 38), puck(1, "m1", { y: 68, h: 22, fate: "dropped" })],
	},
	"persistent-session": {
		name: "Persistent session",
		kind: "a session of a client with clean_session = false",
		says: "A session that outlives its connection: subscriptions stay, and QoS 1 and 2 messages wait in it until its client is back.",
		tryIt: { says: "come back to three messages", test: 4 },
		picture: [
			session(true, 26, "", 18, 80, 42),
			puck(1, "m1", { x: 50, y: 42, h: 22, fate: "queued" }),
			puck(1, "m2", { x: 86, y: 42, h: 22, fate: "queued" }),
		],
	},
	"session-present": {
		name: "Session present",
		kind: "one bit of CONNACK",
		says: "Tells the client whether the broker has kept a session under its client id: 1 means it has, 0 means that it begins empty.",
		tryIt: { says: "connect twice", script: "twice" },
		picture: [text("sp=1", 66, 20), session(true, 41, "", 32)],
	},
	"client-id": {
		name: "Client id",
		kind: "a field of CONNECT",
		says: "The name under which the broker keeps a session: with another name a client comes back to another session.",
		tryIt: { says: "start with a new name each time", lesson: "new-name" },
		picture: [text("“sub-1”", 66, 16), icon("down", 66, 28, 16), session(true, 38, "sub-1", 38, 56, 28)],
	},
	takeover: {
		name: "Takeover",
		kind: "a way in which a connection ends",
		says: "A second client connects with a client id that is in use: the broker ends the older connection, and the newer one gets the session.",
		tryIt: { says: "let two devices share a name", lesson: "takeover" },
		picture: [icon("people"), text("sub-1", 66, 72)],
	},
	will: {
		name: "Will",
		kind: "a message that CONNECT carries",
		says: "A message that a client leaves with the broker, which publishes it if the connection ends without DISCONNECT.",
		tryIt: { says: "leave in both ways", lesson: "will" },
		picture: [wire("cut"), puck(0, "w1", { y: 70, h: 22, fate: "flight" })],
	},
	subscription: {
		name: "Subscription",
		kind: "part of a session",
		says: "A filter that a client has sent, with the QoS that the broker has granted: messages whose topic matches are delivered to this client.",
		tryIt: { says: "come back without subscribing", lesson: "resume" },
		picture: [icon("filter", 66, 28, 26), text("greenhouse/+", 66, 66)],
	},
	"queue-limit": {
		name: "max_queued_messages",
		kind: "a setting of the broker",
		says: "How many messages may wait in one session; for each that comes when the queue is full, one is dropped.",
		tryIt: { says: "fill a queue of two", lesson: "puback" },
		picture: [slots(4, 4), puck(1, "m5", { x: 66, y: 70, h: 20, fate: "dropped" })],
	},
	"queue-full": {
		name: "queue_full",
		kind: "a setting of the broker, by our own name",
		says: "Which message is dropped when a queue is full: the one that comes last, or the one that has waited longest.",
		tryIt: { says: "fill a queue of two", lesson: "puback" },
		picture: [slots(4, 4), text("+ 1", 66, 76)],
	},
	expiration: {
		name: "persistent_client_expiration",
		kind: "a setting of the broker",
		says: "How long a broker keeps the session of a client that is away; the standard leaves this to the broker.",
		tryIt: { says: "wait until it is over", lesson: "expiry" },
		picture: [session(true, 16, "sub-1"), arrow(74), icon("clock", 108, 42, 26)],
	},
	persistence: {
		name: "Persistence",
		kind: "a setting of the broker",
		says: "Whether sessions, queues and retained messages are still there after the broker has been restarted.",
		tryIt: { says: "restart the broker", lesson: "restart" },
		picture: [icon("refresh", 34, 42, 28), session(true, 68, "sub-1")],
	},
} as const satisfies Record<string, TermText>;
