import { connect, cut, disconnect, onlySent, publish, silence, subscribe } from "#course/file/lesson-lines.ts";
import { type Lesson, lesson } from "#course/lesson.ts";

const CLEAN = { cleanSession: true };

export const ENDS_TOO_SOON: readonly Lesson[] = [
	lesson({
		format: 1,
		id: "ends-too-soon",
		group: "Leaving",
		title: "It works only in the debugger",
		short: "publish, and the program ends",
		belief: "Once publish() has returned, the message has been sent.",
		asks: "sub-1 has subscribed at QoS 1 and stays. A program connects as pub-1, publishes 21.5 at QoS 0, and ends at once. Then it runs in a debugger: it publishes 21.8, stops on the next line for a while, and ends. What does sub-1 get?",
		watches: ["sub-1"],
		moments: [
			{ title: "sub-1 subscribes and stays", lines: [connect("sub-1", CLEAN), subscribe("sub-1", 1)] },
			{
				title: "The program publishes 21.5 and ends",
				lines: [
					connect("pub-1", CLEAN, "The program starts and connects as pub-1."),
					silence("pub-1", "The network is slow: for now nothing arrives."),
					onlySent(publish("pub-1", "21.5", { qos: 0 }, "It publishes 21.5. The packet has only set out.")),
					cut("pub-1", "The program ends, and takes its connection with it."),
				],
			},
			{
				title: "In the debugger: 21.8, a stop, the end",
				lines: [
					connect("pub-1", CLEAN, "The program starts again, in a debugger."),
					publish("pub-1", "21.8", { qos: 0 }, "It publishes 21.8 and stops on the next line. The packet has time to arrive."),
					disconnect("pub-1", "The program goes on: it disconnects and ends."),
				],
			},
		],
		answers: [
			gets("both", "21.5 and 21.8.", "publish() returned both times, so both were sent.", ["21.5"], ["21.5", "21.8"]),
			gets(
				"later",
				"21.5 when the program starts again, then 21.8.",
				"What could not be sent is sent at the next connection.",
				[],
				["21.5", "21.8"],
			),
			gets("second", "Only 21.8.", "21.5 was still on its way when the program ended.", [], ["21.8"]),
			gets("neither", "Neither.", "At QoS 0 nothing has to arrive.", [], []),
		],
		comes: "second",
		explain: {
			title: "publish() returned. The packet was still on its way.",
			says: [
				"In most libraries publish() hands a message over and returns; a thread or an event loop writes it to the connection later. The program ended first, and m1 (21.5) went with it. In the debugger the program stood still, and m2 (21.8) had the time that it needs.",
				"So wait before the end, and then disconnect: at QoS 1 for PUBACK, at QoS 0 until the library says that the packet has been written. QoS 1 alone does not help, because the copy that could be sent again is in the memory of a program that has ended.",
			],
			clauses: ["MQTT-4.3.1-1", "MQTT-4.3.2-1"],
		},
		follow: {
			asks: "Turn one switch so that sub-1 gets both.",
			goal: { "sub-1": { online: true, received: ["21.5", "21.8"] } },
			changes: [
				{ switch: "publish-qos", client: "pub-1", to: 1 },
				{ switch: "subscribe-qos", client: "sub-1", to: 2 },
				{ switch: "stay", client: "pub-1" },
			],
			shows: 2,
			hints: ["What does the debugger give the packet?"],
		},
	}),
];

function gets(id: string, says: string, because: string, first: string[], all: string[]) {
	return {
		id,
		says,
		because,
		sees: [{ "sub-1": { online: true, received: [] } }, { "sub-1": { received: first } }, { "sub-1": { online: true, received: all } }],
	};
}
