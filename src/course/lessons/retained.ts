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
		asks: "pub-1 publishes 21.5 and then 21.8 to the same topic, both with RETAIN. After that sub-1 connects and subscribes. What does it get?",
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
				because: "The broker has retained two messages, and both match.",
				sees: [{ "sub-1": { online: false } }, { "sub-1": { online: true, received: ["21.5", "21.8"] } }],
			},
			{
				id: "newest",
				says: "21.8 alone.",
				because: "The broker keeps one retained message per topic, and the newer one takes the place of the older.",
				sees: [
					{ "sub-1": { online: false, retained: { "greenhouse/temp": "21.8" } } },
					{ "sub-1": { online: true, received: ["21.8"], retained: { "greenhouse/temp": "21.8" } } },
				],
			},
			{
				id: "first",
				says: "21.5 alone.",
				because: "The place of the topic is taken by the first message until somebody clears it.",
				sees: [{ "sub-1": { online: false, retained: STORED } }, { "sub-1": { online: true, received: ["21.5"], retained: STORED } }],
			},
			{
				id: "nothing",
				says: "Nothing.",
				because: "Nobody had subscribed when they were published, so the broker let both go.",
				sees: [{ "sub-1": { online: false, retained: {} } }, { "sub-1": { online: true, received: [], retained: {} } }],
			},
		],
		comes: "newest",
		explain: {
			title: "One place per topic: the last known value.",
			says: [
				"A retained message is the state of its topic. r2 took the place of r1, and that one place is what a new subscription is sent.",
				"A queue is another thing: it belongs to one session and keeps every message in order, but only from the subscription on.",
			],
			clauses: ["MQTT-3.3.1-5", "MQTT-3.3.1-6"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 gets both.",
			goal: { "sub-1": { online: true, received: ["21.5", "21.8"] } },
			changes: [
				{ switch: "clean-session", client: "sub-1", to: false },
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "retain", client: "pub-1", to: false },
				{ switch: "subscribe-first", client: "sub-1" },
			],
			shows: 3,
			hints: ["What a subscriber missed before its first subscription can be one message per topic at most."],
		},
	}),
	lesson({
		format: 1,
		id: "retain-bit",
		group,
		title: "Which of them sees RETAIN = 1?",
		short: "one early, one late subscriber",
		belief: "A message published with RETAIN arrives with RETAIN = 1.",
		asks: "sub-1 has subscribed. pub-1 publishes 21.5 with RETAIN. Then sub-2 connects and subscribes. With which RETAIN bit does each of them get 21.5?",
		watches: ["sub-1", "sub-2"],
		moments: [
			{ title: "sub-1 subscribes", lines: [connect("sub-1", CLEAN), subscribe("sub-1", 1)] },
			{ title: "pub-1 publishes 21.5 with RETAIN", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", RETAINED)] },
			{ title: "sub-2 connects and subscribes", lines: [connect("sub-2", CLEAN), subscribe("sub-2", 1)] },
		],
		answers: [
			bits(
				"both",
				"Both with RETAIN = 1.",
				"The bit is part of the message, and the message is the same.",
				[{ payload: "21.5", retain: true }],
				[{ payload: "21.5", retain: true }],
			),
			bits(
				"late",
				"sub-1 with RETAIN = 0, sub-2 with RETAIN = 1.",
				"The bit says: this was stored before you came.",
				[{ payload: "21.5", retain: false }],
				[{ payload: "21.5", retain: true }],
			),
			bits(
				"early",
				"sub-1 with RETAIN = 1. sub-2 gets nothing.",
				"A retained message that has been delivered is no longer needed.",
				[{ payload: "21.5", retain: true }],
				[],
			),
		],
		comes: "late",
		explain: {
			title: "On the way to a subscriber RETAIN means: old news.",
			says: [
				"From the publisher RETAIN = 1 is an order: store this. From the broker it is a remark: you get this because you have just subscribed, and it may be old.",
				"sub-1 had subscribed before, so for it r1 was a message like any other. So a subscriber can tell a value that is new from one that was waiting.",
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
			hints: ["sub-1 got it with RETAIN = 0. What was different there?"],
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
