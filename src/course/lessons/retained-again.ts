import { connect, disconnect, publish, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Retained messages";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };
const STORED = { "greenhouse/temp": "21.5" };

export const RETAINED_AGAIN: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "resume-retained",
		group,
		title: "Back, and something is retained",
		short: "resume a session, publish 0 with RETAIN",
		belief: "A client that reconnects gets the retained message again.",
		asks: "sub-1 has a persistent session and has subscribed at QoS 1. While sub-1 is away, pub-1 publishes 21.5 at QoS 0, with RETAIN. sub-1 comes back to its session and sends no SUBSCRIBE. Does sub-1 get 21.5?",
		watches: ["sub-1"],
		moments: [
			{ title: "sub-1 subscribes, then leaves", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), disconnect("sub-1")] },
			{
				title: "pub-1 publishes 21.5 with RETAIN",
				lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 0, retain: true })],
			},
			{ title: "sub-1 comes back, without SUBSCRIBE", lines: [connect("sub-1", KEPT)] },
		],
		answers: [
			{
				id: "retained-copy",
				says: "Yes, as the retained message.",
				because: "The message is stored at the broker, and sub-1 is subscribed and connected.",
				sees: [
					{ "sub-1": { online: false, session: "persistent", received: [] } },
					{ "sub-1": { queue: [], retained: STORED } },
					{ "sub-1": { online: true, sessionPresent: true, received: [{ payload: "21.5", retain: true }] } },
				],
			},
			{
				id: "queued-copy",
				says: "Yes, from the queue of its session.",
				because: "RETAIN tells the broker to keep the message, and so it is kept for sub-1 too.",
				sees: [
					{ "sub-1": { online: false, session: "persistent", received: [] } },
					{ "sub-1": { queue: ["21.5"], retained: STORED } },
					{ "sub-1": { online: true, sessionPresent: true, received: ["21.5"] } },
				],
			},
			{
				id: "neither",
				says: "No, although 21.5 is stored and sub-1 is subscribed.",
				because: "QoS 0 does not wait in the session, and the retained message is sent only after a SUBSCRIBE.",
				sees: [
					{ "sub-1": { online: false, session: "persistent", received: [] } },
					{ "sub-1": { queue: [], retained: STORED, dropped: ["21.5"] } },
					{ "sub-1": { online: true, sessionPresent: true, received: [], retained: STORED } },
				],
			},
		],
		comes: "neither",
		explain: {
			title: "SUBSCRIBE brings the retained message. Coming back does not.",
			says: [
				"Coming back to a session brings what waits in that session. r1 (21.5) was published at QoS 0, so it did not wait there.",
				"The broker sends a retained message when a client subscribes, and sub-1 did not. sub-1 is without the newest value until somebody publishes again, or until it subscribes.",
			],
			clauses: ["MQTT-3.3.1-6", "MQTT-3.1.2-5"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 gets 21.5 with RETAIN = 1.",
			goal: { "sub-1": { online: true, received: [{ payload: "21.5", retain: true }] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 1 },
				{ switch: "clean-session", client: "sub-1", to: true },
				{ switch: "subscribe-again", client: "sub-1" },
			],
			shows: 2,
			hints: ["RETAIN = 1 on arrival means: sent because of a new subscription."],
		},
	}),
	lesson({
		format: 1,
		id: "twice-subscribed",
		group,
		title: "Subscribing again, to be safe",
		short: "resume a session, then SUBSCRIBE",
		belief: "One more SUBSCRIBE does no harm.",
		asks: "sub-1 has a persistent session and has subscribed at QoS 1. While sub-1 is away, pub-1 publishes 21.5 and 21.8 at QoS 1, both with RETAIN. sub-1 comes back and, to be safe, subscribes again. What does sub-1 get in all?",
		watches: ["sub-1"],
		moments: [
			{ title: "sub-1 subscribes, then leaves", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), disconnect("sub-1")] },
			{
				title: "pub-1 publishes 21.5 and 21.8 with RETAIN",
				lines: [
					connect("pub-1", CLEAN),
					publish("pub-1", "21.5", { qos: 1, retain: true }),
					publish("pub-1", "21.8", { qos: 1, retain: true }),
				],
			},
			{ title: "sub-1 comes back", lines: [connect("sub-1", KEPT)] },
			{ title: "sub-1 subscribes again", lines: [subscribe("sub-1", 1)] },
		],
		answers: [
			again(
				"each-once",
				"21.5 and 21.8, once each.",
				"sub-1 had subscribed already, so the second SUBSCRIBE changes nothing.",
				["21.5", "21.8"],
				["21.5", "21.8"],
			),
			again(
				"newest-again",
				"21.5, 21.8, and 21.8 once more.",
				"Both come from the queue, and the SUBSCRIBE brings the retained message.",
				["21.5", "21.8"],
				["21.5", "21.8", "21.8"],
			),
			again(
				"all-again",
				"21.5, 21.8, and both once more.",
				"A new subscription starts from the beginning.",
				["21.5", "21.8"],
				["21.5", "21.8", "21.5", "21.8"],
			),
			again("retained-only", "21.8 alone.", "Retained messages do not wait in queues. They come after the SUBSCRIBE.", [], ["21.8"]),
		],
		comes: "newest-again",
		explain: {
			title: "The same message came two ways.",
			says: [
				"To the session of sub-1, r1 (21.5) and r2 (21.8) were messages like any other: they waited in its queue and came after CONNACK, with RETAIN = 0. The second SUBSCRIBE replaced the first subscription, and for that the broker sends the retained message again: r2 came once more, with RETAIN = 1.",
				"This is one usual answer to “Why do I get two messages every time?”. With session present = 1 the subscriptions of the session are still there; a client that knows them can leave its SUBSCRIBE out.",
			],
			clauses: ["MQTT-3.8.4-3", "MQTT-3.3.1-8", "MQTT-3.3.1-9"],
		},
		follow: {
			asks: "Turn one switch so that each of the two messages comes once.",
			goal: { "sub-1": { online: true, received: ["21.5", "21.8"] } },
			changes: [
				{ switch: "clean-session", client: "sub-1", to: true },
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "subscribe-once", client: "sub-1" },
				{ switch: "retain", client: "pub-1", to: false },
			],
			shows: 2,
			hints: ["One of the two ways has to be closed. Which one can be closed without losing anything?"],
		},
	}),
];

function again(id: string, says: string, because: string, back: string[], subscribed: string[]) {
	const stored = { "greenhouse/temp": "21.8" };
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: false, session: "persistent" as const, received: [] } },
			{ "sub-1": { queue: back, retained: stored } },
			{ "sub-1": { online: true, sessionPresent: true, received: back } },
			{ "sub-1": { online: true, received: subscribed } },
		],
	};
}
