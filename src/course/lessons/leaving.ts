import { connect, cut, disconnect, line, silence } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const group = "Leaving";
const CLEAN = { cleanSession: true };
const STATUS = "greenhouse/status";
const WILL = { topic: STATUS, payload: "offline", qos: 1, retain: false } as const;
/** Long enough for a PINGREQ to come in time over a wire of half a second, seconds. */
const KEEP_ALIVE = 3;

export const LEAVING: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "will",
		group,
		title: "Two ways to leave, one will",
		short: "DISCONNECT, and a cut cable",
		belief: "The will is sent whenever a client disconnects.",
		words: [
			{
				term: "will",
				says: "A message that a client leaves with the broker in CONNECT. The broker publishes it on the client’s behalf when the client is lost.",
			},
		],
		asks: "meter-1 connects with a will: “offline” to greenhouse/status. sub-1 has subscribed to that topic. First, meter-1 leaves with DISCONNECT. Then meter-1 connects again, and its cable is cut. When does sub-1 get the will?",
		watches: ["sub-1", "meter-1"],
		moments: [
			{
				title: "sub-1 subscribes, meter-1 connects with a will",
				lines: [
					connect("sub-1", CLEAN),
					line({ do: "subscribe", client: "sub-1", filter: STATUS, qos: 1 }),
					connect(
						"meter-1",
						{ ...CLEAN, will: WILL },
						"meter-1 sends CONNECT with a will. The broker keeps it, and publishes nothing yet.",
					),
				],
			},
			{ title: "meter-1 leaves", lines: [disconnect("meter-1")] },
			{
				title: "meter-1 connects again, and its cable is cut",
				lines: [connect("meter-1", { ...CLEAN, will: WILL }, "meter-1 sends CONNECT again, with the same will."), cut("meter-1")],
			},
		],
		answers: [
			wills(
				"both",
				"Both times.",
				"The will tells the others that meter-1 is gone, and meter-1 is gone both times.",
				["offline"],
				["offline", "offline"],
			),
			wills(
				"disconnect",
				"Only after the DISCONNECT.",
				"The will is a farewell. When the cable is cut, meter-1 can no longer send anything.",
				["offline"],
				["offline"],
			),
			wills("cut", "Only after the cut.", "DISCONNECT says that all is well, and the broker forgets the will.", [], ["offline"]),
		],
		comes: "cut",
		explain: {
			title: "DISCONNECT takes the will back.",
			says: [
				"A client leaves its will with the broker in CONNECT, in case it is lost without a word. DISCONNECT says that the client leaves on purpose: the broker deletes the will without publishing it.",
				"When the cable was cut, no DISCONNECT had come, and the broker published w1 (“offline”). It does the same when a client falls silent for too long, when another client connects with the same client id, and when a client breaks the protocol.",
			],
			clauses: ["MQTT-3.1.2-8", "MQTT-3.14.4-3"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 gets the will twice.",
			goal: { "sub-1": { received: ["offline", "offline"] } },
			changes: [
				{ switch: "clean-session", client: "meter-1", to: false },
				{ switch: "leave-by", client: "meter-1", to: "disconnect" },
				{ switch: "leave-by", client: "meter-1", to: "cut" },
			],
			shows: 2,
			hints: ["What matters is not the session, but a packet that does not come."],
		},
	}),
	lesson({
		format: 1,
		id: "keep-alive",
		group,
		title: "Nobody has pulled the plug",
		short: "a silent wire, keep alive of 3 s",
		belief: "The broker notices at once when a client is gone.",
		words: [
			{
				term: "keep alive",
				says: "A time that a client names in CONNECT, in seconds. The client promises to send at least one packet within that time; if it has nothing to say, it sends PINGREQ.",
			},
		],
		asks: "sub-1 and meter-1 both have a keep alive of 3 s. sub-1 has subscribed to the topic of meter-1’s will, and publishes nothing. Then the wire of meter-1 falls silent: nothing passes, and neither end is told. When does sub-1 get the will?",
		watches: ["sub-1", "meter-1"],
		moments: [
			{
				title: "sub-1 subscribes, meter-1 connects with a will",
				lines: [
					connect("sub-1", { ...CLEAN, keepAlive: KEEP_ALIVE }),
					line({ do: "subscribe", client: "sub-1", filter: STATUS, qos: 1 }),
					connect("meter-1", { ...CLEAN, keepAlive: KEEP_ALIVE, will: WILL }, "meter-1 sends CONNECT with keep alive = 3 s and a will."),
				],
			},
			{ title: "The wire of meter-1 falls silent", lines: [silence("meter-1")] },
			{
				title: "Some seconds go by",
				lines: [line({ do: "await", client: "meter-1", until: "offline" }, "Nothing is done. The broker waits for a packet from meter-1.")],
			},
		],
		answers: [
			silent("at-once", "At once.", "When a wire breaks, both ends see it.", {
				at: { meter: false, will: ["offline"] },
				later: { meter: false, idle: true, will: ["offline"] },
			}),
			silent(
				"later",
				"After some seconds.",
				"The broker gives up on a client after one and a half times its keep alive without a packet.",
				{
					at: { meter: true, will: [] },
					later: { meter: false, idle: true, will: ["offline"] },
				},
			),
			silent(
				"both-end",
				"Never: after some seconds sub-1 is offline as well.",
				"Keep alive is a limit for idle clients, and sub-1 has not published anything.",
				{
					at: { meter: true, will: [] },
					later: { meter: false, idle: false, will: [] },
				},
			),
			silent(
				"never",
				"Never: to the broker, meter-1 stays online.",
				"As long as the connection is not broken, there is nothing to notice.",
				{
					at: { meter: true, will: [] },
					later: { meter: true, idle: true, will: [] },
				},
			),
		],
		comes: "later",
		explain: {
			title: "After 4.5 s without a packet, the broker gave up on meter-1.",
			says: [
				"To the broker, a silent wire looks like a client that has nothing to say. That is what keep alive is for: 4.5 s after the last packet of meter-1, one and a half times its keep alive, the broker ended the connection and published w1 (“offline”).",
				"sub-1 published nothing either, and stayed: it kept its connection open with PINGREQ, which the broker answers with PINGRESP. Until the broker notices a silence, it takes the client to be online. With a keep alive of 60 s that can take a minute and a half.",
			],
			clauses: ["MQTT-3.1.2-24", "MQTT-3.1.2-8", "MQTT-3.12.4-1"],
		},
	}),
];

function wills(id: string, says: string, because: string, left: string[], afterCut: string[]) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, received: [] }, "meter-1": { online: true } },
			{ "sub-1": { received: left }, "meter-1": { online: false } },
			{ "sub-1": { received: afterCut }, "meter-1": { online: false } },
		],
	};
}

type Silent = {
	readonly at: { readonly meter: boolean; readonly will: string[] };
	readonly later: { readonly meter: boolean; readonly idle: boolean; readonly will: string[] };
};
function silent(id: string, says: string, because: string, { at, later }: Silent) {
	return {
		id,
		says,
		because,
		sees: [
			{ "sub-1": { online: true, received: [] }, "meter-1": { online: true } },
			{ "sub-1": { online: true, received: at.will }, "meter-1": { online: at.meter } },
			{ "sub-1": { online: later.idle, received: later.will }, "meter-1": { online: later.meter } },
		],
	};
}
