import { connect, cut, line, onlySent, publish, silence, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "On a bad cable";
const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };

const LOST_ON_THE_WAY_UP = [
	{ title: "sub-1 subscribes, pub-1 connects", lines: [connect("sub-1", CLEAN), subscribe("sub-1", 1), connect("pub-1", KEPT)] },
	{
		title: "pub-1 publishes 21.5, and its cable is cut",
		lines: [
			silence("pub-1", "The wire of pub-1 falls silent: what is sent on it does not arrive."),
			onlySent(publish("pub-1", "21.5", { qos: 1 })),
			cut("pub-1", "The cable of pub-1 is cut, with 21.5 on it. The broker has never seen 21.5."),
		],
	},
	{ title: "pub-1 comes back", lines: [connect("pub-1", KEPT)] },
];

export const BAD_CABLE: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "lost-on-the-way-up",
		group,
		title: "Cut on the way to the broker",
		short: "publish 1, and the cable of pub-1 is cut",
		belief: "What is on the wire when it breaks is lost.",
		asks: "pub-1 connects with clean_session = false. sub-1 has subscribed at QoS 1 and stays connected. pub-1 publishes 21.5 at QoS 1, and its cable is cut while the packet is on it. pub-1 comes back to its session. Does sub-1 get 21.5?",
		watches: ["sub-1", "pub-1"],
		moments: LOST_ON_THE_WAY_UP,
		answers: [
			up("lost", "No: 21.5 is lost.", "The packet was on the wire when the wire broke, and pub-1 has no copy.", {
				kept: [],
				left: [],
				received: [],
			}),
			up(
				"kept",
				"No: pub-1 keeps a copy, but does not send it by itself.",
				"Only the program can know whether 21.5 is still worth sending.",
				{
					kept: ["21.5"],
					left: ["21.5"],
					received: [],
				},
			),
			up("again", "Yes, when pub-1 is back.", "pub-1 keeps a copy until PUBACK comes, and sends it again.", {
				kept: ["21.5"],
				left: [],
				received: [{ payload: "21.5" }],
			}),
		],
		comes: "again",
		explain: {
			title: "The sender keeps a copy until PUBACK comes.",
			says: [
				"At QoS 1 and 2, the sender keeps a message until it is acknowledged. No PUBACK had come for m1 (21.5). When pub-1 came back to its session, it sent m1 again, without being asked to.",
				"The copy is part of a session too. A session has two halves: the broker keeps one, and the client keeps the other. A client with clean_session = true throws its half away when it connects.",
			],
			clauses: ["MQTT-4.4.0-1", "MQTT-4.3.2-1"],
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
			hints: ["The copy is in pub-1’s own half of the session. Two of the switches leave pub-1 without a copy."],
		},
	}),
	lesson({
		format: 1,
		id: "dup-per-hop",
		group,
		title: "Sent again by pub-1. Marked for sub-1?",
		short: "publish 1, sent again on the way up",
		belief: "A subscriber can tell by DUP that the publisher sent a message twice.",
		words: [
			{ term: "DUP", says: "A bit of PUBLISH. A sender sets it to 1 when it sends a message again because no acknowledgement has come." },
		],
		asks: "The cable of pub-1 is cut while 21.5 is on its way to the broker. pub-1 comes back and sends 21.5 again, with DUP = 1. What is DUP when 21.5 reaches sub-1?",
		watches: ["sub-1", "pub-1"],
		moments: LOST_ON_THE_WAY_UP,
		answers: [
			up("dup-1", "DUP = 1.", "The broker passes the packet on unchanged.", {
				kept: ["21.5"],
				left: [],
				received: [{ payload: "21.5", dup: true }],
			}),
			up("dup-0", "DUP = 0.", "The broker sends 21.5 to sub-1 for the first time.", {
				kept: ["21.5"],
				left: [],
				received: [{ payload: "21.5", dup: false }],
			}),
		],
		comes: "dup-0",
		explain: {
			title: "DUP is about one hop.",
			says: [
				"pub-1 sent m1 (21.5) a second time, with the same packet id and DUP = 1. A packet id is a number that a sender gives to a message until it is acknowledged.",
				"The broker does not pass DUP on. On the hop from the broker to sub-1 this was the first time that m1 was sent, so DUP was 0.",
			],
			clauses: ["MQTT-3.3.1-1", "MQTT-3.3.1-3"],
		},
	}),
	lesson({
		format: 1,
		id: "dup",
		group,
		title: "Cut on the way to the subscriber",
		short: "publish 1, and the cable of sub-1 is cut",
		belief: "DUP = 1 means that my program has seen this message before.",
		asks: "sub-1 has a persistent session and has subscribed at QoS 1. The broker sends 21.5 to sub-1, and the cable is cut while the packet is on it. sub-1 comes back to its session. What does sub-1 get then?",
		watches: ["sub-1"],
		moments: [
			{ title: "sub-1 subscribes, pub-1 connects", lines: [connect("sub-1", KEPT), subscribe("sub-1", 1), connect("pub-1", CLEAN)] },
			{
				title: "21.5 is on its way when the cable is cut",
				lines: [
					silence("sub-1", "The wire of sub-1 falls silent: what the broker sends on it does not arrive."),
					publish("pub-1", "21.5", { qos: 1 }),
					cut("sub-1", "The cable of sub-1 is cut, with 21.5 on it."),
				],
			},
			{ title: "sub-1 comes back", lines: [connect("sub-1", KEPT)] },
		],
		answers: [
			down("not", "Nothing.", "The broker has sent 21.5, and does not send a message twice.", { inflight: [], received: [] }),
			down("dup-0", "21.5 once, with DUP = 0.", "sub-1 has not had 21.5 before, so it is not a duplicate.", {
				inflight: ["21.5"],
				received: [{ payload: "21.5", dup: false }],
			}),
			down("dup-1", "21.5 once, with DUP = 1.", "The broker sends 21.5 a second time, whatever became of the first.", {
				inflight: ["21.5"],
				received: [{ payload: "21.5", dup: true }],
			}),
			down("twice", "21.5 twice, the second time with DUP = 1.", "The first packet is still on its way, and the second one follows.", {
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
				"DUP says what the sender did: it sent this message again. Whether the first packet arrived, the sender cannot know. Here it had not arrived.",
				"A program that throws away every message with DUP = 1 would have lost m1 (21.5). A program to which duplicates matter needs a mark of its own in the message, such as a number.",
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
		asks: "sub-1 has subscribed at QoS 1, and its wire falls silent. The broker sends 21.5 to sub-1, and for more than four seconds no PUBACK comes. Then the wire is mended: the connection was never broken. What does the broker do in those four seconds?",
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
						"After 4.5 s the broker gives up on pub-1. By then it has waited just as long for sub-1’s PUBACK.",
					),
				],
			},
			{ title: "The wire of sub-1 is mended", lines: [line({ do: "mend", client: "sub-1" })] },
		],
		answers: [
			timed("several", "It sends 21.5 again every few seconds.", "A message that is not acknowledged may have been lost.", {
				inflight: ["21.5"],
				queue: [],
				dropped: [],
				received: ["21.5", "21.5"],
			}),
			timed("requeued", "It takes 21.5 back into the queue.", "After a while without a PUBACK, the message counts as not sent.", {
				inflight: [],
				queue: ["21.5"],
				dropped: [],
				received: ["21.5"],
			}),
			timed("given-up", "It gives up on 21.5.", "After a while without a PUBACK, there is no point in waiting.", {
				inflight: [],
				queue: [],
				dropped: ["21.5"],
				received: [],
			}),
			timed("once", "It waits.", "On one connection a message is sent once. The packet that was sent first may still arrive.", {
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
				"TCP, the connection underneath, already repeats what is lost on the way. As long as the connection stands, a second PUBLISH would only be one more copy behind the first. The broker kept m1 (21.5) in flight, which means sent and not acknowledged, and waited.",
				"MQTT 3.1.1 asks for a message to be sent again in one case: when a client comes back to its session. Some brokers used to send again after a while: Mosquitto before version 1.5, and EMQX by default before version 5.8. MQTT 5 forbids it.",
			],
			clauses: ["MQTT-4.4.0-1", "MQTT-4.3.2-1"],
		},
	}),
];

type Got = { payload: string; dup?: boolean };
type Up = { readonly kept: string[]; readonly left: string[]; readonly received: Got[] };
function up(id: string, says: string, because: string, { kept, left, received }: Up) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, received: [] }, "pub-1": { online: true } },
			{ "sub-1": { received: [] }, "pub-1": { online: false, unacknowledged: kept } },
			{ "sub-1": { received }, "pub-1": { online: true, unacknowledged: left } },
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
