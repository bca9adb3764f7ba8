import { connect, disconnect, publish, subscribe } from "#course/file/lesson-lines.ts";
import { bead, holds, session, wire } from "./picture.ts";
import { linesOf, type Question, row } from "./question.ts";

const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };
const THREE = ["21.5", "21.8", "22.1"];

export const NOT_ARRIVED: readonly Question[] = [
	{
		id: "missed-offline",
		title: "Why did my message not arrive while I was offline?",
		says: "A broker keeps messages for a client that is away if that client connected with clean_session = false and had subscribed before it left, and if SUBSCRIBE and PUBLISH both have QoS 1 or 2. Leave any one of these out, and here nothing waits; this run leaves out clean_session = false.",
		sign: "dropped",
		clause: "MQTT-3.1.2-5",
		also: "lost missed away sleeping offline messages persistent clean session does not receive not delivered",
		rows: [
			row("sub-1 and sub-2 subscribe at QoS 1", "sub-1 with clean_session = true, sub-2 with false.", session("sub-1", "clean"), [
				connect("sub-1", CLEAN),
				subscribe("sub-1", 1),
				connect("sub-2", KEPT),
				subscribe("sub-2", 1),
			]),
			row("Both leave", "The session of sub-1 ends with its connection. The session of sub-2 stays.", session("sub-1", "none"), [
				disconnect("sub-1"),
				disconnect("sub-2"),
			]),
			row(
				"pub-1 publishes 21.5 at QoS 1",
				"Only sub-2 has a session in which m1 can wait.",
				session("sub-2", "persistent", { queued: [bead("m1", 1)] }),
				[connect("pub-1", CLEAN), publish("pub-1", "21.5", { qos: 1 })],
			),
			row("Both come back", "sub-2 gets m1. The broker had kept nothing for sub-1.", holds("sub-2", [bead("m1", 1)]), [
				connect("sub-1", CLEAN),
				connect("sub-2", KEPT),
			]),
		],
		proves: {
			"sub-1": { online: true, sessionPresent: false, received: [], dropped: ["21.5"] },
			"sub-2": { online: true, sessionPresent: true, received: ["21.5"] },
		},
		lesson: "test-4",
	},
	{
		id: "empty-queue",
		title: "Why is the queue empty, although the session was kept?",
		says: "What is published or subscribed at QoS 0 need not wait: for a client that is away a broker has to keep QoS 1 and 2, and this one keeps no more. The session kept the subscription, and that was all there was to keep.",
		sign: "floor",
		clause: "MQTT-3.1.2-5",
		also: "session present but no messages qos 0 not queued persistent nothing test 2",
		rows: [
			row(
				"sub-1 subscribes at QoS 0 and leaves",
				"With clean_session = false its session stays.",
				session("sub-1", "persistent"),
				linesOf("test-2", 0),
			),
			row(
				"pub-1 publishes three messages at QoS 0",
				"None of them waits. They fall past the session.",
				session("sub-1", "persistent", { fallen: [bead("m1", 0), bead("m2", 0), bead("m3", 0)] }),
				linesOf("test-2", 1),
			),
			row(
				"sub-1 comes back",
				"Its session is found: session present = 1. There is nothing in it to send.",
				holds("sub-1", []),
				linesOf("test-2", 2),
			),
		],
		proves: { "sub-1": { online: true, session: "persistent", sessionPresent: true, received: [], dropped: THREE } },
		lesson: "test-2",
	},
	{
		id: "subscribed-again",
		title: "I subscribed again. Why is what I missed still missing?",
		says: "A subscription counts from the moment it is made: it brings what is published afterwards, and retained messages. What was published while the broker held no subscription of yours was not kept for you.",
		sign: "open-floor",
		clause: "MQTT-3.1.2-6",
		also: "before my first subscription published earlier history resubscribe replay past",
		rows: [
			row("sub-1 subscribes", "With clean_session = true.", session("sub-1", "clean"), [connect("sub-1", CLEAN), subscribe("sub-1", 1)]),
			row("sub-1 leaves", "Its session ends with the connection, and so does its subscription.", session("sub-1", "none"), [
				disconnect("sub-1"),
			]),
			row("pub-1 publishes 21.5 at QoS 1", "Nobody is subscribed.", session("sub-1", "none", { fallen: [bead("m1", 1)] }), [
				connect("pub-1", CLEAN),
				publish("pub-1", "21.5", { qos: 1 }),
			]),
			row("sub-1 comes back and subscribes again", "A new subscription has no past.", holds("sub-1", []), [
				connect("sub-1", CLEAN),
				subscribe("sub-1", 1),
			]),
		],
		proves: { "sub-1": { online: true, sessionPresent: false, subscriptions: { "greenhouse/temp": 1 }, received: [], dropped: ["21.5"] } },
		lesson: "too-early",
	},
	{
		id: "publishers-session",
		title: "Does the publisher need clean_session = false as well?",
		says: "No: clean_session concerns the session of the client that sends it. What waits for sub-1 waits in the session of sub-1, no matter which client published it.",
		sign: "plug",
		clause: "MQTT-3.1.2-5",
		also: "publisher persistent both sides clean sender",
		rows: [
			row(
				"sub-1 subscribes and leaves",
				"Its session stays: clean_session = false.",
				session("sub-1", "persistent"),
				linesOf("publishers-own", 0),
			),
			row(
				"pub-1 publishes 21.5",
				"pub-1 connected with clean_session = true. m1 waits all the same.",
				session("sub-1", "persistent", { queued: [bead("m1", 1)] }),
				linesOf("publishers-own", 1),
			),
			row("pub-1 leaves", "Its own session ends. m1 is not in it.", session("pub-1", "none"), linesOf("publishers-own", 2)),
			row("sub-1 comes back", "It gets m1.", holds("sub-1", [bead("m1", 1)]), linesOf("publishers-own", 3)),
		],
		proves: { "sub-1": { online: true, sessionPresent: true, received: ["21.5"] }, "pub-1": { online: false, session: "none" } },
		lesson: "publishers-own",
	},
	{
		id: "debugger",
		title: "Why does it work only in the debugger?",
		says: "Your program ends before its message has left: publish() hands the message over, and the library sends it a moment later. In the debugger the program stands still and the packet has that moment; outside it, wait for PUBACK, or at QoS 0 until the library says that the packet is written, and then disconnect.",
		sign: "clock",
		clause: "MQTT-4.3.1-1",
		also: "quits before the message is sent publish and exit program ends script quits sleep loop wait_for_publish never arrives breakpoint step timing",
		rows: [
			row("sub-1 subscribes and stays", "It is there the whole time.", holds("sub-1", []), linesOf("ends-too-soon", 0)),
			row(
				"The program publishes 21.5 and ends",
				"m1 is on the wire when its connection goes, and nobody is left to send it again.",
				wire("pub-1", "cut", { up: bead("m1", 0) }),
				linesOf("ends-too-soon", 1),
			),
			row(
				"In the debugger it publishes 21.8",
				"The program stands still, and m2 has time to arrive.",
				holds("sub-1", [bead("m2", 0)]),
				linesOf("ends-too-soon", 2),
			),
		],
		proves: { "sub-1": { online: true, received: ["21.8"] }, "pub-1": { online: false } },
		lesson: "ends-too-soon",
	},
	{
		id: "whose-qos",
		title: "Whose QoS counts, the publisher’s or the subscriber’s?",
		says: "Both: a subscriber gets a message at the lower of two numbers, the QoS it was published with and the QoS that this subscription was granted. So the same message can reach one client at QoS 0 and another at QoS 1.",
		sign: "lower",
		clause: "MQTT-3.8.4-6",
		also: "effective qos downgrade publish qos subscribe qos lower minimum granted",
		rows: [
			row(
				"sub-1 subscribes at QoS 0, sub-2 at QoS 2",
				"Each is granted what it asked for.",
				session("sub-2", "clean"),
				linesOf("lower-qos", 0),
			),
			row("pub-1 publishes 21.5 at QoS 1", "For sub-1 the lower number is 0.", holds("sub-1", [bead("m1", 0)]), linesOf("lower-qos", 1)),
			row("sub-2 has it too", "For sub-2 the lower number is 1: its subscription raises nothing.", holds("sub-2", [bead("m1", 1)])),
		],
		proves: {
			"sub-1": { received: [{ payload: "21.5", qos: 0 }] },
			"sub-2": { received: [{ payload: "21.5", qos: 1 }] },
		},
		lesson: "lower-qos",
	},
];
