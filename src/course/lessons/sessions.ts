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
		title: "Back again. Must sub-1 subscribe?",
		short: "persistent, then a new message",
		belief: "After every reconnect a client has to subscribe again.",
		asks: "sub-1 connects with clean_session = false, subscribes at QoS 1 and leaves. sub-1 comes back and sends no SUBSCRIBE. Only then does pub-1 publish 21.5, at QoS 1. Does sub-1 get 21.5?",
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
				says: "No. The session is found, but there is no subscription in it.",
				because: "A SUBSCRIBE counts only for the connection on which it was sent.",
				sees: [
					{ "sub-1": { online: false, session: "persistent", subscriptions: {} } },
					{ "sub-1": { online: true, sessionPresent: true, subscriptions: {} } },
					{ "sub-1": { online: true, received: [] } },
				],
			},
			{
				id: "anew",
				says: "No. sub-1 starts anew, because DISCONNECT ended its session.",
				because: "DISCONNECT tells the broker that the client is finished.",
				sees: [
					{ "sub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, sessionPresent: false, subscriptions: {} } },
					{ "sub-1": { online: true, received: [] } },
				],
			},
			{
				id: "arrives",
				says: "Yes, at once.",
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
				"Subscriptions are part of the session. CONNACK said session present = 1: the broker had found the session that it kept for sub-1, and m1 (21.5) matched the filter in that session.",
				"That bit is there to be read. 0: the broker has kept nothing for this client, and the client has to subscribe. 1: whatever subscriptions the session held are still there, so the client need not send them again. Whether they are the ones that the program wants today, only the program knows.",
			],
			clauses: ["MQTT-3.1.2-4", "MQTT-3.2.2-2"],
		},
		follow: {
			asks: "And when must sub-1 subscribe again? Turn one switch so that session present is 0.",
			goal: { "sub-1": { online: true, sessionPresent: false, received: [] } },
			changes: [
				{ switch: "leave-by", client: "sub-1", to: "cut" },
				{ switch: "subscribe-qos", client: "sub-1", to: 0 },
				{ switch: "clean-session-on-return", client: "sub-1", to: true },
			],
			shows: 2,
			hints: ["How sub-1 leaves makes no difference. How sub-1 comes back does."],
		},
	}),
	lesson({
		format: 1,
		id: "publishers-own",
		group,
		title: "Whose clean_session counts?",
		short: "clean publisher, persistent subscriber",
		belief: "The publisher needs clean_session = false as well, or its messages are not kept.",
		asks: "sub-1 has a persistent session, has subscribed at QoS 1 and is away. pub-1 connects with clean_session = true, publishes 21.5 at QoS 1 and leaves. What does sub-1 receive when it is back?",
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
				says: "Nothing: 21.5 did not wait at all.",
				because: "21.5 was published in a clean session, so the broker does not store it.",
				sees: [
					{ "sub-1": { online: false, session: "persistent" } },
					{ "sub-1": { queue: [] }, "pub-1": { online: true, session: "clean" } },
					{ "sub-1": { queue: [] }, "pub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, sessionPresent: true, received: [] } },
				],
			},
			{
				id: "goes-with-it",
				says: "Nothing: 21.5 waited, but was thrown away when pub-1 left.",
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
				says: "21.5, which waited in the session of sub-1.",
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
				"m1 (21.5) was stored in the session of sub-1, because sub-1 had asked for a session that is kept. The session of pub-1 held no part of that message, and ended without consequence.",
				"For a publisher, clean_session = false matters elsewhere: it lets the publisher send again what had not been acknowledged when its connection broke.",
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
		belief: "With clean_session = false and QoS 1, nothing is ever missed.",
		asks: "pub-1 publishes 21.5 at QoS 1. After that sub-1 connects for the first time, with clean_session = false, subscribes at QoS 1, leaves and comes back. Does sub-1 ever get 21.5?",
		watches: ["sub-1"],
		moments: [
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })] },
			{ title: "sub-1 connects for the first time and subscribes", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1)] },
			{ title: "sub-1 leaves and comes back", lines: [disconnect("sub-1"), connect("sub-1", KEPT)] },
		],
		answers: [
			{
				id: "on-subscribe",
				says: "Yes, as soon as sub-1 has subscribed.",
				because: "QoS 1 has to arrive, so the broker keeps 21.5 until a subscriber comes.",
				sees: [
					{ "sub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, session: "persistent", received: ["21.5"] } },
					{ "sub-1": { online: true, sessionPresent: true, received: ["21.5"] } },
				],
			},
			{
				id: "on-return",
				says: "Yes, when sub-1 comes back to its session.",
				because: "On return, a persistent session delivers whatever was published before.",
				sees: [
					{ "sub-1": { online: false, session: "none" } },
					{ "sub-1": { online: true, session: "persistent", received: [] } },
					{ "sub-1": { online: true, sessionPresent: true, received: ["21.5"] } },
				],
			},
			{
				id: "never",
				says: "No.",
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
				"The broker looks at each message once, when it accepts responsibility for it: the message goes to every session that has a matching subscription at that moment. For m1 (21.5) there was no such session, and pub-1 got its PUBACK all the same.",
				"A session keeps only what is published after its subscription. So it is best to connect a new device once, early, just to subscribe.",
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
			],
			shows: 2,
			hints: ["Which switch puts the subscription before the message?"],
		},
	}),
];
