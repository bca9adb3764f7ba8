import { connect, cut, disconnect, line, publish, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Sessions";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };

export const SESSION_ENDS: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "how-it-ends",
		group,
		title: "How does a session end?",
		short: "DISCONNECT, then a clean connect",
		belief: "A client that says goodbye with DISCONNECT leaves nothing behind.",
		asks: "sub-1 connects with clean_session = false, subscribes at QoS 1 and sends DISCONNECT. pub-1 publishes 21.5. Then sub-1 connects again, this time with clean_session = true. What becomes of its session, and of 21.5?",
		watches: ["sub-1"],
		moments: [
			{
				title: "sub-1 subscribes and sends DISCONNECT",
				lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), disconnect("sub-1")],
			},
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })] },
			{ title: "sub-1 comes back, with another setting", lines: [connect("sub-1", CLEAN)] },
		],
		answers: [
			{
				id: "by-disconnect",
				says: "DISCONNECT ends the session. 21.5 does not wait.",
				because: "Who disconnects politely has finished. Only a broken connection is worth keeping.",
				sees: [
					{ "sub-1": { online: false, session: "none" } },
					{ "sub-1": { online: false, session: "none", queue: [] } },
					{ "sub-1": { online: true, session: "clean", sessionPresent: false, received: [] } },
				],
			},
			{
				id: "thrown-away",
				says: "The session outlives DISCONNECT and 21.5 waits. The clean connect throws both away.",
				because: "clean_session = true asks the broker to forget what it holds under this client id.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { online: false, session: "persistent", queue: ["21.5"] } },
					{ "sub-1": { online: true, session: "clean", sessionPresent: false, queue: [], received: [], dropped: ["21.5"] } },
				],
			},
			{
				id: "handed-over",
				says: "The session outlives DISCONNECT and 21.5 waits. sub-1 still gets it, and has a clean session from then on.",
				because: "The setting is about what comes next. What waits already belongs to sub-1.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { online: false, session: "persistent", queue: ["21.5"] } },
					{ "sub-1": { online: true, session: "clean", queue: [], received: ["21.5"], dropped: [] } },
				],
			},
		],
		comes: "thrown-away",
		explain: {
			title: "DISCONNECT ends a connection. A clean connect ends the session.",
			says: [
				"A persistent session stays however its client leaves. Whoever wants to give it up connects once more with clean_session = true, and leaves.",
				"That clean connect is also the trap: a client that is started once with the wrong setting loses its subscriptions and everything that waits. Here that was m1.",
			],
			clauses: ["MQTT-3.1.2-4", "MQTT-3.1.2-6"],
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
			hints: ["Up to the moment of its return 21.5 waits. Look at the CONNECT that follows."],
		},
	}),
	lesson({
		format: 1,
		id: "new-name",
		group,
		title: "A new name at every start",
		short: "one app, three client ids",
		belief: "Any client id will do, a random one is safest.",
		asks: "An app makes up a client id at every start. It connects with clean_session = false and subscribes at QoS 1. Twice its cable is cut, and it starts again. Before the third start 21.5 is published. Does the app get it, and how many sessions does the broker hold?",
		watches: ["app-17", "app-93"],
		moments: [
			{
				title: "The app starts as app-17, then its cable is cut",
				lines: [connect("app-17", KEPT), subscribe("app-17", 1), cut("app-17")],
			},
			{
				title: "It starts again as app-58, and is cut again",
				lines: [connect("app-58", KEPT), subscribe("app-58", 1), cut("app-58")],
			},
			{
				title: "pub-1 publishes 21.5 and leaves",
				lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 }), disconnect("pub-1")],
			},
			{ title: "It starts again as app-93", lines: [connect("app-93", KEPT), subscribe("app-93", 1)] },
		],
		answers: [
			{
				id: "same-app",
				says: "It gets 21.5. There is one session, that of the app.",
				because: "It is the same program on the same machine: the broker gives it back its session.",
				sees: [
					{ "app-17": { online: false, session: "persistent", sessions: 1 } },
					{ "app-17": { sessions: 1 } },
					{ "app-17": { sessions: 1 } },
					{ "app-93": { online: true, sessionPresent: true, received: ["21.5"], sessions: 1 } },
				],
			},
			{
				id: "tidied-up",
				says: "It does not get 21.5. There is one session: the broker has ended the other two.",
				because: "A session whose client does not come back is given up.",
				sees: [
					{ "app-17": { online: false, session: "persistent", sessions: 1 } },
					{ "app-17": { session: "none", sessions: 1 } },
					{ "app-17": { session: "none" } },
					{ "app-93": { online: true, sessionPresent: false, received: [], sessions: 1 } },
				],
			},
			{
				id: "orphans",
				says: "It does not get 21.5. There are three sessions, and 21.5 waits in two of them.",
				because: "To the broker each client id is another client.",
				sees: [
					{ "app-17": { online: false, session: "persistent", sessions: 1 } },
					{ "app-17": { online: false, session: "persistent", sessions: 2 } },
					{ "app-17": { online: false, session: "persistent", queue: ["21.5"], sessions: 2 } },
					{
						"app-17": { online: false, session: "persistent", queue: ["21.5"] },
						"app-93": { online: true, sessionPresent: false, received: [], sessions: 3 },
					},
				],
			},
		],
		comes: "orphans",
		explain: {
			title: "The client id is the key to the session.",
			says: [
				"The broker finds a session by its client id and by nothing else. app-17, app-58 and app-93 are three clients to it. Nobody will ever come back for the first two, and m1 waits there.",
				"MQTT 3.1.1 lets such sessions stay for good, and with them a queue that grows. So: a fixed client id for a persistent session, and clean_session = true for a random one.",
			],
			clauses: ["MQTT-3.1.2-4", "MQTT-3.2.2-3"],
		},
		follow: {
			asks: "21.5 waits for app-17. Turn one switch so that the app gets it at its third start.",
			goal: { "app-17": { online: true, queue: [], received: ["21.5"] } },
			changes: [
				{ switch: "leave-by", client: "app-17", to: "disconnect" },
				{ switch: "clean-session", client: "app-93", to: true },
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "client-id", client: "app-93", to: "app-17" },
			],
			shows: 3,
			hints: ["How would the broker recognise the app?"],
		},
	}),
	lesson({
		format: 1,
		id: "takeover",
		group,
		title: "Two devices, one client id",
		short: "a second connection as sub-1",
		belief: "Two devices may use the same client id, as long as they do the same.",
		asks: "sub-1 connects with clean_session = false and subscribes at QoS 1. A second device connects with the same client id. Then pub-1 publishes 21.5. Who gets it?",
		watches: ["sub-1"],
		moments: [
			{ title: "sub-1 subscribes and stays", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1)] },
			{
				title: "A second device connects as sub-1",
				lines: [line({ do: "takeover", client: "sub-1" }, "A second device sends CONNECT with the client id sub-1.")],
			},
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })] },
		],
		answers: [
			{
				id: "both",
				says: "Both. The broker keeps a session for each connection.",
				because: "They are two connections, and each gets what it has subscribed to.",
				sees: [
					{ "sub-1": { online: true, sessionPresent: false, sessions: 1 } },
					{ "sub-1": { online: true, sessions: 2 } },
					{ "sub-1": { online: true, received: ["21.5", "21.5"] } },
				],
			},
			{
				id: "first",
				says: "The first one. The second is turned away.",
				because: "The client id is taken, so the broker refuses the second CONNECT.",
				sees: [
					{ "sub-1": { online: true, sessionPresent: false, sessions: 1 } },
					{ "sub-1": { online: true, sessionPresent: false, sessions: 1 } },
					{ "sub-1": { online: true, sessionPresent: false, received: ["21.5"] } },
				],
			},
			{
				id: "second",
				says: "The second one. The first is disconnected, and the second goes on with its session.",
				because: "There is one session per client id, and the newer connection wins.",
				sees: [
					{ "sub-1": { online: true, sessionPresent: false, sessions: 1 } },
					{ "sub-1": { online: true, sessionPresent: true, sessions: 1 } },
					{ "sub-1": { online: true, sessionPresent: true, received: ["21.5"] } },
				],
			},
		],
		comes: "second",
		explain: {
			title: "The newer connection wins, and gets the session.",
			says: [
				"When a CONNECT comes with a client id that is connected, the broker ends the older connection. The newer one found the session of sub-1: session present = 1, subscription and all.",
				"If both devices reconnect by themselves they end each other for ever. A broker log full of the same client id is the sign of it.",
			],
			clauses: ["MQTT-3.1.4-2", "MQTT-3.2.2-2"],
		},
		follow: {
			asks: "Turn one switch so that the second device is connected, and 21.5 reaches nobody.",
			goal: { "sub-1": { online: true, sessionPresent: false, received: [] } },
			changes: [
				{ switch: "subscribe-qos", client: "sub-1", to: 0 },
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "clean-session", client: "sub-1", to: true },
			],
			shows: 2,
			hints: ["The second device sends no SUBSCRIBE. It lives on what it finds."],
		},
	}),
];
