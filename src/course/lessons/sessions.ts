import { connect, disconnect, publish, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Sessions";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };

export const SESSIONS: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "resume",
		group,
		title: "Back again. Must it subscribe?",
		short: "persistent, then a new message",
		belief: "After every reconnect a client has to subscribe again.",
		asks: "sub-1 connects with clean_session = false, subscribes at QoS 1 and leaves. It comes back and sends no SUBSCRIBE. Only then pub-1 publishes 21.5. Does sub-1 get it?",
		watches: ["sub-1"],
		moments: [
			{
				title: "sub-1 subscribes, then leaves",
				lines: [
					connect("sub-1", KEPT),
					subscribe("sub-1", 1),
					disconnect("sub-1", "sub-1 sends DISCONNECT and leaves. Its session stays at the broker."),
				],
			},
			{
				title: "sub-1 comes back, without SUBSCRIBE",
				lines: [
					connect(
						"sub-1",
						KEPT,
						"sub-1 sends CONNECT with clean_session = false, and nothing else. Look at session present in the CONNACK.",
					),
				],
			},
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })] },
		],
		answers: [
			{
				id: "connection",
				says: "Nothing arrives. The session is found, with no subscription in it.",
				because: "A SUBSCRIBE counts for the connection on which it was sent.",
				sees: [
					{ "sub-1": { online: false, session: "persistent", subscriptions: {} } },
					{ "sub-1": { online: true, sessionPresent: true, subscriptions: {} } },
					{ "sub-1": { online: true, received: [] } },
				],
			},
			{
				id: "anew",
				says: "Nothing arrives. sub-1 starts anew: DISCONNECT has ended its session.",
				because: "DISCONNECT tells the broker that the client has finished.",
				sees: [
					{ "sub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, sessionPresent: false, subscriptions: {} } },
					{ "sub-1": { online: true, received: [] } },
				],
			},
			{
				id: "arrives",
				says: "21.5 arrives at once.",
				because: "The subscription is part of the session, and the session was kept.",
				sees: [
					{ "sub-1": { online: false, session: "persistent", subscriptions: { "greenhouse/temp": 1 } } },
					{ "sub-1": { online: true, sessionPresent: true, subscriptions: { "greenhouse/temp": 1 } } },
					{ "sub-1": { online: true, received: ["21.5"] } },
				],
			},
		],
		comes: "arrives",
		explain: {
			title: "The session came back with its subscription.",
			says: [
				"Subscriptions are part of the session. CONNACK said session present = 1: the broker has found what it kept for sub-1, and m1 matched the filter in it.",
				"That bit is there to be read. 1: the broker has this client’s session, with the subscriptions that the client left in it. 0: the broker knows nothing of this client, and the client has to subscribe.",
			],
			clauses: ["MQTT-3.1.2-4", "MQTT-3.2.2-2"],
		},
		follow: {
			asks: "And when must it subscribe again? Turn one switch so that session present is 0.",
			goal: { "sub-1": { online: true, sessionPresent: false, received: [] } },
			changes: [
				{ switch: "leave-by", client: "sub-1", to: "cut" },
				{ switch: "subscribe-qos", client: "sub-1", to: 0 },
				{ switch: "clean-session-on-return", client: "sub-1", to: true },
			],
			shows: 2,
			hints: ["How sub-1 leaves makes no difference. How it comes back does."],
		},
	}),
	lesson({
		format: 1,
		id: "publishers-own",
		group,
		title: "Whose clean_session counts?",
		short: "clean publisher, persistent subscriber",
		belief: "The publisher needs clean_session = false as well, or its messages are not kept.",
		asks: "sub-1 has a persistent session, has subscribed at QoS 1 and is away. pub-1 connects with clean_session = true, publishes 21.5 at QoS 1 and leaves. What does sub-1 find when it is back?",
		watches: ["sub-1", "pub-1"],
		moments: [
			{ title: "sub-1 subscribes, then leaves", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), disconnect("sub-1")] },
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })] },
			{
				title: "pub-1 leaves",
				lines: [disconnect("pub-1", "pub-1 sends DISCONNECT and leaves. Its own session was clean: it ends here.")],
			},
			{ title: "sub-1 comes back", lines: [connect("sub-1", KEPT)] },
		],
		answers: [
			{
				id: "not-kept",
				says: "Nothing. 21.5 did not wait at all.",
				because: "It was published in a clean session, so the broker does not store it.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { queue: [] }, "pub-1": { online: true, session: "clean" } },
					{ "sub-1": { queue: [] }, "pub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, sessionPresent: true, received: [] } },
				],
			},
			{
				id: "goes-with-it",
				says: "Nothing. 21.5 waited, and was thrown away when pub-1 left.",
				because: "When a clean session ends, everything that belongs to it goes.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { queue: ["21.5"] }, "pub-1": { online: true, session: "clean" } },
					{ "sub-1": { queue: [] }, "pub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, sessionPresent: true, received: [] } },
				],
			},
			{
				id: "waits",
				says: "21.5. It waited in the session of sub-1.",
				because: "The flag says what is kept for the client that sets it, and 21.5 is kept for sub-1.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { queue: ["21.5"] }, "pub-1": { online: true, session: "clean" } },
					{ "sub-1": { queue: ["21.5"] }, "pub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, sessionPresent: true, received: ["21.5"] } },
				],
			},
		],
		comes: "waits",
		explain: {
			title: "Each client’s flag is about its own session.",
			says: [
				"m1 was stored in the session of sub-1, because sub-1 had asked for one that is kept. The session of pub-1 held no part of it, and ended without consequence.",
				"For a publisher clean_session = false matters in another place: it lets the client send again what was not acknowledged when its connection broke.",
			],
			clauses: ["MQTT-3.1.2-5", "MQTT-3.1.2-6"],
		},
		follow: {
			asks: "Which switch makes sub-1 come back to nothing?",
			goal: { "sub-1": { online: true, received: [] } },
			changes: [
				{ switch: "clean-session", client: "pub-1", to: false },
				{ switch: "leave-by", client: "pub-1", to: "cut" },
				{ switch: "clean-session", client: "sub-1", to: true },
			],
			shows: 2,
			hints: ["Two of them are about pub-1, and 21.5 is not kept for pub-1."],
		},
	}),
	lesson({
		format: 1,
		id: "too-early",
		group,
		title: "Published before the first subscription",
		short: "publish first, subscribe later",
		belief: "With clean_session = false and QoS 1 nothing is ever missed.",
		asks: "pub-1 publishes 21.5 at QoS 1. After that sub-1 connects for the first time, with clean_session = false, subscribes at QoS 1, leaves and comes back. Does it get 21.5?",
		watches: ["sub-1"],
		moments: [
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })] },
			{ title: "sub-1 connects for the first time and subscribes", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1)] },
			{ title: "sub-1 leaves and comes back", lines: [disconnect("sub-1"), connect("sub-1", KEPT)] },
		],
		answers: [
			{
				id: "on-subscribe",
				says: "Yes, as soon as it has subscribed.",
				because: "QoS 1 has to arrive, so the broker keeps 21.5 until a subscriber comes.",
				sees: [
					{ "sub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, session: "persistent", received: ["21.5"] } },
					{ "sub-1": { online: true, sessionPresent: true, received: ["21.5"] } },
				],
			},
			{
				id: "on-return",
				says: "Yes, when it comes back to its session.",
				because: "A persistent session hands over on return whatever was published before.",
				sees: [
					{ "sub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, session: "persistent", received: [] } },
					{ "sub-1": { online: true, sessionPresent: true, received: ["21.5"] } },
				],
			},
			{
				id: "never",
				says: "No, never.",
				because: "When 21.5 came to the broker, no session held a matching subscription.",
				sees: [
					{ "sub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, session: "persistent", received: [] } },
					{ "sub-1": { online: true, sessionPresent: true, received: [] } },
				],
			},
		],
		comes: "never",
		explain: {
			title: "The subscription has to be there before the message.",
			says: [
				"The broker looks at each message once, when it takes it over: it goes to every session that has a matching subscription at that moment. For m1 there was none, and PUBACK came all the same.",
				"A session keeps what is published after its subscription. So a device is best connected once, early, to subscribe.",
			],
			clauses: ["MQTT-4.5.0-1", "MQTT-3.1.2-5"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 has 21.5 at the end.",
			goal: { "sub-1": { online: true, received: ["21.5"] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "subscribe-again", client: "sub-1" },
				{ switch: "subscribe-first", client: "sub-1" },
				{ switch: "retain", client: "pub-1", to: true },
			],
			shows: 2,
			hints: [
				"Two of the switches do it, for two different reasons.",
				"Either the subscription is there earlier, or the message is of the kind that waits for subscribers to come.",
			],
		},
	}),
];
