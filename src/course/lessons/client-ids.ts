import { connect, cut, disconnect, line, publish, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Sessions";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };

/** The client id is the key to a session. */
export const CLIENT_IDS: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "new-name",
		group,
		title: "A new name at every start",
		short: "one app, three client ids",
		belief: "Any client id will do, and a random one is safest.",
		asks: "An app makes up a new client id at every start. Each time it connects with clean_session = false and subscribes at QoS 1. Twice its cable is cut, and the app starts again. Before the third start, 21.5 is published at QoS 1. What does the broker hold after the third start?",
		watches: ["app-17", "app-93"],
		moments: [
			{
				title: "The app starts as app-17, then its cable is cut",
				lines: [connect("app-17", KEPT), subscribe("app-17", 1), cut("app-17")],
			},
			{
				title: "The app starts as app-58, and is cut again",
				lines: [connect("app-58", KEPT), subscribe("app-58", 1), cut("app-58")],
			},
			{
				title: "pub-1 publishes 21.5 and leaves",
				lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 }), disconnect("pub-1")],
			},
			{ title: "The app starts as app-93", lines: [connect("app-93", KEPT), subscribe("app-93", 1)] },
		],
		answers: [
			{
				id: "same-app",
				says: "One session, that of the app, which has received 21.5.",
				because: "It is the same program on the same machine: the broker gives the app its session back.",
				sees: [
					{ "app-17": { online: false, session: "persistent", sessions: 1 } },
					{ "app-17": { sessions: 1 } },
					{ "app-17": { sessions: 1 } },
					{ "app-93": { online: true, sessionPresent: true, received: ["21.5"], sessions: 1 } },
				],
			},
			{
				id: "tidied-up",
				says: "One session, that of app-93. The other two have ended.",
				because: "The broker gives up a session whose client does not come back.",
				sees: [
					{ "app-17": { online: false, session: "persistent", sessions: 1 } },
					{ "app-17": { session: "none", sessions: 1 } },
					{ "app-17": { session: "none" } },
					{ "app-93": { online: true, sessionPresent: false, received: [], sessions: 1 } },
				],
			},
			{
				id: "orphans",
				says: "Three sessions. 21.5 waits in two of them.",
				because: "To the broker, each client id is a client of its own.",
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
				"The broker finds a session by its client id and by nothing else. To the broker, app-17, app-58 and app-93 are three clients. The app will never come back as the first two, and m1 (21.5) waits for both of them. app-93 got nothing.",
				"MQTT 3.1.1 names no time after which such a session ends, and its queue can grow all the while. So use a fixed client id with a persistent session, and clean_session = true with a random client id.",
			],
			clauses: ["MQTT-3.1.2-4", "MQTT-3.2.2-3"],
		},
		follow: {
			asks: "21.5 waits for app-17. Turn one switch so that the app gets 21.5 at its third start.",
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
		belief: "Two devices may share a client id, as long as they do the same thing.",
		asks: "sub-1 connects with clean_session = false and subscribes at QoS 1. A second device connects with the same client id and clean_session = false. Then pub-1 publishes 21.5 at QoS 1. Which device gets it?",
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
				says: "Both devices.",
				because: "They are two connections, the broker keeps a session for each, and they want the same topic.",
				sees: [
					{ "sub-1": { online: true, sessionPresent: false, sessions: 1 } },
					{ "sub-1": { online: true, sessions: 2 } },
					{ "sub-1": { online: true, received: ["21.5", "21.5"] } },
				],
			},
			{
				id: "first",
				says: "The first device alone.",
				because: "The client id is taken, so the broker refuses the second CONNECT.",
				sees: [
					{ "sub-1": { online: true, sessionPresent: false, sessions: 1 } },
					{ "sub-1": { online: true, sessionPresent: false, sessions: 1 } },
					{ "sub-1": { online: true, sessionPresent: false, received: ["21.5"] } },
				],
			},
			{
				id: "second",
				says: "The second device alone.",
				because: "There is one session per client id, and the newer connection gets it. The older one is ended.",
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
				"When a CONNECT comes with the client id of a client that is connected, the broker ends the older connection. The newer one found the session of sub-1, with its subscription: session present = 1. So m1 (21.5) went to the second device.",
				"If both devices reconnect by themselves, they go on ending each other’s connections. A broker’s log in which one client id connects again and again is the sign of it.",
			],
			clauses: ["MQTT-3.1.4-2", "MQTT-3.2.2-2"],
		},
		follow: {
			asks: "Turn one switch so that the second device is connected, and 21.5 reaches neither device.",
			goal: { "sub-1": { online: true, sessionPresent: false, received: [] } },
			changes: [
				{ switch: "subscribe-qos", client: "sub-1", to: 0 },
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "clean-session", client: "sub-1", to: true },
			],
			shows: 2,
			hints: ["The second device sends no SUBSCRIBE: it depends on the session that it finds."],
		},
	}),
];
