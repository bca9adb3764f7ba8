import type * as z from "zod/mini";
import { type Answer, type Lesson, lesson, type Sees } from "#course/lesson.ts";
import type { SeedTest } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { FIRST_WORDS } from "./first-words.ts";

const THREE = ["21.5", "21.8", "22.1"];
const TITLES = ["sub-1 subscribes, then leaves", "pub-1 publishes three messages", "sub-1 comes back"] as const;

/** Where a moment begins among the steps of a test: connect, subscribe, disconnect | connect, three publishes | connect. */
const STARTS = [0, 3, 7] as const;

type Seeded = Pick<z.input<typeof Lesson>, "title" | "belief" | "words" | "answers" | "comes" | "explain" | "follow"> & {
	readonly settings: string;
	readonly asks?: string;
};

/** One of the five tests as a lesson: the steps are those of the test itself. */
function seeded(at: number, { settings, asks = "What does sub-1 receive?", ...written }: Seeded): Lesson {
	const test = TESTS[at] as SeedTest;
	const { cleanSession, subscribeQos, publishQos } = test.settings;
	return lesson({
		format: 1,
		id: test.id,
		group: "Five tests",
		short: `${test.title}: ${settings}`,
		asks: `sub-1 connects with clean_session = ${cleanSession}, subscribes at QoS ${subscribeQos} and leaves. pub-1 publishes 21.5, 21.8 and 22.1 at QoS ${publishQos}. sub-1 comes back with the same setting and does not subscribe again. ${asks}`,
		watches: ["sub-1"],
		moments: TITLES.map((title, moment) => ({
			title,
			// What a CONNECT asks for is said after it in the Lab; here it would answer the question.
			lines: test.steps
				.slice(STARTS[moment], STARTS[moment + 1])
				.map(({ says, step }) => ({ says: step.do === "connect" ? says.replace(/: it asks for .*/, ".") : says, step })),
		})),
		...written,
	});
}

const AWAY_KEPT: Sees = { "sub-1": { online: false, session: "persistent", queue: [] } };
const AWAY_GONE: Sees = { "sub-1": { online: false, session: "none" } };
const NOTHING_KEPT: Sees = { "sub-1": { online: false, session: "persistent", queue: [], dropped: THREE } };
const ALL_WAIT: Sees = { "sub-1": { online: false, session: "persistent", queue: THREE, dropped: [] } };
const BACK_EMPTY: Sees = { "sub-1": { online: true, session: "persistent", sessionPresent: true, queue: [], received: [] } };
const BACK_WITH_ALL: Sees = { "sub-1": { online: true, session: "persistent", sessionPresent: true, queue: [], received: THREE } };

const WAITS: Answer = {
	id: "waits",
	says: "All three wait at the broker and arrive when sub-1 is back.",
	because: "The broker knows what sub-1 subscribed to, so it keeps the messages for sub-1.",
	sees: [AWAY_KEPT, ALL_WAIT, BACK_WITH_ALL],
};
const GONE: Answer = {
	id: "gone",
	says: "Nothing arrives. The broker no longer knows sub-1.",
	because: "A clean session ends with its connection, and the subscription is part of the session.",
	sees: [
		AWAY_GONE,
		{ "sub-1": { online: false, session: "none", dropped: THREE } },
		{ "sub-1": { online: true, session: "clean", sessionPresent: false, subscriptions: {}, received: [] } },
	],
};
const NEWEST: Answer = {
	id: "newest",
	says: "Only 22.1 waits and arrives.",
	because: "A broker keeps the last message of each topic.",
	sees: [
		AWAY_KEPT,
		{ "sub-1": { online: false, session: "persistent", queue: ["22.1"], dropped: ["21.5", "21.8"] } },
		{ "sub-1": { online: true, session: "persistent", sessionPresent: true, queue: [], received: ["22.1"] } },
	],
};
const NOT_WAITING: Answer = {
	id: "nothing",
	says: "Nothing arrives. The session is found, and it is empty.",
	because: "The broker kept the session with its subscription, but not the messages.",
	sees: [AWAY_KEPT, NOTHING_KEPT, BACK_EMPTY],
};

export const FIVE_TESTS: readonly Lesson[] = [
	seeded(0, {
		title: "What is left when sub-1 leaves?",
		settings: "clean, 0 and 0",
		belief: "A subscription stays until the client unsubscribes.",
		words: FIRST_WORDS,
		asks: "What does the broker hold for sub-1 just before its return?",
		answers: [
			{ ...WAITS, says: "Its session with the subscription, and three messages that wait in it." },
			{
				id: "nothing",
				says: "Its session with the subscription, but none of the messages.",
				because: "QoS 0 messages do not wait. The subscription stays until somebody unsubscribes.",
				sees: [AWAY_KEPT, NOTHING_KEPT, BACK_EMPTY],
			},
			{ ...GONE, says: "Nothing." },
		],
		comes: "gone",
		explain: {
			title: "The session ended, and the subscription with it.",
			says: [
				"clean_session = true asks for a session that lasts as long as the connection. When sub-1 left, the broker threw that session away, and the filter was part of it.",
				"When m1 (21.5), m2 (21.8) and m3 (22.1) came, the broker had nobody to send them to and no session to keep them in. When sub-1 came back, CONNACK said session present = 0, which means that the broker had kept no session: sub-1 has a new one, without a subscription.",
			],
			clauses: ["MQTT-3.1.2-6", "MQTT-3.2.2-1"],
		},
		follow: {
			asks: "Which switch makes the broker keep the session, so that it is found again?",
			goal: { "sub-1": { online: true, sessionPresent: true } },
			changes: [
				{ switch: "leave-by", client: "sub-1", to: "cut" },
				{ switch: "subscribe-qos", client: "sub-1", to: 1 },
				{ switch: "publish-qos", client: "pub-1", to: 1 },
				{ switch: "clean-session", client: "sub-1", to: false },
			],
			shows: 3,
			hints: ["QoS is about messages. Whether a session is kept is decided in CONNECT."],
		},
	}),
	seeded(1, {
		title: "The session is kept. Is the message?",
		settings: "persistent, 0 and 0",
		belief: "A persistent session keeps the messages that come while its client is away.",
		words: [
			{ term: "persistent session", says: "A session that was asked for with clean_session = false. It is kept when its client leaves." },
		],
		answers: [{ ...WAITS, because: "The session is kept, so the messages wait in it and arrive." }, NOT_WAITING, NEWEST],
		comes: "nothing",
		explain: {
			title: "The session was kept. The messages were never in it.",
			says: [
				"A persistent session remembers what sub-1 subscribed to: session present = 1, and what is published from now on reaches sub-1 without a new SUBSCRIBE. Messages, though, have to wait in it only if they would be delivered at QoS 1 or 2.",
				"m1 (21.5), m2 (21.8) and m3 (22.1) were published at QoS 0. The broker found no connection to sub-1, and dropped them. The standard allows a broker to keep QoS 0 messages as well; in Mosquitto, a widely used broker, a setting called queue_qos0_messages does that, and it is off by default.",
			],
			clauses: ["MQTT-3.1.2-5", "3.1.2.4"],
		},
		follow: {
			asks: "Turn one switch so that the three messages wait for sub-1 and arrive.",
			goal: { "sub-1": { online: true, sessionPresent: true, received: THREE } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 1 },
				{ switch: "subscribe-qos", client: "sub-1", to: 1 },
				{ switch: "subscribe-again", client: "sub-1" },
				{ switch: "broker", settings: { queueQos0Messages: true } },
			],
			shows: 3,
			hints: [
				"QoS 1 on one side is not enough: the lower of the two counts.",
				"The standard leaves it to the broker whether QoS 0 waits. One of the switches is the broker’s.",
			],
		},
	}),
	seeded(2, {
		title: "Does QoS 1 help a clean session?",
		settings: "clean, 1 and 1",
		belief: "QoS 1 means that the message arrives, sooner or later.",
		words: [
			{
				term: "PUBACK",
				says: "The acknowledgement of a QoS 1 message. The receiver answers with PUBACK, and until it comes the sender keeps the message.",
			},
		],
		answers: [
			{ ...WAITS, because: "QoS 1 is “at least once”: the broker keeps the messages until sub-1 has acknowledged them." },
			NEWEST,
			{ ...GONE, because: "QoS 1 needs a session to wait in, and a clean one ends with its connection." },
		],
		comes: "gone",
		explain: {
			title: "QoS 1 promises nothing to a session that is gone.",
			says: [
				"“At least once” holds between two ends that keep state. With clean_session = true the broker kept none: the session of sub-1 ended when sub-1 left.",
				"pub-1 got a PUBACK for each of the three. A PUBACK says that the broker has accepted responsibility for the message. It says nothing about sub-1.",
			],
			clauses: ["MQTT-3.1.2-6", "MQTT-4.3.2-2"],
		},
		follow: {
			asks: "Turn one switch so that all three messages arrive when sub-1 is back.",
			goal: { "sub-1": { online: true, received: THREE } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "subscribe-again", client: "sub-1" },
				{ switch: "clean-session-on-return", client: "sub-1", to: false },
				{ switch: "clean-session", client: "sub-1", to: false },
			],
			shows: 3,
			hints: ["Whether anything is kept while sub-1 is away was decided by the CONNECT that came before."],
		},
	}),
	seeded(3, {
		title: "Session kept, QoS 1 on both sides",
		settings: "persistent, 1 and 1",
		belief: "A client that was offline has missed what was published meanwhile.",
		answers: [
			{ ...NOT_WAITING, because: "MQTT delivers only to clients that are connected. The subscription is kept, the messages are not." },
			WAITS,
			{
				id: "after-subscribe",
				says: "Nothing arrives. All three wait at the broker until sub-1 subscribes again.",
				because: "A client gets messages only after a SUBSCRIBE on the present connection.",
				sees: [AWAY_KEPT, ALL_WAIT, { "sub-1": { online: true, session: "persistent", sessionPresent: true, queue: THREE, received: [] } }],
			},
			NEWEST,
		],
		comes: "waits",
		explain: {
			title: "They waited in the session and came after CONNACK.",
			says: [
				"Three things came together: the session was kept, sub-1 had subscribed at QoS 1 before it left, and the messages were published at QoS 1.",
				"The broker put m1 (21.5), m2 (21.8) and m3 (22.1) into the queue of the session, where messages wait in order. After CONNACK it sent them, oldest first. sub-1 did not have to subscribe again.",
			],
			clauses: ["MQTT-3.1.2-4", "MQTT-3.1.2-5", "MQTT-4.6.0-6"],
		},
		follow: {
			asks: "Turn one switch so that the session is found again, and the messages are lost all the same.",
			goal: { "sub-1": { online: true, sessionPresent: true, received: [] } },
			changes: [
				{ switch: "leave-by", client: "sub-1", to: "cut" },
				{ switch: "clean-session-on-return", client: "sub-1", to: true },
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "subscribe-qos", client: "sub-1", to: 2 },
			],
			shows: 2,
			hints: ["Test 2 did it with two switches. One of them is enough."],
		},
	}),
	seeded(4, {
		title: "One side at QoS 0, one at QoS 1",
		settings: "persistent, publish 0, subscribe 1",
		belief: "The QoS of the subscription decides what the subscriber gets.",
		answers: [
			{
				id: "raised",
				says: "All three wait and arrive at QoS 1.",
				because: "sub-1 asked for QoS 1, so the broker delivers at QoS 1.",
				sees: [
					AWAY_KEPT,
					ALL_WAIT,
					{ "sub-1": { online: true, sessionPresent: true, received: THREE.map((payload) => ({ payload, qos: 1 })) } },
				],
			},
			{
				id: "as-published",
				says: "All three wait and arrive at QoS 0.",
				because: "The subscription decides whether they wait, the publisher decides at which QoS they are sent.",
				sees: [
					AWAY_KEPT,
					ALL_WAIT,
					{ "sub-1": { online: true, sessionPresent: true, received: THREE.map((payload) => ({ payload, qos: 0 })) } },
				],
			},
			{ ...NOT_WAITING, because: "A message that is published at QoS 0 stays at QoS 0, and QoS 0 does not wait." },
		],
		comes: "nothing",
		explain: {
			title: "A subscription does not raise the QoS of a message.",
			says: [
				"A message is delivered at the lower of two QoS levels: the one it was published with, and the one the subscription was granted. For m1 (21.5), m2 (21.8) and m3 (22.1) that is QoS 0, and at QoS 0 this broker does not let a message wait.",
				"The QoS of a subscription is an upper bound. It is worth checking at which QoS a device really publishes: in many libraries the default is 0.",
			],
			clauses: ["MQTT-3.8.4-6", "MQTT-3.1.2-5"],
		},
		follow: {
			asks: "Turn one switch so that all three messages wait and arrive.",
			goal: { "sub-1": { online: true, sessionPresent: true, received: THREE } },
			changes: [
				{ switch: "subscribe-qos", client: "sub-1", to: 2 },
				{ switch: "publish-qos", client: "pub-1", to: 1 },
				{ switch: "subscribe-again", client: "sub-1" },
				{ switch: "leave-by", client: "sub-1", to: "cut" },
			],
			shows: 1,
			hints: ["Which of the two QoS levels is the lower one?"],
		},
	}),
];
