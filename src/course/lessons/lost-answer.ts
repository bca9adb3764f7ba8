import { connect, cut, line, onlySent, publish, silence, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "On a bad cable";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };

/** What arrives is the message; what is lost is the answer to it. */
export const LOST_ANSWER: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "lost-puback",
		group,
		title: "The broker has 21.5. pub-1 does not know",
		short: "publish 1, and the answer is lost",
		belief: "By DUP = 1 and the same packet id, the broker recognises a message that it has already.",
		asks: "sub-1 has subscribed at QoS 2 and stays connected. pub-1, with clean_session = false, publishes 21.5 at QoS 1. 21.5 reaches the broker, and the cable of pub-1 is cut before the PUBACK is back. pub-1 comes back and sends 21.5 again, with DUP = 1 and the same packet id. What does sub-1 get in all?",
		watches: ["sub-1", "pub-1"],
		moments: [
			{ title: "sub-1 subscribes, pub-1 connects", lines: [connect("sub-1", CLEAN), subscribe("sub-1", 2), connect("pub-1", KEPT)] },
			{
				title: "21.5 reaches the broker, the answer does not reach pub-1",
				lines: [
					line({ do: "pause" }),
					onlySent(publish("pub-1", "21.5", { qos: 1 })),
					line({ do: "step" }, "One packet is let go: 21.5 reaches the broker, and the broker’s answer sets out."),
					onlySent(cut("pub-1", "The cable of pub-1 is cut, with the answer on it.")),
					line({ do: "resume" }, "The room goes on: the broker sends 21.5 to sub-1."),
				],
			},
			{
				title: "pub-1 comes back",
				lines: [connect("pub-1", KEPT, "pub-1 comes back to its session, and sends again what was not acknowledged.")],
			},
		],
		answers: [
			puback("once", "21.5 once.", "The packet id tells the broker that it has this message already.", [{ payload: "21.5", dup: false }]),
			puback("marked", "21.5 twice, the second time with DUP = 1.", "QoS 1 allows duplicates, and DUP marks them.", [
				{ payload: "21.5", dup: false },
				{ payload: "21.5", dup: true },
			]),
			puback(
				"unmarked",
				"21.5 twice, both times with DUP = 0.",
				"With its PUBACK the broker is done with that packet id. What follows is a new message to the broker.",
				[
					{ payload: "21.5", dup: false },
					{ payload: "21.5", dup: false },
				],
			),
		],
		comes: "unmarked",
		explain: {
			title: "At QoS 1, the broker took the repetition for a new message.",
			says: [
				"When the broker had sent its PUBACK, it was done with that packet id. A PUBLISH that follows with the same packet id is a new publication, whatever its DUP says. So m1 (21.5) was published twice, and each time the broker sent it to sub-1 as something new, with DUP = 0.",
				"Neither DUP nor the packet id helps a program to find duplicates. A program that uses QoS 1 has to be ready for them.",
			],
			clauses: ["MQTT-4.3.2-2", "MQTT-3.3.1-3"],
		},
		follow: {
			asks: "Turn one switch so that 21.5 comes only once, and at QoS 2.",
			goal: { "sub-1": { received: [{ payload: "21.5", qos: 2 }] }, "pub-1": { online: true, unacknowledged: [] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "clean-session-on-return", client: "pub-1", to: true },
				{ switch: "publish-qos", client: "pub-1", to: 2 },
			],
			shows: 2,
			hints: ["With each of the three switches, 21.5 comes once. Two of them do it by never sending 21.5 again."],
		},
	}),
	lesson({
		format: 1,
		id: "exactly-once",
		group,
		title: "sub-1 has 21.5. The broker does not know",
		short: "publish 2, and the answer is lost",
		belief: "When the answer is lost, the message comes a second time.",
		words: [
			{
				term: "PUBREC, PUBREL, PUBCOMP",
				says: "The packets that follow a PUBLISH at QoS 2. The receiver answers with PUBREC, the sender goes on with PUBREL, and the receiver ends with PUBCOMP.",
			},
		],
		asks: "sub-1 has a persistent session and has subscribed at QoS 2. pub-1 publishes 21.5 at QoS 2. 21.5 reaches sub-1, and the cable of sub-1 is cut before the PUBREC is back at the broker. sub-1 comes back to its session. What has sub-1 handed to its program in all?",
		watches: ["sub-1"],
		moments: [
			{ title: "sub-1 subscribes, pub-1 connects", lines: [connect("sub-1", KEPT), subscribe("sub-1", 2), connect("pub-1", CLEAN)] },
			{
				title: "21.5 reaches sub-1, the answer does not reach the broker",
				lines: [
					silence("sub-1", "The wire of sub-1 falls silent."),
					publish("pub-1", "21.5", { qos: 2 }),
					line({ do: "pause" }),
					onlySent(line({ do: "mend", client: "sub-1" })),
					line({ do: "step" }, "One packet is let go: 21.5 reaches sub-1, and the answer of sub-1 sets out."),
					onlySent(cut("sub-1", "The cable of sub-1 is cut, with the answer on it.")),
					line({ do: "resume" }),
				],
			},
			{ title: "sub-1 comes back", lines: [connect("sub-1", KEPT)] },
		],
		answers: [
			twoHalves(
				"marked",
				"21.5 twice, the second time with DUP = 1.",
				"The broker does not know that 21.5 has arrived, and has to send it again.",
				[
					{ payload: "21.5", dup: false },
					{ payload: "21.5", dup: true },
				],
			),
			twoHalves(
				"unmarked",
				"21.5 twice, both times with DUP = 0.",
				"This is a new connection, so the broker sends 21.5 as if for the first time.",
				[
					{ payload: "21.5", dup: false },
					{ payload: "21.5", dup: false },
				],
			),
			twoHalves("once", "21.5 once.", "The broker sends 21.5 again, and sub-1 knows its packet id.", [{ payload: "21.5", dup: false }]),
		],
		comes: "once",
		explain: {
			title: "Sent twice, handed over once.",
			says: [
				"The broker did send m1 (21.5) again, with DUP = 1 and the old packet id. At QoS 2, a receiver keeps that packet id until the PUBREL: sub-1 knew it, answered with PUBREC, and did not take the repetition for a second message.",
				"That takes both halves of the session. A client that forgets its packet ids when it is restarted may hand the message over twice, persistent session or not.",
			],
			clauses: ["MQTT-4.3.3-1", "MQTT-4.3.3-2", "MQTT-4.4.0-1"],
		},
		follow: {
			asks: "Turn one switch so that the program of sub-1 gets 21.5 twice.",
			goal: { "sub-1": { online: true, received: ["21.5", { payload: "21.5", dup: true }] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 0 },
				{ switch: "publish-qos", client: "pub-1", to: 1 },
				{ switch: "clean-session", client: "sub-1", to: true },
			],
			shows: 1,
			hints: ["At which QoS is a message sent again, but no packet id remembered?"],
		},
	}),
];

type Got = { payload: string; dup: boolean };
function puback(id: string, says: string, because: string, received: Got[]) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, received: [] }, "pub-1": { online: true } },
			{ "sub-1": { received: ["21.5"] }, "pub-1": { online: false, unacknowledged: ["21.5"] } },
			{ "sub-1": { received }, "pub-1": { online: true, unacknowledged: [] } },
		],
	};
}

function twoHalves(id: string, says: string, because: string, received: Got[]) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, received: [] } },
			{ "sub-1": { online: false, session: "persistent" as const, inflight: ["21.5"], received: ["21.5"] } },
			{ "sub-1": { online: true, sessionPresent: true, inflight: [], received } },
		],
	};
}
