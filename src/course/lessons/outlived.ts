import { connect, disconnect, line, publish, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Limits of a broker";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };
const QOS_1 = { qos: 1 } as const;
const AWAY = { "sub-1": { online: false, session: "persistent" } } as const;
const A = "21.5";

/** What a session does not outlive: the broker, and the time that the broker allows it. */
export const OUTLIVED: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "restart",
		group,
		title: "The broker is restarted",
		short: "persistent session, 1 and 1, then a restart",
		belief: "Persistent sessions survive a restart of the broker.",
		words: [
			{
				term: "restart",
				says: "The broker’s program ends and is started again, as after a power cut or an update.",
			},
		],
		asks: "sub-1 has a persistent session, has subscribed at QoS 1 and is away. pub-1 publishes 21.5 at QoS 1. Then the broker, set as Mosquitto is by default, is restarted. What does sub-1 find when it comes back?",
		watches: ["sub-1"],
		moments: [
			{ title: "sub-1 subscribes, then leaves", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), disconnect("sub-1")] },
			{
				title: "pub-1 publishes 21.5 and leaves",
				lines: [connect("pub-1", CLEAN), publish("pub-1", A, QOS_1), disconnect("pub-1")],
			},
			{ title: "The broker is restarted", lines: [line({ do: "restart" })] },
			{ title: "sub-1 comes back", lines: [connect("sub-1", KEPT)] },
		],
		answers: [
			{
				id: "all",
				says: "Its session and 21.5.",
				because: "The session is persistent: it is made to last.",
				sees: [
					AWAY,
					{ "sub-1": { queue: [A] } },
					{ "sub-1": { session: "persistent", queue: [A] } },
					{ "sub-1": { online: true, sessionPresent: true, received: [A] } },
				],
			},
			{
				id: "session",
				says: "Its session with the subscription, but not 21.5.",
				because: "A session is saved to disk like a setting. Messages are only in memory.",
				sees: [
					AWAY,
					{ "sub-1": { queue: [A] } },
					{ "sub-1": { session: "persistent", queue: [] } },
					{ "sub-1": { online: true, sessionPresent: true, received: [] } },
				],
			},
			{
				id: "nothing",
				says: "Nothing: the broker no longer knows sub-1.",
				because: "All of it was in the memory of a program that has ended.",
				sees: [
					AWAY,
					{ "sub-1": { queue: [A] } },
					{ "sub-1": { session: "none", dropped: [A] } },
					{ "sub-1": { online: true, sessionPresent: false, subscriptions: {}, received: [] } },
				],
			},
		],
		comes: "nothing",
		explain: {
			title: "A persistent session outlives the connection, not the broker.",
			says: [
				"clean_session = false asks for a session that outlives its connection. Whether the session outlives a restart too is a setting of the broker. In Mosquitto it is called persistence. The program’s own default is off; the package of Debian and Ubuntu turns it on.",
				"pub-1 had its PUBACK for m1 (21.5), and m1 is gone. sub-1 can see in CONNACK that its session is gone too: session present = 0. A client that reads that bit and then subscribes again is ready for a restart.",
			],
			clauses: ["MQTT-4.1.0-1", "4.1", "MQTT-3.2.2-3"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 gets 21.5.",
			goal: { "sub-1": { online: true, received: [A] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "leave-by", client: "sub-1", to: "cut" },
				{ switch: "subscribe-again", client: "sub-1" },
				{ switch: "broker", settings: { persistence: true } },
			],
			shows: 3,
			hints: ["No client can bring that about. It has to be set where the session is kept."],
		},
	}),
	lesson({
		format: 1,
		id: "expiry",
		group,
		title: "How long does a session wait?",
		short: "an expiry of 2 s",
		belief: "A persistent session waits for its client, however long it takes.",
		words: [
			{
				term: "persistent_client_expiration",
				says: "A setting of Mosquitto: a time limit for clients that have a persistent session and are away.",
			},
		],
		asks: "This broker is set with persistent_client_expiration = 2 s. sub-1 has a persistent session, has subscribed at QoS 1 and leaves. pub-1 publishes 21.5 at QoS 1, and more than 2 s go by. What does sub-1 find when it comes back?",
		broker: { persistentClientExpiration: 2 },
		watches: ["sub-1"],
		moments: [
			{
				title: "sub-1 subscribes, then leaves",
				lines: [connect("pub-1", CLEAN), connect("sub-1", KEPT), subscribe("sub-1", 1), disconnect("sub-1")],
			},
			{
				title: "pub-1 publishes 21.5, and time goes by",
				lines: [
					publish("pub-1", A, QOS_1),
					line({ do: "await", client: "sub-1", until: "no-session" }, "More than 2 s go by, and nothing is done."),
				],
			},
			{ title: "sub-1 comes back", lines: [connect("sub-1", KEPT)] },
		],
		answers: [
			{
				id: "waits",
				says: "Its session and 21.5.",
				because: "A session stays until a clean connect ends it. The setting is only for clients that never come back.",
				sees: [
					AWAY,
					{ "sub-1": { session: "persistent", queue: [A] } },
					{ "sub-1": { online: true, sessionPresent: true, received: [A] } },
				],
			},
			{
				id: "message",
				says: "Its session, but not 21.5.",
				because: "It is messages that get old. The session is kept.",
				sees: [
					AWAY,
					{ "sub-1": { session: "persistent", queue: [], dropped: [A] } },
					{ "sub-1": { online: true, sessionPresent: true, received: [] } },
				],
			},
			{
				id: "session",
				says: "Nothing: the session has ended.",
				because: "The setting limits how long a session is kept for a client that is away, with all that is in it.",
				sees: [
					AWAY,
					{ "sub-1": { session: "none", dropped: [A] } },
					{ "sub-1": { online: true, sessionPresent: false, subscriptions: {}, received: [] } },
				],
			},
		],
		comes: "session",
		explain: {
			title: "The session ended, and its queue with it.",
			says: [
				"MQTT 3.1.1 names no time after which a session ends, and leaves that to the broker. By default, Mosquitto 2.0 keeps the session of a client that is away for ever, EMQX 6 for two hours.",
				"What ends is the whole session: the subscription goes, and m1 (21.5) with it. In MQTT 5, the client says how long its session is to be kept; if the client says nothing, the session ends with the connection.",
			],
			clauses: ["4.1", "MQTT-3.2.2-3"],
		},
		follow: {
			asks: "Turn one switch so that 21.5 reaches sub-1.",
			goal: { "sub-1": { online: true, received: [A] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "leave-by", client: "sub-1", to: "cut" },
				{ switch: "subscribe-again", client: "sub-1" },
				{ switch: "stay", client: "sub-1" },
			],
			shows: 3,
			hints: ["The clock runs only while sub-1 is away."],
		},
	}),
];
