import { connect, cut, disconnect, publish, silence, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Limits of a broker";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };
const QOS_1 = { qos: 1 } as const;
const AWAY = { "sub-1": { online: false, session: "persistent" } } as const;
const [A, B, C, D] = ["21.5", "21.8", "22.1", "22.4"] as const;

const FULL = [
	{ title: "sub-1 subscribes, then leaves", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), disconnect("sub-1")] },
	{
		title: "pub-1 publishes three messages",
		lines: [connect("pub-1", CLEAN), ...[A, B, C].map((payload) => publish("pub-1", payload, QOS_1))],
	},
	{ title: "sub-1 comes back", lines: [connect("sub-1", KEPT)] },
];

const WINDOW = [
	{
		title: "sub-1 subscribes, pub-1 connects",
		lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), connect("pub-1", CLEAN)],
	},
	{
		title: "The wire is silent, pub-1 publishes four messages",
		lines: [silence("sub-1"), ...[A, B, C, D].map((payload) => publish("pub-1", payload, QOS_1))],
	},
	{ title: "The cable is cut, sub-1 comes back", lines: [cut("sub-1"), connect("sub-1", KEPT)] },
];

export const LIMITS_OF_A_BROKER: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "puback",
		group,
		title: "What a PUBACK promises",
		short: "a queue limit of 2, publish 1, three messages",
		belief: "PUBACK means that the subscriber has the message, or will get it.",
		words: [
			{
				term: "queue limit",
				says: "The number of messages that a broker lets wait in one session. In Mosquitto the setting is called max_queued_messages.",
			},
		],
		asks: "The queue of a session has two places here. sub-1 has a persistent session, has subscribed at QoS 1 and is away. pub-1 publishes 21.5, 21.8 and 22.1 at QoS 1. For which of them does pub-1 get a PUBACK?",
		broker: { maxQueuedMessages: 2 },
		watches: ["sub-1", "pub-1"],
		moments: FULL.slice(0, 2),
		answers: [
			acknowledged("none", "For none of them.", "PUBACK says that the subscriber has the message, and sub-1 is away.", [A, B, C]),
			acknowledged("two", "For 21.5 and 21.8.", "The broker acknowledges what it can store for sub-1, and nothing else.", [C]),
			acknowledged(
				"all",
				"For all three.",
				"PUBACK says that the broker has accepted responsibility. What it does with the message is its own affair.",
				[],
			),
		],
		comes: "all",
		explain: {
			title: "PUBACK is the broker’s word, about the broker.",
			says: [
				"QoS works hop by hop. With PUBACK the broker accepted responsibility for m1 (21.5), m2 (21.8) and m3 (22.1). Whether it can store them for sub-1 is another matter, and no packet of MQTT 3.1.1 tells the publisher.",
				"In this run m3 found no place in the queue. The broker dropped it, and acknowledged it all the same.",
			],
			clauses: ["MQTT-4.3.2-2", "4.1"],
		},
		follow: {
			asks: "Turn one switch so that pub-1 gets its PUBACK for 22.1, and 22.1 is stored for sub-1.",
			goal: { "sub-1": { queue: [A, B, C] }, "pub-1": { unacknowledged: [] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "subscribe-qos", client: "sub-1", to: 2 },
				{ switch: "broker", settings: { maxQueuedMessages: 3 } },
			],
			shows: 2,
			hints: ["The publisher can do nothing about the place that is missing."],
		},
	}),
	lesson({
		format: 1,
		id: "queue-full",
		group,
		title: "Three messages, two places",
		short: "a queue limit of 2, then sub-1 comes back",
		belief: "What the broker has acknowledged is not lost any more.",
		asks: "The queue of sub-1 has two places, and pub-1 has a PUBACK for each of 21.5, 21.8 and 22.1. Apart from that limit, the broker behaves as Mosquitto 2.0 does. sub-1 comes back. What does sub-1 get?",
		broker: { maxQueuedMessages: 2 },
		watches: ["sub-1"],
		moments: FULL,
		answers: [
			full("all-wait", "All three.", "What has been acknowledged must arrive, so the broker finds a place.", {
				queue: [A, B, C],
				dropped: [],
			}),
			full("newest-dropped", "21.5 and 21.8.", "The queue was full when 22.1 came: the newest is dropped.", {
				queue: [A, B],
				dropped: [C],
			}),
			full("oldest-dropped", "21.8 and 22.1.", "The newest values matter most: the oldest makes room.", {
				queue: [B, C],
				dropped: [A],
			}),
		],
		comes: "newest-dropped",
		explain: {
			title: "The queue was full, and 22.1 came last.",
			says: [
				"MQTT leaves it to the broker how much it stores and what it drops. When m3 (22.1) came, m1 (21.5) and m2 (21.8) had both places, and m3 was dropped.",
				"Mosquitto 2.0 lets 1000 messages wait in a session (100 before 2.0) and drops the newest, as here. HiveMQ CE does the same by default. EMQX 6 lets 1000 wait and drops the oldest. Here, queue_full is the setting for that choice.",
			],
			clauses: ["4.1"],
		},
		follow: {
			asks: "Two places are all there is. Turn one switch so that sub-1 gets the two newest messages.",
			goal: { "sub-1": { online: true, received: [B, C] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "broker", settings: { maxQueuedMessages: 3 } },
				{ switch: "broker", settings: { queueFull: "drop-oldest" } },
			],
			shows: 2,
			hints: ["With more places everything fits. The question is which message has to go."],
		},
	}),
	lesson({
		format: 1,
		id: "window",
		group,
		title: "Sent, or waiting to be sent",
		short: "two may be in flight, four are published",
		belief: "After a broken connection, messages come again in any order.",
		words: [
			{
				term: "in-flight window",
				says: "The number of messages that a broker sends to one client before it waits for an acknowledgement. In Mosquitto the setting is called max_inflight_messages.",
			},
		],
		asks: "The in-flight window of this broker is two messages. sub-1 has subscribed at QoS 1, and its wire falls silent. pub-1 publishes 21.5, 21.8, 22.1 and 22.4 at QoS 1. The cable of sub-1 is cut, and sub-1 comes back to its session. In what order does sub-1 get the four?",
		broker: { maxInflightMessages: 2 },
		watches: ["sub-1"],
		moments: WINDOW,
		answers: [
			inWindow("in-order", "21.5, 21.8, 22.1, 22.4.", "What was sent comes again first, then what waits, in the old order.", [A, B, C, D]),
			inWindow("waiting-first", "22.1, 22.4, 21.5, 21.8.", "What has waited goes first. Repetitions come after it.", [C, D, A, B]),
			inWindow("two-lost", "22.1, 22.4. The other two are lost.", "The first two were on the wire when it was cut.", [C, D]),
		],
		comes: "in-order",
		explain: {
			title: "First what was sent, then what waits, in the old order.",
			says: [
				"The broker had sent m1 (21.5) and m2 (21.8), and kept m3 (22.1) and m4 (22.4) in the queue: the window for sub-1 was full.",
				"When sub-1 came back, the broker sent m1 and m2 again, and went on with the queue as acknowledgements came.",
			],
			clauses: ["MQTT-4.4.0-1", "MQTT-4.6.0-1", "MQTT-4.6.0-6"],
		},
	}),
	lesson({
		format: 1,
		id: "window-dup",
		group,
		title: "Four messages. Which are repetitions?",
		short: "two in flight, two in the queue, and DUP",
		belief: "After a broken connection, everything that comes is marked with DUP = 1.",
		asks: "21.5 and 21.8 had been sent when the cable of sub-1 was cut, and 22.1 and 22.4 were waiting in the queue. None of them had reached sub-1. sub-1 comes back and gets all four. Which of them come with DUP = 1?",
		broker: { maxInflightMessages: 2 },
		watches: ["sub-1"],
		moments: WINDOW,
		answers: [
			marked("all", "All four.", "The connection broke before any of them was acknowledged.", [true, true, true, true]),
			marked("sent", "21.5 and 21.8.", "These two had been sent before. The other two had not.", [true, true, false, false]),
			marked("none", "None of them.", "sub-1 has had none of them before.", [false, false, false, false]),
		],
		comes: "sent",
		explain: {
			title: "DUP marks what was sent before.",
			says: [
				"m1 (21.5) and m2 (21.8) had been sent, so they came again with DUP = 1 and their old packet ids. m3 (22.1) and m4 (22.4) had never left the broker, and came with DUP = 0.",
				"DUP = 1 says that the packet may have been sent before, and not that it has arrived before. To sub-1 all four were new.",
			],
			clauses: ["MQTT-3.3.1-1", "MQTT-4.4.0-1"],
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
			hints: ["Only what was sent before the cut can come with DUP = 1."],
		},
	}),
];

type Full = Readonly<Record<"queue" | "dropped", string[]>>;
function full(id: string, says: string, because: string, { queue, dropped }: Full) {
	return {
		id,
		says,
		because,
		sees: [AWAY, { "sub-1": { queue, dropped } }, { "sub-1": { online: true, queue: [], received: queue } }],
	};
}

function acknowledged(id: string, says: string, because: string, unacknowledged: string[]) {
	return { id, says, because, sees: [AWAY, { "sub-1": { online: false, session: "persistent" as const }, "pub-1": { unacknowledged } }] };
}

function inWindow(id: string, says: string, because: string, received: string[]) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, session: "persistent" as const } },
			{ "sub-1": { inflight: [A, B], queue: [C, D], received: [] } },
			{ "sub-1": { online: true, inflight: [], queue: [], received } },
		],
	};
}

function marked(id: string, says: string, because: string, dup: readonly boolean[]) {
	const { sees, ...rest } = inWindow(id, says, because, []);
	const received = [A, B, C, D].map((payload, at) => ({ payload, dup: dup[at] === true }));
	return { ...rest, sees: [...sees.slice(0, 2), { "sub-1": { online: true, received } }] };
}
