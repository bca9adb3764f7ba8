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
		asks: "sub-1 subscribes at QoS 0 and sub-2 at QoS 2. pub-1 publishes 21.5 at QoS 1. Which of the two gets 21.5 at QoS 1?",
		watches: ["sub-1", "sub-2"],
		moments: [
			{
				title: "sub-1 and sub-2 subscribe",
				lines: [connect("sub-1", CLEAN), subscribe("sub-1", 0), connect("sub-2", CLEAN), subscribe("sub-2", 2)],
			},
			{ title: "pub-1 publishes 21.5", lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })] },
		],
		answers: [
			answer("publisher", "Both.", "The publisher has chosen QoS 1 for this message.", 1, 1),
			answer("subscriber", "Neither.", "Each subscriber gets the QoS that it has asked for: 0 and 2.", 0, 2),
			answer("lower", "sub-2 alone.", "Of the two QoS levels, the lower one counts. sub-1 gets 21.5 at QoS 0.", 0, 1),
			answer(
				"higher",
				"sub-1 alone.",
				"Of the two QoS levels, the higher one counts: that is the safe side. sub-2 gets 21.5 at QoS 2.",
				1,
				2,
			),
		],
		comes: "lower",
		explain: {
			title: "The lower of the two, for each subscriber separately.",
			says: [
				"The publisher says how it hands the message to the broker. A subscriber says up to which QoS it wants to be sent messages. A message makes two hops, one to the broker and one from there to a subscriber, and each hop has acknowledgements of its own.",
				"m1 (21.5) came at QoS 1. sub-2 would have taken QoS 2 and got QoS 1. sub-1 had asked for QoS 0: m1 was sent to sub-1 once, and sub-1 did not acknowledge it.",
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
			hints: ["sub-2 has asked for QoS 2 already. What keeps it at QoS 1?"],
		},
	}),
	lesson({
		format: 1,
		id: "overlap",
		group,
		title: "Three filters that match",
		short: "one client, overlapping subscriptions",
		belief: "QoS 2 means exactly once, so a message cannot come twice.",
		words: [
			{
				term: "wildcard",
				says: "A sign in a filter that stands for any name: + for one level of a topic, # for all the levels that follow. greenhouse/+ and greenhouse/# both match greenhouse/temp.",
			},
		],
		asks: "sub-1 has three subscriptions that match: greenhouse/temp at QoS 0, greenhouse/+ at QoS 2, greenhouse/# at QoS 1. pub-1 publishes 21.5 to greenhouse/temp at QoS 2. What does sub-1 get from this broker?",
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
			overlapping("copies", "Three copies, one for each filter.", "Each subscription is served separately.", [
				{ payload: "21.5" },
				{ payload: "21.5" },
				{ payload: "21.5" },
			]),
			overlapping("exact", "One copy at QoS 0.", "The filter that names the topic exactly takes precedence over those with wildcards.", [
				{ payload: "21.5", qos: 0 },
			]),
			overlapping("last", "One copy at QoS 1.", "The last SUBSCRIBE counts.", [{ payload: "21.5", qos: 1 }]),
			overlapping("highest", "One copy at QoS 2.", "The highest QoS of the filters that match counts.", [{ payload: "21.5", qos: 2 }]),
		],
		comes: "highest",
		explain: {
			title: "One copy here, at the highest QoS of the three.",
			says: [
				"The standard asks for one thing: the message has to be delivered at the highest QoS among the matching subscriptions. That was the QoS 2 of greenhouse/+.",
				"It allows further copies, one for each further filter, and some brokers send them: EMQX 6 would deliver m1 (21.5) three times, and so would Mosquitto from version 2.1 on unless it is told not to. “Exactly once” is a promise about one delivery on one hop. For one copy on every broker, use filters that do not overlap.",
			],
			clauses: ["MQTT-3.3.5-1", "MQTT-3.8.4-6"],
		},
		follow: {
			asks: "Turn one switch so that 21.5 arrives at QoS 1.",
			goal: { "sub-1": { received: [{ payload: "21.5", qos: 1 }] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "publish-qos", client: "pub-1", to: 1 },
				{ switch: "clean-session", client: "sub-1", to: false },
			],
			shows: 1,
			hints: ["First the highest QoS of the filters; then the lower of that and the QoS of the message."],
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
