import { connect, disconnect, publish, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Retained messages";
const CLEAN = { cleanSession: true };
const RETAINED = { qos: 1, retain: true } as const;
const STORED = { "greenhouse/temp": "21.5" };

/** How long a retained message stays. */
export const RETAINED_UNTIL: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "who-removes",
		group,
		title: "When is a retained message gone?",
		short: "read it, leave, read it again",
		belief: "A clean connect, or reading it, removes a retained message.",
		asks: "pub-1 publishes 21.5 with RETAIN and leaves; its session was clean. sub-1 connects with clean_session = true, subscribes, leaves, and does the same once more. How many times does sub-1 get 21.5?",
		watches: ["sub-1"],
		moments: [
			{
				title: "pub-1 publishes 21.5 with RETAIN, and leaves",
				lines: [
					connect("pub-1", CLEAN),
					publish("pub-1", "21.5", RETAINED),
					disconnect("pub-1", "pub-1 sends DISCONNECT. Its clean session ends."),
				],
			},
			{
				title: "sub-1 subscribes, then leaves",
				lines: [connect("sub-1", CLEAN), subscribe("sub-1", 1), disconnect("sub-1", "sub-1 sends DISCONNECT. Its clean session ends too.")],
			},
			{ title: "sub-1 comes back and subscribes", lines: [connect("sub-1", CLEAN), subscribe("sub-1", 1)] },
		],
		answers: [
			removes("with-publisher", "Not once.", "When pub-1 left, its clean session ended with everything that belonged to it.", [
				[{}, []],
				[{}, []],
				[{}, []],
			]),
			removes("read", "Once: reading removes it.", "A message that has been delivered and acknowledged is deleted.", [
				[STORED, []],
				[{}, ["21.5"]],
				[{}, ["21.5"]],
			]),
			removes(
				"clean-connect",
				"Once: the second clean connect removes it.",
				"clean_session = true makes the broker forget what it holds for this client.",
				[
					[STORED, []],
					[STORED, ["21.5"]],
					[{}, ["21.5"]],
				],
			),
			removes(
				"each-time",
				"Twice: each time sub-1 subscribes.",
				"The message belongs to its topic and not to a session, and reading does not remove it.",
				[
					[STORED, []],
					[STORED, ["21.5"]],
					[STORED, ["21.5", "21.5"]],
				],
			),
		],
		comes: "each-time",
		explain: {
			title: "A retained message belongs to its topic, and stays.",
			says: [
				"Retained messages are not part of any session. Sessions of publishers and subscribers come and go, and r1 (21.5) is sent to every new subscription that matches.",
				"A newer retained message takes its place, and an empty one clears it. Beyond that, the standard lets a broker discard a retained message of QoS 0 at any time, and whether retained messages outlive a restart depends on the broker.",
			],
			clauses: ["MQTT-3.1.2.7", "MQTT-3.3.1-6", "MQTT-3.3.1-7"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 gets 21.5 only once.",
			goal: { "sub-1": { online: true, received: ["21.5"] } },
			changes: [
				{ switch: "clean-session", client: "sub-1", to: false },
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "subscribe-once", client: "sub-1" },
			],
			shows: 2,
			hints: ["What brings a retained message is the SUBSCRIBE."],
		},
	}),
	lesson({
		format: 1,
		id: "empty-payload",
		group,
		title: "A retained message with nothing in it",
		short: "an empty payload, with RETAIN",
		belief: "An empty message is stored like any other.",
		asks: "21.5 is retained, and sub-1 has subscribed and got 21.5. pub-1 publishes an empty message to the same topic, with RETAIN. Then sub-2 connects and subscribes. What does sub-2 get?",
		watches: ["sub-1", "sub-2"],
		moments: [
			{
				title: "21.5 is retained, sub-1 subscribes",
				lines: [connect("pub-1", CLEAN), publish("pub-1", "21.5", RETAINED), connect("sub-1", CLEAN), subscribe("sub-1", 1)],
			},
			{
				title: "pub-1 publishes an empty message with RETAIN",
				lines: [publish("pub-1", "", RETAINED, "pub-1 publishes no bytes at all to greenhouse/temp, with RETAIN.")],
			},
			{ title: "sub-2 connects and subscribes", lines: [connect("sub-2", CLEAN), subscribe("sub-2", 1)] },
		],
		answers: [
			{
				id: "stored",
				says: "The empty message.",
				because: "The newest retained message takes the place of the older one, empty or not.",
				sees: [
					{ "sub-1": { retained: STORED, received: ["21.5"] } },
					{ "sub-1": { retained: { "greenhouse/temp": "" }, received: ["21.5", ""] } },
					{ "sub-2": { online: true, received: [""] } },
				],
			},
			{
				id: "ignored",
				says: "21.5.",
				because: "An empty message says nothing, so the broker keeps the last one that said something.",
				sees: [
					{ "sub-1": { retained: STORED, received: ["21.5"] } },
					{ "sub-1": { retained: STORED, received: ["21.5"] } },
					{ "sub-2": { online: true, received: ["21.5"] } },
				],
			},
			{
				id: "cleared",
				says: "Nothing.",
				because: "The empty message clears the topic’s place, and is not stored itself.",
				sees: [
					{ "sub-1": { retained: STORED, received: ["21.5"] } },
					{ "sub-1": { retained: {}, received: ["21.5", ""] } },
					{ "sub-2": { online: true, received: [], retained: {} } },
				],
			},
		],
		comes: "cleared",
		explain: {
			title: "An empty message clears the place, and is not stored itself.",
			says: [
				"This is how a retained message is deleted: publish to the same topic, with RETAIN and with nothing in the message. With mosquitto_pub, the command-line client of Mosquitto, that is -r -n.",
				"To sub-1, which had subscribed before, r2 was an ordinary message with nothing in it. A program that parses what it gets should be ready for an empty message.",
			],
			clauses: ["MQTT-3.3.1-10", "MQTT-3.3.1-11"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 gets only the empty message, and sub-2 still gets nothing.",
			goal: { "sub-1": { received: [""] }, "sub-2": { online: true, received: [] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "subscribe-first", client: "sub-2" },
				{ switch: "retain", client: "pub-1", to: false },
			],
			shows: 2,
			hints: ["Where nothing is stored, a subscription brings only what is published after it."],
		},
	}),
];

type Stored = readonly [retained: Record<string, string>, received: string[]];
function removes(id: string, says: string, because: string, after: readonly [Stored, Stored, Stored]) {
	const sees = after.map(([retained, received], at) => ({ "sub-1": { online: at === 2, retained, received } }));
	return { id, says, because, sees };
}
