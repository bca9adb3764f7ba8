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
		asks: "pub-1 publishes 21.5 with RETAIN and leaves; its session was clean. sub-1 connects with clean_session = true, subscribes, leaves, and does the same once more. How often does sub-1 get 21.5?",
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
			removes("with-publisher", "Not at all. It went when pub-1 left.", "A clean session ends with everything that belongs to it.", [
				[{}, []],
				[{}, []],
				[{}, []],
			]),
			removes("read", "Once. It is gone when it has been read.", "A message that was delivered and acknowledged is deleted.", [
				[STORED, []],
				[{}, ["21.5"]],
				[{}, ["21.5"]],
			]),
			removes(
				"clean-connect",
				"Once. The second clean connect removes it.",
				"clean_session = true makes the broker forget what it has for this client.",
				[
					[STORED, []],
					[STORED, ["21.5"]],
					[{}, ["21.5"]],
				],
			),
			removes(
				"each-time",
				"Twice, each time it subscribes.",
				"The message belongs to its topic, to no session, and reading does not remove it.",
				[
					[STORED, []],
					[STORED, ["21.5"]],
					[STORED, ["21.5", "21.5"]],
				],
			),
		],
		comes: "each-time",
		explain: {
			title: "It belongs to the topic, and stays.",
			says: [
				"Retained messages are no part of any session. Sessions of publishers and subscribers come and go, and r1 is sent to every new subscription.",
				"Clients can make it go in two ways: a newer retained message takes its place, or an empty one clears it. Of its own accord a broker may discard one at QoS 0 at any time; this one does not.",
			],
			clauses: ["MQTT-3.1.2.7", "MQTT-3.3.1-6"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 gets 21.5 once.",
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
		asks: "21.5 is retained, and sub-1 has subscribed and got it. pub-1 publishes an empty message to the topic, with RETAIN. Then sub-2 subscribes. What does each of them get?",
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
				says: "Both get the empty message: sub-1 now, sub-2 when it subscribes.",
				because: "The newest retained message takes the place of the older one, empty or not.",
				sees: [
					{ "sub-1": { retained: STORED, received: ["21.5"] } },
					{ "sub-1": { retained: { "greenhouse/temp": "" }, received: ["21.5", ""] } },
					{ "sub-2": { online: true, received: [""] } },
				],
			},
			{
				id: "ignored",
				says: "sub-1 gets nothing more. sub-2 gets 21.5.",
				because: "An empty message says nothing, so the broker keeps the last one that did.",
				sees: [
					{ "sub-1": { retained: STORED, received: ["21.5"] } },
					{ "sub-1": { retained: STORED, received: ["21.5"] } },
					{ "sub-2": { online: true, received: ["21.5"] } },
				],
			},
			{
				id: "cleared",
				says: "sub-1 gets the empty message. sub-2 gets nothing.",
				because: "The empty one is delivered as usual and clears the place of the topic.",
				sees: [
					{ "sub-1": { retained: STORED, received: ["21.5"] } },
					{ "sub-1": { retained: {}, received: ["21.5", ""] } },
					{ "sub-2": { online: true, received: [], retained: {} } },
				],
			},
		],
		comes: "cleared",
		explain: {
			title: "The empty one clears the place, and is not stored itself.",
			says: [
				"This is how a retained message is deleted: publish to the same topic with RETAIN and no payload. With mosquitto_pub that is -r -n.",
				"For sub-1, who was there, r2 was an ordinary message with an empty payload. Programs that parse what they get should be ready for that.",
			],
			clauses: ["MQTT-3.3.1-10", "MQTT-3.3.1-11"],
		},
		follow: {
			asks: "Turn one switch so that sub-2 gets neither 21.5 nor an empty message, and sub-1 only the empty one.",
			goal: { "sub-1": { received: [""] }, "sub-2": { online: true, received: [] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "subscribe-first", client: "sub-2" },
				{ switch: "retain", client: "pub-1", to: false },
			],
			shows: 2,
			hints: ["Without a stored message a subscription brings only what comes after it."],
		},
	}),
];

type Stored = readonly [retained: Record<string, string>, received: string[]];
function removes(id: string, says: string, because: string, after: readonly [Stored, Stored, Stored]) {
	const sees = after.map(([retained, received], at) => ({ "sub-1": { online: at === 2, retained, received } }));
	return { id, says, because, sees };
}
