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
		asks: "meter-1 connects with a will: “offline” to greenhouse/status. sub-1 has subscribed to that topic. First meter-1 leaves with DISCONNECT. It connects again, and this time its cable is cut. When does sub-1 get the will?",
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
				lines: [connect("meter-1", { ...CLEAN, will: WILL }), cut("meter-1")],
			},
		],
		answers: [
			wills(
				"both",
				"Both times.",
				"The will tells the others that meter-1 is gone, and it is gone both times.",
				["offline"],
				["offline", "offline"],
			),
			wills(
				"disconnect",
				"When it sends DISCONNECT.",
				"The will is its farewell. When the cable is cut nothing can be sent any more.",
				["offline"],
				["offline"],
			),
			wills("cut", "When its cable is cut.", "DISCONNECT says that all is well, and the will is forgotten.", [], ["offline"]),
		],
		comes: "cut",
		explain: {
			title: "DISCONNECT takes the will back.",
			says: [
				"A will is left with the broker in CONNECT, for the case that the client cannot speak for itself any more. DISCONNECT is its word that it leaves on purpose: the broker deletes the will, unpublished.",
				"When the cable was cut, no DISCONNECT had come, and the broker published w1. It would do the same after a silence, a takeover, or a breach of the protocol.",
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
			hints: ["A persistent session does not change it. The packet that is missing does."],
		},
	}),
	lesson({
		format: 1,
		id: "keep-alive",
		group,
		title: "Nobody has pulled the plug",
		short: "a silent wire, keep alive of 3 s",
		belief: "The broker notices at once when a client is gone.",
		asks: "sub-1 and meter-1 both have a keep alive of 3 s. sub-1 has subscribed to the will of meter-1, and has nothing to say. Then the wire of meter-1 falls silent: nothing passes, and no end is told. What happens at once, and what after some seconds?",
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
			silent("at-once", "meter-1 is offline at once, and sub-1 gets the will at once.", "When a wire breaks, both ends see it.", {
				at: { meter: false, will: ["offline"] },
				later: { meter: false, idle: true, will: ["offline"] },
			}),
			silent(
				"later",
				"At once nothing. Later meter-1 is offline and sub-1 gets the will.",
				"The broker waits for one and a half times the keep alive before it gives a client up.",
				{
					at: { meter: true, will: [] },
					later: { meter: false, idle: true, will: ["offline"] },
				},
			),
			silent(
				"both-end",
				"At once nothing. Later both are offline.",
				"Keep alive is a limit for idle clients, and neither of them has published anything.",
				{
					at: { meter: true, will: [] },
					later: { meter: false, idle: false, will: [] },
				},
			),
			silent(
				"never",
				"Nothing, now or later. To the broker meter-1 stays online.",
				"Without a broken connection there is nothing to notice.",
				{
					at: { meter: true, will: [] },
					later: { meter: true, idle: true, will: [] },
				},
			),
		],
		comes: "later",
		explain: {
			title: "After 4.5 s without a packet the broker gave it up.",
			says: [
				"A silent wire looks like a client that has nothing to say. That is what keep alive is for: one and a half times 3 s after the last packet of meter-1 the broker ended the connection, and published w1.",
				"sub-1 had as little to say, and stayed. A client keeps its connection open with PINGREQ. Until a silence is noticed, the broker takes the client for online: with a keep alive of 60 s that is a minute and a half.",
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
