import { connect, line, publish, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "QoS";
const CLEAN = { cleanSession: true };

export const QOS: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "lower-qos",
		group,
		title: "Who decides the QoS?",
		short: "publish 1, subscribe 0 and 2",
		belief: "The publisher decides at which QoS a message is delivered.",
		asks: "sub-1 subscribes at QoS 0 and sub-2 at QoS 2. pub-1 publishes 21.5 at QoS 1. At which QoS does each of them get it?",
		watches: ["sub-1", "sub-2"],
		moments: [
			{
				title: "sub-1 and sub-2 subscribe",
				lines: [connect("sub-1", CLEAN), subscribe("sub-1", 0), connect("sub-2", CLEAN), subscribe("sub-2", 2)],
			},
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })] },
		],
		answers: [
			answer("publisher", "Both at QoS 1.", "The publisher has chosen QoS 1 for this message.", 1, 1),
			answer("subscriber", "sub-1 at QoS 0, sub-2 at QoS 2.", "Each subscriber gets the QoS it has asked for.", 0, 2),
			answer("lower", "sub-1 at QoS 0, sub-2 at QoS 1.", "Of the two QoS the lower one counts.", 0, 1),
			answer("higher", "sub-1 at QoS 1, sub-2 at QoS 2.", "Of the two QoS the higher one counts: that is the safe side.", 1, 2),
		],
		comes: "lower",
		explain: {
			title: "The lower of the two, for each subscriber by itself.",
			says: [
				"The publisher says how it hands the message to the broker, a subscriber says up to which QoS it wants to be sent messages. Each hop has its own handshake, and none is safer than the message itself.",
				"m1 came with QoS 1. sub-2 would have taken QoS 2 and got 1. sub-1 had asked for QoS 0: sent once, and no PUBACK from it.",
			],
			clauses: ["MQTT-3.8.4-6"],
		},
		follow: {
			asks: "Turn one switch so that 21.5 reaches sub-2 at QoS 2.",
			goal: { "sub-2": { received: [{ payload: "21.5", qos: 2 }] } },
			changes: [
				{ switch: "subscribe-qos", client: "sub-1", to: 2 },
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "publish-qos", client: "pub-1", to: 2 },
			],
			shows: 2,
			hints: ["sub-2 has asked for QoS 2 already. What holds it at 1?"],
		},
	}),
	lesson({
		format: 1,
		id: "overlap",
		group,
		title: "Three filters that match",
		short: "one client, overlapping subscriptions",
		belief: "QoS 2 means exactly once, so a message cannot come twice.",
		asks: "sub-1 has three subscriptions that match: greenhouse/temp at QoS 0, greenhouse/+ at QoS 2, greenhouse/# at QoS 1. pub-1 publishes 21.5 at QoS 2. What does sub-1 get from this broker?",
		watches: ["sub-1"],
		moments: [
			{
				title: "sub-1 subscribes three times",
				lines: [
					connect("sub-1", CLEAN),
					subscribe("sub-1", 0),
					line({ do: "subscribe", client: "sub-1", filter: "greenhouse/+", qos: 2 }),
					line({ do: "subscribe", client: "sub-1", filter: "greenhouse/#", qos: 1 }),
				],
			},
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 2 })] },
		],
		answers: [
			overlapping("copies", "Three copies, one for each filter.", "Each subscription is served by itself.", [
				{ payload: "21.5" },
				{ payload: "21.5" },
				{ payload: "21.5" },
			]),
			overlapping("exact", "One copy at QoS 0.", "The filter that names the topic exactly goes before those with wildcards.", [
				{ payload: "21.5", qos: 0 },
			]),
			overlapping("last", "One copy at QoS 1.", "The last SUBSCRIBE counts.", [{ payload: "21.5", qos: 1 }]),
			overlapping("highest", "One copy at QoS 2.", "The highest QoS of the filters that match counts.", [{ payload: "21.5", qos: 2 }]),
		],
		comes: "highest",
		explain: {
			title: "One copy here, at the highest QoS of the three.",
			says: [
				"The standard asks for one thing: the highest QoS among the matching subscriptions has to be honoured. That was the QoS 2 of greenhouse/+.",
				"It allows further copies, one for each further filter, and some brokers send them: EMQX would deliver m1 three times. Exactly once at QoS 2 is meant for one delivery on one hop. Whoever wants one copy everywhere keeps to filters that do not overlap.",
			],
			clauses: ["MQTT-3.3.5-1", "MQTT-3.8.4-6"],
		},
		follow: {
			asks: "Turn one switch so that 21.5 comes at QoS 1.",
			goal: { "sub-1": { received: [{ payload: "21.5", qos: 1 }] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "publish-qos", client: "pub-1", to: 1 },
				{ switch: "clean-session", client: "sub-1", to: false },
			],
			shows: 1,
			hints: ["The highest of the filters, and then the lower of that and the QoS of the message."],
		},
	}),
];

function answer(id: string, says: string, because: string, first: 0 | 1 | 2, second: 0 | 1 | 2) {
	const subscribed = { "sub-1": { online: true, received: [] }, "sub-2": { online: true, received: [] } };
	const got = (qos: 0 | 1 | 2) => ({ online: true, received: [{ payload: "21.5", qos }] });
	return { id, says, because, sees: [subscribed, { "sub-1": got(first), "sub-2": got(second) }] };
}

function overlapping(id: string, says: string, because: string, received: { payload: string; qos?: 0 | 1 | 2 }[]) {
	const subscriptions = { "greenhouse/temp": 0, "greenhouse/+": 2, "greenhouse/#": 1 } as const;
	return {
		id,
		says,
		because,
		sees: [{ "sub-1": { online: true, subscriptions, received: [] } }, { "sub-1": { online: true, received } }],
	};
}
