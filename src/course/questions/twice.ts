import { connect, cut, publish } from "#course/file/lesson-lines.ts";
import { bead, holds, retained, session, wire } from "./picture.ts";
import { linesOf, type Question, row } from "./question.ts";

const KEPT = { cleanSession: false };

export const TWICE: readonly Question[] = [
	{
		id: "two-every-time",
		title: "Why do I get two messages every time?",
		says: "One copy comes from the queue of your session, the other is the retained message, which every SUBSCRIBE brings once more. If CONNACK says session present = 1, the subscription is still there: leave the second SUBSCRIBE out.",
		sign: "retained",
		clause: "MQTT-3.8.4-3",
		also: "duplicate messages double twice retained resubscribe on connect",
		rows: [
			row(
				"sub-1 subscribes and leaves",
				"Its session keeps the subscription.",
				session("sub-1", "persistent"),
				linesOf("twice-subscribed", 0),
			),
			row("pub-1 publishes 21.5 with RETAIN", "21.5 waits for sub-1. It is also stored for the topic.", retained(bead("r1", 1)), [
				connect("pub-1", { cleanSession: true }),
				publish("pub-1", "21.5", { qos: 1, retain: true }),
			]),
			row("sub-1 comes back", "Its queue brings r1.", holds("sub-1", [bead("r1", 1)]), linesOf("twice-subscribed", 2)),
			row(
				"sub-1 subscribes again",
				"That brings the retained message: r1 a second time, now with RETAIN = 1.",
				holds("sub-1", [bead("r1", 1), bead("r1", 1, "retain")]),
				linesOf("twice-subscribed", 3),
			),
		],
		proves: {
			"sub-1": {
				online: true,
				received: [
					{ payload: "21.5", retain: false },
					{ payload: "21.5", retain: true },
				],
			},
		},
		lesson: "twice-subscribed",
	},
	{
		id: "opposite-state",
		title: "I get two messages. Why does the second one have the opposite state?",
		says: "The first comes from the queue of your session, the second is the retained message, and a message published without RETAIN does not take its place. So the second can be the older one: publish a state with RETAIN every time, and look at the RETAIN bit when it arrives.",
		sign: "mixed",
		clause: "MQTT-3.3.1-6",
		also: "on off toggle wrong state stale old value contradict switch lamp retained queued inverted",
		rows: [
			row(
				"“on” is retained. sub-1 gets it and leaves",
				"Its session stays.",
				holds("sub-1", [bead("r1", 1, "retain")]),
				linesOf("opposite-state", 0),
			),
			row(
				"pub-1 publishes “off”, without RETAIN",
				"It waits in the session of sub-1. The retained message is still “on”.",
				session("sub-1", "persistent", { queued: [bead("m1", 1)] }),
				linesOf("opposite-state", 1),
			),
			row(
				"sub-1 comes back",
				"The queue brings “off”.",
				holds("sub-1", [bead("r1", 1, "retain"), bead("m1", 1)]),
				linesOf("opposite-state", 2),
			),
			row(
				"sub-1 subscribes again",
				"The SUBSCRIBE brings “on”, which is older.",
				holds("sub-1", [bead("r1", 1, "retain"), bead("m1", 1), bead("r1", 1, "retain")]),
				linesOf("opposite-state", 3),
			),
		],
		proves: {
			"sub-1": {
				online: true,
				received: [
					{ payload: "on", retain: true },
					{ payload: "off", retain: false },
					{ payload: "on", retain: true },
				],
			},
		},
		lesson: "opposite-state",
	},
	{
		id: "two-copies",
		title: "QoS 1 promised delivery. Why are there two copies?",
		says: "QoS 1 promises at least one copy: a sender that has not seen PUBACK sends the message again when it is back. The broker had already accepted the first one, so to the broker the second is a new message.",
		sign: "two",
		clause: "MQTT-4.3.2-2",
		also: "duplicates at least once qos 1 twice same payload",
		rows: [
			row("sub-1 subscribes, pub-1 connects", "sub-1 has received nothing yet.", holds("sub-1", []), linesOf("lost-puback", 0)),
			row(
				"pub-1 sends m1, and its cable is cut",
				"The broker has m1. Its PUBACK is lost, so pub-1 keeps a copy.",
				wire("pub-1", "cut", { down: "PUBACK" }),
				linesOf("lost-puback", 1),
			),
			row(
				"pub-1 is back and sends m1 again",
				"With DUP = 1. The broker takes it for a new message.",
				wire("pub-1", "in", { up: bead("m1", 1, "dup") }),
				linesOf("lost-puback", 2),
			),
			row("sub-1 has m1 twice", "Both with DUP = 0: DUP stays on the wire of pub-1.", holds("sub-1", [bead("m1", 1), bead("m1", 1)])),
		],
		proves: {
			"sub-1": {
				received: [
					{ payload: "21.5", qos: 1, dup: false },
					{ payload: "21.5", qos: 1, dup: false },
				],
			},
			"pub-1": { online: true, unacknowledged: [] },
		},
		lesson: "lost-puback",
	},
	{
		id: "dup",
		title: "Does DUP tell my program that it has seen this before?",
		says: "No: DUP = 1 says that this packet was sent before on this hop, not that it arrived; here m1 comes for the first time, and with DUP = 1. The other way round, a message that its publisher had to send twice at QoS 1 may reach you twice, both times with DUP = 0.",
		sign: "shuttle",
		clause: "MQTT-3.3.1-3",
		also: "duplicate flag detect duplicates packet id message id deduplicate idempotent",
		rows: [
			row("sub-1 subscribes, pub-1 connects", "sub-1 has a persistent session.", session("sub-1", "persistent"), linesOf("dup", 0)),
			row(
				"m1 is on its way to sub-1 when the cable is cut",
				"sub-1 has not received m1. The broker keeps m1 as sent and unacknowledged.",
				session("sub-1", "persistent", { flight: [bead("m1", 1)] }),
				linesOf("dup", 1),
			),
			row(
				"sub-1 comes back",
				"The broker sends m1 again, with the same packet id and DUP = 1.",
				wire("sub-1", "in", { down: bead("m1", 1, "dup") }),
				linesOf("dup", 2),
			),
			row("sub-1 has m1 once", "DUP = 1, and never seen before.", holds("sub-1", [bead("m1", 1, "dup")])),
		],
		proves: { "sub-1": { online: true, sessionPresent: true, inflight: [], received: [{ payload: "21.5", dup: true }] } },
		lesson: "dup",
	},
	{
		id: "qos-2-twice",
		title: "Can QoS 2 arrive twice?",
		says: "Not on one subscription whose both ends remember their session: the receiver knows the packet id until PUBREL, and does not take the repetition for a second message. It can where a receiver has forgotten its ids, where a broker sends one copy for each filter that matches, or where the publisher publishes twice.",
		sign: "square",
		clause: "MQTT-4.3.3-2",
		also: "exactly once qos 2 duplicates overlapping filters subscriptions",
		rows: [
			row(
				"sub-1 subscribes at QoS 2, pub-1 connects",
				"sub-1 has a persistent session.",
				session("sub-1", "persistent"),
				linesOf("exactly-once", 0),
			),
			row(
				"m1 reaches sub-1, and the cable is cut",
				"Its PUBREC is lost. The broker does not know that m1 arrived.",
				wire("sub-1", "cut", { up: "PUBREC" }),
				linesOf("exactly-once", 1),
			),
			row(
				"sub-1 comes back",
				"The broker has to send m1 again, with DUP = 1.",
				wire("sub-1", "in", { down: bead("m1", 2, "dup") }),
				linesOf("exactly-once", 2),
			),
			row("Its program has m1 once", "sub-1 knew the packet id, and answered with PUBREC alone.", holds("sub-1", [bead("m1", 2)])),
		],
		proves: { "sub-1": { online: true, sessionPresent: true, inflight: [], received: [{ payload: "21.5", qos: 2, dup: false }] } },
		lesson: "exactly-once",
	},
	{
		id: "sent-again-when",
		title: "No PUBACK came. When is the message sent again?",
		says: "When the client comes back to its session; before that, MQTT 3.1.1 does not ask for it, and here no timer does it. TCP already repeats what is lost on the way, and on a connection that stands a second PUBLISH would be one more copy.",
		sign: "ack",
		clause: "MQTT-4.4.0-1",
		also: "retry interval resend retransmit timer timeout unacknowledged seconds",
		rows: [
			row(
				"The wire of sub-1 is silent",
				"The broker sends it m1, and no PUBACK comes.",
				session("sub-1", "persistent", { flight: [bead("m1", 1)] }),
				linesOf("no-timer", 0, 1),
			),
			row(
				"4.5 s go by",
				"m1 is still in flight. It has been sent once.",
				session("sub-1", "persistent", { flight: [bead("m1", 1)] }),
				linesOf("no-timer", 2),
			),
			row(
				"The cable is cut, and sub-1 comes back",
				"Now m1 is sent again, with DUP = 1.",
				wire("sub-1", "in", { down: bead("m1", 1, "dup") }),
				[cut("sub-1"), connect("sub-1", KEPT)],
			),
			row("sub-1 has m1 once", "What stood on the silent wire was lost in the cut.", holds("sub-1", [bead("m1", 1, "dup")])),
		],
		proves: { "sub-1": { online: true, inflight: [], received: [{ payload: "21.5", dup: true }] } },
		lesson: "no-timer",
	},
];
