import { connect, disconnect, publish, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };
const ON = { payload: "on", retain: true };
const OFF = { payload: "off", retain: false };

export const OPPOSITE_STATE: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "opposite-state",
		group: "Retained messages",
		title: "First off, then on. Which is true?",
		short: "on with RETAIN, then off without",
		belief: "The retained message is always the newest one.",
		asks: "pub-1 publishes “on” with RETAIN. sub-1, with a persistent session, subscribes at QoS 1, gets it and leaves. Now pub-1 publishes “off” at QoS 1, without RETAIN. sub-1 comes back and subscribes again. What does sub-1 get then?",
		watches: ["sub-1"],
		moments: [
			{
				title: "“on” is retained; sub-1 gets it and leaves",
				lines: [
					connect("pub-1", CLEAN),
					publish("pub-1", "on", { qos: 1, retain: true }),
					connect("sub-1", KEPT),
					subscribe("sub-1", 1),
					disconnect("sub-1"),
				],
			},
			{ title: "pub-1 publishes “off”, without RETAIN", lines: [publish("pub-1", "off", { qos: 1 })] },
			{ title: "sub-1 comes back", lines: [connect("sub-1", KEPT)] },
			{ title: "sub-1 subscribes again", lines: [subscribe("sub-1", 1)] },
		],
		answers: [
			after(
				"newest",
				"“off” from its queue, then “off” again, as the retained message.",
				"The broker retains the last message of a topic.",
				[[OFF], [OFF, { payload: "off", retain: true }]],
			),
			after("in-order", "“on”, then “off”.", "Messages arrive in the order in which they were published.", [
				[ON, OFF],
				[ON, OFF],
			]),
			after("opposite", "“off” from its queue, then “on”.", "“off” waited in the session. “on” is still the retained message.", [
				[OFF],
				[OFF, ON],
			]),
			after("off-only", "“off”, and nothing else.", "It has had “on” already, and it is subscribed already.", [[OFF], [OFF]]),
		],
		comes: "opposite",
		explain: {
			title: "Two stores, two states. The older one came last.",
			says: [
				"m1 (off) waited in the session of sub-1 and came after CONNACK. The broker sent r1 (on) because of the SUBSCRIBE: m1, published without RETAIN, had not taken its place. So the stale “on” came last, and a program that believes the last message is wrong.",
				"Publish a state with RETAIN every time, or never. And read the bit: RETAIN = 1 on arrival means that the message was stored some time ago.",
			],
			clauses: ["MQTT-3.3.1-6", "MQTT-3.3.1-8", "MQTT-3.1.2-5"],
		},
		follow: {
			asks: "Turn one switch so that the last thing sub-1 gets is “off”, and it gets “off” once.",
			goal: { "sub-1": { online: true, received: [ON, OFF] } },
			changes: [
				{ switch: "clean-session", client: "sub-1", to: true },
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "retain", client: "pub-1", to: true },
				{ switch: "subscribe-once", client: "sub-1" },
			],
			shows: 3,
			hints: ["One of the two ways has to be closed. Which of them brings the older state?"],
		},
	}),
];

type Got = { payload: string; retain: boolean };
function after(id: string, says: string, because: string, [back, subscribed]: readonly [Got[], Got[]]) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: false, session: "persistent" as const, received: [ON] } },
			{},
			{ "sub-1": { online: true, sessionPresent: true, received: [ON, ...back] } },
			{ "sub-1": { online: true, received: [ON, ...subscribed] } },
		],
	};
}
