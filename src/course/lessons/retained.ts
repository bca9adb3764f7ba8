import { connect, publish, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Retained messages";
const CLEAN = { cleanSession: true };
const RETAINED = { qos: 1, retain: true } as const;
const STORED = { "greenhouse/temp": "21.5" };

export const RETAINED_MESSAGES: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "one-per-topic",
		group,
		title: "Two retained messages, one late subscriber",
		short: "publish with RETAIN twice, then subscribe",
		belief: "Retained messages are a history that a new subscriber can read.",
		words: [
			{
				term: "RETAIN, retained message",
				says: "RETAIN is a bit of PUBLISH. A client that publishes with RETAIN asks the broker to store the message for clients that subscribe later.",
			},
		],
		asks: "pub-1 publishes 21.5 and then 21.8 to the same topic, both with RETAIN. After that, sub-1 connects and subscribes. What does sub-1 get?",
		watches: ["sub-1"],
		moments: [
			{
				title: "pub-1 publishes 21.5 and 21.8 with RETAIN",
				lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", RETAINED), publish("pub-1", "21.8", RETAINED)],
			},
			{ title: "sub-1 connects and subscribes", lines: [connect("sub-1", CLEAN), subscribe("sub-1", 1)] },
		],
		answers: [
			{
				id: "history",
				says: "Both, in order.",
				because: "The broker has stored two messages, and both match.",
				sees: [{ "sub-1": { online: false } }, { "sub-1": { online: true, received: ["21.5", "21.8"] } }],
			},
			{
				id: "newest",
				says: "21.8 alone.",
				because: "The broker keeps one retained message per topic, and a newer one takes its place.",
				sees: [
					{ "sub-1": { online: false, retained: { "greenhouse/temp": "21.8" } } },
					{ "sub-1": { online: true, received: ["21.8"], retained: { "greenhouse/temp": "21.8" } } },
				],
			},
			{
				id: "first",
				says: "21.5 alone.",
				because: "The topic’s one place is taken by the first message until somebody clears it.",
				sees: [{ "sub-1": { online: false, retained: STORED } }, { "sub-1": { online: true, received: ["21.5"], retained: STORED } }],
			},
			{
				id: "nothing",
				says: "Nothing.",
				because: "Nobody had subscribed when they were published, so the broker dropped both.",
				sees: [{ "sub-1": { online: false, retained: {} } }, { "sub-1": { online: true, received: [], retained: {} } }],
			},
		],
		comes: "newest",
		explain: {
			title: "One place per topic: the last known value.",
			says: [
				"A retained message is the last known state of its topic. r2 (21.8) took the place of r1 (21.5), and a new subscription is sent what stands in that one place.",
				"A queue is something else. It belongs to one session and keeps every message in order, up to the broker’s limit, but only from the subscription on.",
			],
			clauses: ["MQTT-3.3.1-5", "MQTT-3.3.1-6"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 gets both messages.",
			goal: { "sub-1": { online: true, received: ["21.5", "21.8"] } },
			changes: [
				{ switch: "clean-session", client: "sub-1", to: false },
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "retain", client: "pub-1", to: false },
				{ switch: "subscribe-first", client: "sub-1" },
			],
			shows: 3,
			hints: ["Of what was published before its subscription, a client gets at most one message per topic."],
		},
	}),
	lesson({
		format: 1,
		id: "retain-bit",
		group,
		title: "Who sees RETAIN = 1?",
		short: "one early, one late subscriber",
		belief: "A message published with RETAIN arrives with RETAIN = 1.",
		asks: "sub-1 has subscribed. pub-1 publishes 21.5 with RETAIN. Then sub-2 connects and subscribes. Which of the two gets 21.5 with RETAIN = 1?",
		watches: ["sub-1", "sub-2"],
		moments: [
			{ title: "sub-1 subscribes", lines: [connect("sub-1", CLEAN), subscribe("sub-1", 1)] },
			{ title: "pub-1 publishes 21.5 with RETAIN", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", RETAINED)] },
			{ title: "sub-2 connects and subscribes", lines: [connect("sub-2", CLEAN), subscribe("sub-2", 1)] },
		],
		answers: [
			bits(
				"both",
				"Both.",
				"The bit is part of the message, and both get the same message.",
				[{ payload: "21.5", retain: true }],
				[{ payload: "21.5", retain: true }],
			),
			bits(
				"late",
				"sub-2 alone.",
				"The bit says: this was stored before you subscribed. sub-1 gets 21.5 with RETAIN = 0.",
				[{ payload: "21.5", retain: false }],
				[{ payload: "21.5", retain: true }],
			),
			bits(
				"early",
				"sub-1 alone.",
				"A retained message that has been delivered is no longer needed, so sub-2 gets nothing.",
				[{ payload: "21.5", retain: true }],
				[],
			),
		],
		comes: "late",
		explain: {
			title: "On the way to a subscriber, RETAIN means: stored earlier.",
			says: [
				"From a publisher, RETAIN = 1 is a request: store this. From the broker it is a remark: you get this because you have just subscribed, and it may be old.",
				"sub-1 had subscribed before, so to sub-1 r1 (21.5) was a message like any other, and came with RETAIN = 0. That is how a subscriber can tell a value that is new from one that was stored.",
			],
			clauses: ["MQTT-3.3.1-8", "MQTT-3.3.1-9"],
		},
		follow: {
			asks: "Turn one switch so that sub-2 gets 21.5 with RETAIN = 0.",
			goal: { "sub-2": { received: [{ payload: "21.5", retain: false }] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "retain", client: "pub-1", to: false },
				{ switch: "subscribe-first", client: "sub-2" },
			],
			shows: 2,
			hints: ["sub-1 got 21.5 with RETAIN = 0. What had sub-1 done differently?"],
		},
	}),
];

type Bit = { payload: string; retain: boolean };
function bits(id: string, says: string, because: string, early: Bit[], late: Bit[]) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, received: [] } },
			{ "sub-1": { received: early, retained: STORED } },
			{ "sub-1": { received: early }, "sub-2": { online: true, received: late } },
		],
	};
}
