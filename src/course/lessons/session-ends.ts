import { connect, disconnect, publish, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Sessions";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };

export const SESSION_ENDS: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "how-it-ends",
		group,
		title: "What does DISCONNECT end?",
		short: "persistent, then DISCONNECT",
		belief: "A client that says goodbye with DISCONNECT leaves nothing behind.",
		asks: "sub-1 connects with clean_session = false, subscribes at QoS 1 and sends DISCONNECT. pub-1 publishes 21.5 at QoS 1. What does the broker hold for sub-1 now?",
		watches: ["sub-1"],
		moments: [
			{
				title: "sub-1 subscribes and sends DISCONNECT",
				lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), disconnect("sub-1")],
			},
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })] },
		],
		answers: [
			{
				id: "by-disconnect",
				says: "Nothing.",
				because: "A client that disconnects politely is finished. Only a broken connection is worth waiting for.",
				sees: [
					{ "sub-1": { online: false, session: "none" } },
					{ "sub-1": { online: false, session: "none", queue: [], dropped: ["21.5"] } },
				],
			},
			{
				id: "subscription",
				says: "Its session with the subscription, but not 21.5.",
				because: "A client that has said goodbye does not want to be sent anything while it is away.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { online: false, session: "persistent", queue: [], dropped: ["21.5"] } },
				],
			},
			{
				id: "all",
				says: "Its session with the subscription, and 21.5.",
				because: "DISCONNECT ends the connection. The session was asked for with clean_session = false, and stays.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { online: false, session: "persistent", queue: ["21.5"], dropped: [] } },
				],
			},
		],
		comes: "all",
		explain: {
			title: "DISCONNECT ends a connection, not the session.",
			says: [
				"A persistent session stays however its client leaves: by DISCONNECT, by a cut cable, or by falling silent. m1 (21.5) waits in it.",
				"So a client that is taken out of use leaves its session behind, and the session goes on collecting messages.",
			],
			clauses: ["MQTT-3.1.2-4", "MQTT-3.1.2-5"],
		},
		follow: {
			asks: "Turn one switch so that DISCONNECT leaves nothing behind.",
			goal: { "sub-1": { online: false, session: "none" } },
			changes: [
				{ switch: "leave-by", client: "sub-1", to: "cut" },
				{ switch: "subscribe-qos", client: "sub-1", to: 0 },
				{ switch: "clean-session", client: "sub-1", to: true },
			],
			shows: 2,
			hints: ["How long a session lasts is decided when the client connects."],
		},
	}),
	lesson({
		format: 1,
		id: "clean-return",
		group,
		title: "Back with the other setting",
		short: "persistent, then clean, then persistent",
		belief: "What waits for a client stays until the client has received it.",
		words: [
			{ term: "client id", says: "The name that a client gives in CONNECT, such as sub-1 or pub-1. The broker finds a session by it." },
		],
		asks: "21.5 waits in the persistent session of sub-1. sub-1 comes back with clean_session = true and leaves. Then it comes back once more, with clean_session = false. When does sub-1 get 21.5?",
		watches: ["sub-1"],
		moments: [
			{
				title: "sub-1 subscribes, then leaves",
				lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), disconnect("sub-1")],
			},
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })] },
			{ title: "sub-1 comes back with clean_session = true", lines: [connect("sub-1", CLEAN)] },
			{
				title: "sub-1 comes back with clean_session = false",
				lines: [disconnect("sub-1"), connect("sub-1", KEPT)],
			},
		],
		answers: [
			{
				id: "handed-over",
				says: "When it comes back with clean_session = true.",
				because: "The setting is about what comes next. What waits already belongs to sub-1.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { online: false, session: "persistent", queue: ["21.5"] } },
					{ "sub-1": { online: true, session: "clean", queue: [], received: ["21.5"], dropped: [] } },
					{ "sub-1": { online: true, session: "persistent", received: ["21.5"], dropped: [] } },
				],
			},
			{
				id: "set-aside",
				says: "When it comes back with clean_session = false.",
				because: "The clean session is another one. The persistent session waits until it is asked for again.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { online: false, session: "persistent", queue: ["21.5"] } },
					{ "sub-1": { online: true, session: "clean", sessionPresent: false, received: [], dropped: [] } },
					{ "sub-1": { online: true, session: "persistent", sessionPresent: true, received: ["21.5"], dropped: [] } },
				],
			},
			{
				id: "thrown-away",
				says: "Never.",
				because: "clean_session = true makes the broker throw away what it holds under this client id.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { online: false, session: "persistent", queue: ["21.5"] } },
					{ "sub-1": { online: true, session: "clean", sessionPresent: false, queue: [], received: [], dropped: ["21.5"] } },
					{ "sub-1": { online: true, session: "persistent", sessionPresent: false, received: [], dropped: ["21.5"] } },
				],
			},
		],
		comes: "thrown-away",
		explain: {
			title: "A clean connect throws the old session away.",
			says: [
				"There is one session per client id. A CONNECT with clean_session = true discards it, with its subscription and with m1 (21.5), which waited in it. The last CONNECT found nothing and began an empty session.",
				"This is how to end a persistent session: connect once with clean_session = true, then disconnect. It is also a trap: a client that is started once with the wrong setting loses its subscriptions and everything that waits.",
			],
			clauses: ["MQTT-3.1.2-6", "MQTT-3.2.2-3"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 gets 21.5.",
			goal: { "sub-1": { online: true, received: ["21.5"] } },
			changes: [
				{ switch: "leave-by", client: "sub-1", to: "cut" },
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "subscribe-again", client: "sub-1" },
				{ switch: "clean-session-on-return", client: "sub-1", to: false },
			],
			shows: 3,
			hints: ["Until sub-1 returns, 21.5 waits. Look at the CONNECT that follows."],
		},
	}),
];
