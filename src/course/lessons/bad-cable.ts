import { connect, cut, line, onlySent, publish, silence, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "On a bad cable";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };

export const BAD_CABLE: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "lost-on-the-way-up",
		group,
		title: "Cut on the way to the broker",
		short: "publish 1, and the cable of pub-1 is cut",
		belief: "What is on the wire when it breaks is lost.",
		asks: "pub-1 connects with clean_session = false. sub-1 has subscribed at QoS 1 and stays. pub-1 publishes 21.5 at QoS 1, and its cable is cut while the packet is on it. pub-1 comes back. Does sub-1 get 21.5, and with which DUP?",
		watches: ["sub-1", "pub-1"],
		moments: [
			{ title: "sub-1 subscribes, pub-1 connects", lines: [connect("sub-1", CLEAN), subscribe("sub-1", 1), connect("pub-1", KEPT)] },
			{
				title: "pub-1 publishes 21.5, and its cable is cut",
				lines: [
					silence("pub-1", "The wire of pub-1 stands still: what is sent on it does not arrive."),
					onlySent(publish("pub-1", "21.5", { qos: 1 })),
					cut("pub-1", "The cable of pub-1 is cut, with 21.5 on it. The broker has never seen it."),
				],
			},
			{ title: "pub-1 comes back", lines: [connect("pub-1", KEPT)] },
		],
		answers: [
			up("lost", "No. 21.5 is lost.", "The packet was on the wire when it broke.", [], []),
			up(
				"dup-1",
				"Yes, with DUP = 1.",
				"pub-1 keeps a copy and sends it again, marked as a repetition.",
				["21.5"],
				[{ payload: "21.5", dup: true }],
			),
			up(
				"dup-0",
				"Yes, with DUP = 0.",
				"pub-1 keeps a copy and sends it again. To sub-1 it is sent for the first time.",
				["21.5"],
				[{ payload: "21.5", dup: false }],
			),
		],
		comes: "dup-0",
		explain: {
			title: "The sender keeps a copy until PUBACK. DUP stays on its hop.",
			says: [
				"At QoS 1 and 2 the sender keeps the message until it is acknowledged. When pub-1 came back to its session it sent m1 again, with the old packet id and DUP = 1.",
				"DUP says something about one hop. The broker does not pass it on: on its way to sub-1 this was the first sending of m1.",
			],
			clauses: ["MQTT-4.4.0-1", "MQTT-3.3.1-1", "MQTT-3.3.1-3"],
		},
		follow: {
			asks: "Turn one switch so that 21.5 is lost.",
			goal: { "pub-1": { online: true }, "sub-1": { online: true, received: [] } },
			changes: [
				{ switch: "subscribe-qos", client: "sub-1", to: 0 },
				{ switch: "clean-session", client: "sub-1", to: false },
				{ switch: "clean-session-on-return", client: "pub-1", to: true },
				{ switch: "publish-qos", client: "pub-1", to: 0 },
			],
			shows: 3,
			hints: ["The copy is part of pub-1’s own half of the session. Two of the switches leave it without one."],
		},
	}),
	lesson({
		format: 1,
		id: "dup",
		group,
		title: "Cut on the way to the subscriber",
		short: "publish 1, and the cable of sub-1 is cut",
		belief: "DUP = 1 means that my program has seen this message before.",
		asks: "sub-1 has a persistent session and has subscribed at QoS 1. The broker sends it 21.5, and the cable is cut while the packet is on it. sub-1 comes back. How does it get 21.5?",
		watches: ["sub-1"],
		moments: [
			{ title: "sub-1 subscribes, pub-1 connects", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), connect("pub-1", CLEAN)] },
			{
				title: "21.5 is on its way when the cable is cut",
				lines: [
					silence("sub-1", "The wire of sub-1 stands still: what the broker sends on it does not arrive."),
					publish("pub-1", "21.5", { qos: 1 }),
					cut("sub-1", "The cable of sub-1 is cut, with 21.5 on it."),
				],
			},
			{ title: "sub-1 comes back", lines: [connect("sub-1", KEPT)] },
		],
		answers: [
			down("not", "Not at all.", "The broker has sent it, and a sent message is not sent again.", { inflight: [], received: [] }),
			down("dup-0", "Once, with DUP = 0.", "sub-1 has not had it before, so it is no duplicate.", {
				inflight: ["21.5"],
				received: [{ payload: "21.5", dup: false }],
			}),
			down("dup-1", "Once, with DUP = 1.", "The broker sends it a second time, whatever came of the first.", {
				inflight: ["21.5"],
				received: [{ payload: "21.5", dup: true }],
			}),
			down("twice", "Twice, the second time with DUP = 1.", "The first packet is somewhere on the way, and the second one follows.", {
				inflight: ["21.5"],
				received: [
					{ payload: "21.5", dup: false },
					{ payload: "21.5", dup: true },
				],
			}),
		],
		comes: "dup-1",
		explain: {
			title: "DUP = 1, and seen for the first time.",
			says: [
				"DUP tells what the sender did: this packet is a repetition. Whether the first one arrived, the sender does not know. Here it had not.",
				"A program that throws away everything with DUP = 1 would have lost m1. If duplicates matter to it, it needs a mark of its own in the payload.",
			],
			clauses: ["MQTT-3.3.1-1", "MQTT-4.4.0-1"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 comes back to the same session, and 21.5 is lost.",
			goal: { "sub-1": { online: true, sessionPresent: true, received: [] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 2 },
				{ switch: "clean-session-on-return", client: "sub-1", to: true },
				{ switch: "subscribe-qos", client: "sub-1", to: 0 },
			],
			shows: 2,
			hints: ["What is sent at QoS 0 is sent once."],
		},
	}),
	lesson({
		format: 1,
		id: "no-timer",
		group,
		title: "No PUBACK comes, and time goes by",
		short: "a silent wire, 4.5 s, then mended",
		belief: "A message that is not acknowledged is sent again after some seconds.",
		asks: "sub-1 has subscribed at QoS 1, and its wire falls silent. The broker sends it 21.5, and for more than four seconds no PUBACK comes. Then the wire is mended: the connection was never broken. How often does sub-1 get 21.5?",
		watches: ["sub-1"],
		moments: [
			{
				title: "sub-1 subscribes, pub-1 connects",
				lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), connect("pub-1", { ...CLEAN, keepAlive: 3 })],
			},
			{ title: "The wire of sub-1 is silent, pub-1 publishes 21.5", lines: [silence("sub-1"), publish("pub-1", "21.5", { qos: 1 })] },
			{
				title: "4.5 s go by",
				lines: [
					silence("pub-1", "pub-1 is our stopwatch: its wire falls silent as well, and its keep alive is 3 s."),
					line(
						{ do: "await", client: "pub-1", until: "offline" },
						"After 4.5 s the broker gives pub-1 up. As long it has waited for the PUBACK of sub-1.",
					),
				],
			},
			{ title: "The wire of sub-1 is mended", lines: [line({ do: "mend", client: "sub-1" })] },
		],
		answers: [
			timed("several", "More than once.", "As long as no PUBACK comes, the broker sends it again every few seconds.", {
				inflight: ["21.5"],
				queue: [],
				dropped: [],
				received: ["21.5", "21.5"],
			}),
			timed(
				"requeued",
				"Once: it went back to the queue, and is sent from there.",
				"After a while without PUBACK the broker takes it back.",
				{ inflight: [], queue: ["21.5"], dropped: [], received: ["21.5"] },
			),
			timed("given-up", "Not at all.", "After a while without PUBACK the broker gives it up.", {
				inflight: [],
				queue: [],
				dropped: ["21.5"],
				received: [],
			}),
			timed("once", "Once: the packet that was sent at first arrives.", "On one connection a message is sent once. The broker waits.", {
				inflight: ["21.5"],
				queue: [],
				dropped: [],
				received: ["21.5"],
			}),
		],
		comes: "once",
		explain: {
			title: "Time sends nothing again. A reconnect does.",
			says: [
				"TCP already repeats what is lost on the way. On a connection that stands, a second PUBLISH would only be one more copy behind the first. The broker kept m1 in flight and waited.",
				"MQTT 3.1.1 asks for a repetition in one case: when a client comes back to its session. Some brokers did repeat by a timer, Mosquitto until 1.5; MQTT 5 forbids it.",
			],
			clauses: ["MQTT-4.4.0-1", "MQTT-4.3.2-1"],
		},
	}),
];

type Got = { payload: string; dup: boolean };
function up(id: string, says: string, because: string, unacknowledged: string[], received: Got[]) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, received: [] }, "pub-1": { online: true } },
			{ "sub-1": { received: [] }, "pub-1": { online: false, unacknowledged } },
			{ "sub-1": { received }, "pub-1": { online: true, unacknowledged: [] } },
		],
	};
}

function down(id: string, says: string, because: string, { inflight, received }: { inflight: string[]; received: Got[] }) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, received: [] } },
			{ "sub-1": { online: false, session: "persistent" as const, inflight, received: [] } },
			{ "sub-1": { online: true, sessionPresent: true, inflight: [], received } },
		],
	};
}

type Timed = Readonly<Record<"inflight" | "queue" | "dropped" | "received", string[]>>;
function timed(id: string, says: string, because: string, { inflight, queue, dropped, received }: Timed) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, received: [] } },
			{ "sub-1": { online: true, inflight: ["21.5"], received: [] } },
			{ "sub-1": { online: true, inflight, queue, dropped, received: [] } },
			{ "sub-1": { online: true, inflight: [], received } },
		],
	};
}
