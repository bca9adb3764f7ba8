import { connect, cut, disconnect, publish, silence, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Limits of a broker";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };
const QOS_1 = { qos: 1 } as const;
const AWAY = { "sub-1": { online: false, session: "persistent" } } as const;
const [A, B, C, D] = ["21.5", "21.8", "22.1", "22.4"] as const;

export const LIMITS_OF_A_BROKER: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "puback",
		group,
		title: "Three messages, two places",
		short: "a queue limit of 2, publish 1",
		belief: "PUBACK means that the subscriber has the message, or will get it.",
		asks: "The queue of a session has two places here. sub-1 has subscribed at QoS 1 and is away. pub-1 publishes 21.5, 21.8 and 22.1 at QoS 1. What becomes of them, and what does pub-1 hear of it?",
		broker: { maxQueuedMessages: 2 },
		watches: ["sub-1", "pub-1"],
		moments: [
			{ title: "sub-1 subscribes, then leaves", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), disconnect("sub-1")] },
			{
				title: "pub-1 publishes three messages",
				lines: [connect("pub-1", CLEAN), ...[A, B, C].map((payload) => publish("pub-1", payload, QOS_1))],
			},
			{ title: "sub-1 comes back", lines: [connect("sub-1", KEPT)] },
		],
		answers: [
			full(
				"no-puback",
				"22.1 finds no place and gets no PUBACK. pub-1 keeps it.",
				"The broker acknowledges what it can hand on, and nothing else.",
				{
					queue: [A, B],
					dropped: [],
					unacknowledged: [C],
					received: [A, B],
				},
			),
			full(
				"all-wait",
				"All three are acknowledged, and all three wait.",
				"What has been acknowledged must arrive, so the broker finds a place.",
				{
					queue: [A, B, C],
					dropped: [],
					unacknowledged: [],
					received: [A, B, C],
				},
			),
			full(
				"newest-dropped",
				"All three are acknowledged. 22.1 is dropped.",
				"PUBACK says that the broker has taken it over. The queue is full, and 22.1 came last.",
				{
					queue: [A, B],
					dropped: [C],
					unacknowledged: [],
					received: [A, B],
				},
			),
			full(
				"oldest-dropped",
				"All three are acknowledged. 21.5 is dropped.",
				"PUBACK says that the broker has taken it over. The queue is full, and the oldest makes room.",
				{
					queue: [B, C],
					dropped: [A],
					unacknowledged: [],
					received: [B, C],
				},
			),
		],
		comes: "newest-dropped",
		explain: {
			title: "PUBACK is the broker’s word, about the broker.",
			says: [
				"QoS works hop by hop. With PUBACK the broker took m3 over from pub-1. What it can then store for sub-1 is another matter, and no packet of MQTT 3.1.1 tells the publisher of it.",
				"Limits are the broker’s own: Mosquitto keeps 1000 messages per session (100 before 2.0) and drops the newest, as here. EMQX drops the oldest.",
			],
			clauses: ["MQTT-4.3.2-2", "4.1"],
		},
		follow: {
			asks: "Two places are all there is. Turn one switch so that sub-1 gets the newest two.",
			goal: { "sub-1": { online: true, received: [B, C] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "broker", settings: { maxQueuedMessages: 3 } },
				{ switch: "broker", settings: { queueFull: "drop-oldest" } },
			],
			shows: 2,
			hints: ["More places let everything in. It is about which one has to go."],
		},
	}),
	lesson({
		format: 1,
		id: "window",
		group,
		title: "Sent, or waiting to be sent",
		short: "two may be in flight, four are published",
		belief: "After a broken connection messages come again in any order.",
		asks: "At most two messages may be in flight to a session here. sub-1 has subscribed at QoS 1, and its wire falls silent. pub-1 publishes 21.5, 21.8, 22.1 and 22.4. The cable of sub-1 is cut, and it comes back. What does it get, and with which DUP?",
		broker: { maxInflightMessages: 2 },
		watches: ["sub-1"],
		moments: [
			{
				title: "sub-1 subscribes, pub-1 connects",
				lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), connect("pub-1", CLEAN)],
			},
			{
				title: "The wire is silent, pub-1 publishes four messages",
				lines: [silence("sub-1"), ...[A, B, C, D].map((payload) => publish("pub-1", payload, QOS_1))],
			},
			{ title: "The cable is cut, sub-1 comes back", lines: [cut("sub-1"), connect("sub-1", KEPT)] },
		],
		answers: [
			inWindow(
				"all-again",
				"All four in order, each with DUP = 1.",
				"The broker sent all four at once, and has to send them again.",
				[A, B, C, D],
				[],
				[
					[A, true],
					[B, true],
					[C, true],
					[D, true],
				],
			),
			inWindow(
				"two-again",
				"All four in order. The first two with DUP = 1.",
				"Two were sent, and two had to wait their turn.",
				[A, B],
				[C, D],
				[
					[A, true],
					[B, true],
					[C, false],
					[D, false],
				],
			),
			inWindow(
				"waiting-first",
				"22.1 and 22.4, and then the first two with DUP = 1.",
				"What has waited goes first, repetitions come after it.",
				[A, B],
				[C, D],
				[
					[C, false],
					[D, false],
					[A, true],
					[B, true],
				],
			),
			inWindow(
				"two-lost",
				"22.1 and 22.4. The first two are lost.",
				"They were on the wire when it was cut.",
				[A, B],
				[C, D],
				[
					[C, false],
					[D, false],
				],
			),
		],
		comes: "two-again",
		explain: {
			title: "First what was sent, then what waits, in the old order.",
			says: [
				"The broker had sent m1 and m2 and held m3 and m4 back: its window for sub-1 was full. When sub-1 came back it sent the two again, with DUP = 1 and their old packet ids, and then went on with the queue.",
				"DUP = 1 says that this packet may have been sent before. For sub-1 all four were new.",
			],
			clauses: ["MQTT-4.4.0-1", "MQTT-4.6.0-1", "MQTT-3.3.1-1"],
		},
		follow: {
			asks: "Turn one switch so that all four come with DUP = 1.",
			goal: { "sub-1": { online: true, received: [A, B, C, D].map((payload) => ({ payload, dup: true })) } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "broker", settings: { maxInflightMessages: 1 } },
				{ switch: "broker", settings: { maxInflightMessages: 20 } },
			],
			shows: 2,
			hints: ["DUP = 1 can stand only on what was sent once before."],
		},
	}),
];

type Full = Readonly<Record<"queue" | "dropped" | "unacknowledged" | "received", string[]>>;
function full(id: string, says: string, because: string, { queue, dropped, unacknowledged, received }: Full) {
	return {
		id,
		says,
		because,
		sees: [AWAY, { "sub-1": { queue, dropped }, "pub-1": { unacknowledged } }, { "sub-1": { online: true, queue: [], received } }],
	};
}

type Sent = readonly [payload: string, dup: boolean];
function inWindow(id: string, says: string, because: string, inflight: string[], queue: string[], sent: readonly Sent[]) {
	const received = sent.map(([payload, dup]) => ({ payload, dup }));
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, session: "persistent" as const } },
			{ "sub-1": { inflight, queue, received: [] } },
			{ "sub-1": { online: true, inflight: [], queue: [], received } },
		],
	};
}
