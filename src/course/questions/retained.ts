import { connect, disconnect, publish, subscribe } from "#course/file/lesson-lines.ts";
import { bead, holds, retained, session } from "./picture.ts";
import { linesOf, type Question, row } from "./question.ts";

const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };
const STORED = { "greenhouse/temp": "21.5" };

export const RETAINED_KEPT: readonly Question[] = [
	{
		id: "retained-read",
		title: "Is a retained message removed once it is read?",
		says: "No: reading does not remove it; another retained message takes its place, or an empty one with RETAIN clears it. sub-1 subscribes twice here, and gets the message twice.",
		sign: "retained",
		clause: "MQTT-3.3.1-6",
		also: "old message stale value comes whenever I subscribe deleted after reading consumed erase retain remove clear empty payload",
		rows: [
			row(
				"pub-1 publishes 21.5 with RETAIN and leaves",
				"The broker stores it for the topic.",
				retained(bead("r1", 1)),
				linesOf("who-removes", 0),
			),
			row(
				"sub-1 subscribes, gets it, and leaves",
				"r1 is still stored.",
				holds("sub-1", [bead("r1", 1, "retain")]),
				linesOf("who-removes", 1),
			),
			row(
				"sub-1 comes back and subscribes",
				"It gets r1 again.",
				holds("sub-1", [bead("r1", 1, "retain"), bead("r1", 1, "retain")]),
				linesOf("who-removes", 2),
			),
			row("r1 is stored all the same", "Reading does not remove it.", retained(bead("r1", 1))),
		],
		proves: { "sub-1": { online: true, received: ["21.5", "21.5"], retained: STORED } },
		lesson: "who-removes",
	},
	{
		id: "retained-outlives",
		title: "Are retained messages gone when my session ends?",
		says: "No: a retained message belongs to its topic and not to a session. clean_session = true ends the session of sub-1 here, and sub-2 still gets r1.",
		sign: "retained",
		clause: "MQTT-3.1.2.7",
		also: "old message still there when I subscribe clean_session clears retained messages survive",
		rows: [
			row("sub-1 subscribes, pub-1 publishes 21.5 with RETAIN", "r1 is stored for the topic.", retained(bead("r1", 1)), [
				connect("sub-1", KEPT),
				subscribe("sub-1", 1),
				connect("pub-1", CLEAN),
				publish("pub-1", "21.5", { qos: 1, retain: true }),
				disconnect("sub-1"),
			]),
			row("sub-1 comes back with clean_session = true, and leaves", "That ends its session.", session("sub-1", "none"), [
				connect("sub-1", CLEAN),
				disconnect("sub-1"),
			]),
			row("r1 is still there", "It was never in that session.", retained(bead("r1", 1))),
			row("sub-2 subscribes", "It gets r1.", holds("sub-2", [bead("r1", 1, "retain")]), [connect("sub-2", CLEAN), subscribe("sub-2", 1)]),
		],
		proves: {
			"sub-1": { online: false, session: "none", retained: STORED },
			"sub-2": { online: true, received: [{ payload: "21.5", retain: true }] },
		},
		lesson: "who-removes",
	},
	{
		id: "retained-on-reconnect",
		title: "Is the retained message sent again when I reconnect?",
		says: "Not because you reconnect: a retained message is sent when a subscription is made. sub-1 comes back to its session here without SUBSCRIBE, and gets nothing.",
		sign: "retained",
		clause: "MQTT-3.3.1-6",
		also: "old message whenever I subscribe reconnect resume retained again last known value after reconnect",
		rows: [
			row("sub-1 subscribes and leaves", "Nothing is retained yet.", retained(null), linesOf("resume-retained", 0)),
			row(
				"pub-1 publishes 21.5 at QoS 0 with RETAIN",
				"It is stored for the topic. At QoS 0 it does not wait for sub-1.",
				retained(bead("r1", 0)),
				linesOf("resume-retained", 1),
			),
			row("sub-1 comes back, without SUBSCRIBE", "It gets nothing.", holds("sub-1", []), linesOf("resume-retained", 2)),
		],
		proves: { "sub-1": { online: true, sessionPresent: true, received: [], retained: STORED } },
		lesson: "resume-retained",
	},
	{
		id: "only-the-newest",
		title: "Why do I get only the last of the retained messages?",
		says: "A topic has one retained message, and each new one takes the place of the one before. It is a value and not a history: what must not be missed has to wait in a session.",
		sign: "retained",
		clause: "MQTT-3.3.1-5",
		also: "old message when I subscribe retained history queue all values log previous several retained",
		rows: [
			row(
				"pub-1 publishes 21.5 and 21.8 with RETAIN",
				"The second took the place of the first.",
				retained(bead("r2", 1)),
				linesOf("one-per-topic", 0),
			),
			row(
				"sub-1 connects and subscribes",
				"It gets the one that is stored.",
				holds("sub-1", [bead("r2", 1, "retain")]),
				linesOf("one-per-topic", 1),
			),
			row("The other one is gone", "The broker holds one retained message for this topic.", retained(bead("r2", 1))),
		],
		proves: { "sub-1": { online: true, received: ["21.8"], retained: { "greenhouse/temp": "21.8" } } },
		lesson: "one-per-topic",
	},
	{
		id: "retain-bit",
		title: "I publish with RETAIN. Why does it arrive without?",
		says: "A subscription that was there already gets the message at once, with RETAIN = 0; RETAIN = 1 marks a stored message, sent because of a new subscription. The bit tells a receiver how the message came, not how it was published.",
		sign: "retained",
		clause: "MQTT-3.3.1-9",
		also: "retain flag false live subscriber not set retain=0 retained flag missing",
		rows: [
			row("sub-1 subscribes", "Nothing has been published.", holds("sub-1", []), linesOf("retain-bit", 0)),
			row(
				"pub-1 publishes 21.5 with RETAIN",
				"sub-1 was there already: RETAIN = 0.",
				holds("sub-1", [bead("r1", 1)]),
				linesOf("retain-bit", 1),
			),
			row(
				"sub-2 connects and subscribes",
				"For its new subscription RETAIN is 1.",
				holds("sub-2", [bead("r1", 1, "retain")]),
				linesOf("retain-bit", 2),
			),
		],
		proves: {
			"sub-1": { received: [{ payload: "21.5", retain: false }] },
			"sub-2": { received: [{ payload: "21.5", retain: true }] },
		},
		lesson: "retain-bit",
	},
];
