import { connect, cut, disconnect, publish, subscribe } from "#course/file/lesson-lines.ts";
import { bead, holds, session, wire } from "./picture.ts";
import { linesOf, type Question, row } from "./question.ts";

const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };

export const MY_SCRIPT: readonly Question[] = [
	{
		id: "see-script",
		title: "Can I see the script?",
		says: "Yes: this is test 4 as a program, and it does what the run does. Whatever has run in the Lab can be taken home like this, in Python, in JavaScript or for the shell.",
		sign: "book",
		clause: "MQTT-3.1.2-5",
		also: "source code python paho javascript mqtt.js mosquitto_pub download example program export",
		rows: [
			row("sub-1 subscribes and leaves", "With clean_session = false, at QoS 1.", session("sub-1", "persistent"), linesOf("test-4", 0)),
			row(
				"pub-1 publishes three messages",
				"At QoS 1: they wait.",
				session("sub-1", "persistent", { queued: [bead("m1", 1), bead("m2", 1), bead("m3", 1)] }),
				linesOf("test-4", 1),
			),
			row(
				"sub-1 comes back",
				"It gets all three, without a SUBSCRIBE.",
				holds("sub-1", [bead("m1", 1), bead("m2", 1), bead("m3", 1)]),
				linesOf("test-4", 2),
			),
		],
		proves: { "sub-1": { online: true, sessionPresent: true, received: ["21.5", "21.8", "22.1"] } },
		lesson: "test-4",
		code: "Test 4",
	},
	{
		id: "ends-before",
		title: "My script ends before its message arrives. Why?",
		says: "A script that subscribes has to stay until its message has come: the broker sends the message when somebody publishes it, and the packet may still be on its way. With clean_session = false and QoS 1 the message is not lost; the broker sends it again when the script is back.",
		sign: "scissors",
		clause: "MQTT-4.4.0-1",
		also: "subscriber script exits loop_forever on_message never called terminates quits too early wait",
		rows: [
			row(
				"The script connects as sub-1 and subscribes",
				"At QoS 1, with clean_session = false.",
				session("sub-1", "persistent"),
				linesOf("dup", 0),
			),
			row(
				"m1 is on its way, and the script ends",
				"The packet is lost with the connection. The broker keeps m1 as unacknowledged.",
				session("sub-1", "persistent", { flight: [bead("m1", 1)] }),
				linesOf("dup", 1),
			),
			row("The script starts again", "The broker sends m1 once more.", holds("sub-1", [bead("m1", 1, "dup")]), linesOf("dup", 2)),
		],
		proves: { "sub-1": { online: true, sessionPresent: true, inflight: [], received: ["21.5"] } },
		lesson: "dup",
	},
	{
		id: "offline-buffer",
		title: "Is my library’s offline buffer the broker’s queue?",
		says: "No: what a library has not sent yet, or keeps until it is acknowledged, is in your program and ends with it. The broker’s queue holds what has reached the broker; here m1 never reached it, and is gone when pub-1 starts afresh.",
		sign: "slots",
		clause: "MQTT-3.1.2-6",
		also: "offline publish buffer store outgoing queueQoSZero library client side persistence lost after reload",
		rows: [
			row("sub-1 subscribes, pub-1 connects", "sub-1 has received nothing yet.", holds("sub-1", []), linesOf("lost-on-the-way-up", 0)),
			row(
				"pub-1 publishes 21.5, and its cable is cut",
				"The broker has never seen m1.",
				wire("pub-1", "cut", { up: bead("m1", 1) }),
				linesOf("lost-on-the-way-up", 1),
			),
			row("pub-1 keeps a copy", "In its own memory. It could send it again.", holds("pub-1", [], [bead("m1", 1)])),
			row("pub-1 starts afresh", "With clean_session = true it throws its copy away. sub-1 never gets m1.", holds("sub-1", []), [
				connect("pub-1", CLEAN),
			]),
		],
		proves: { "sub-1": { online: true, received: [] }, "pub-1": { online: true, unacknowledged: [] } },
		lesson: "lost-on-the-way-up",
	},
	{
		id: "handler-late",
		title: "I set my message handler after connecting. Where are the first messages?",
		says: "What waits in a session is sent right behind CONNACK, and most libraries acknowledge it, whether or not a handler is there. So set the handler first and connect then: for the broker these messages are delivered, and it does not send them again.",
		sign: "plug-back",
		clause: "MQTT-4.3.2-2",
		also: "on message callback listener missed first messages after connect acknowledged unseen handler order",
		rows: [
			row("sub-1 subscribes and leaves", "Its session stays.", session("sub-1", "persistent"), [
				connect("sub-1", KEPT),
				subscribe("sub-1", 1),
				disconnect("sub-1"),
			]),
			row("pub-1 publishes 21.5", "It waits.", session("sub-1", "persistent", { queued: [bead("m1", 1)] }), [
				connect("pub-1", CLEAN),
				publish("pub-1", "21.5", { qos: 1 }),
			]),
			row(
				"sub-1 comes back",
				"m1 comes behind CONNACK, before sub-1 has sent anything else.",
				wire("sub-1", "in", { up: "PUBACK", down: bead("m1", 1) }),
				[connect("sub-1", KEPT)],
			),
			row("The broker has PUBACK, and nothing left to send", "A handler that is set now comes too late.", session("sub-1", "persistent")),
		],
		proves: { "sub-1": { online: true, sessionPresent: true, queue: [], inflight: [], received: ["21.5"] } },
		lesson: "test-4",
	},
	{
		id: "program-forgot",
		title: "The session was found. Why does my program know nothing?",
		says: "The broker restores its own half: the subscriptions, and what has not been acknowledged. What your program got and acknowledged is not sent again, so what it must not forget it has to store itself.",
		sign: "floor",
		clause: "MQTT-3.1.2-4",
		also: "restart program crash state lost memory reload reconnect session restores application",
		rows: [
			row("sub-1 subscribes, pub-1 publishes 21.5", "sub-1 gets m1 and acknowledges it.", holds("sub-1", [bead("m1", 1)]), [
				connect("sub-1", KEPT),
				subscribe("sub-1", 1),
				connect("pub-1", CLEAN),
				publish("pub-1", "21.5", { qos: 1 }),
			]),
			row("The program of sub-1 crashes", "Its session stays. m1 is not in it any longer.", session("sub-1", "persistent"), [
				cut("sub-1", "The program of sub-1 crashes, and its connection ends."),
			]),
			row("It starts again", "session present = 1, and nothing is sent.", wire("sub-1", "in", { down: "CONNACK" }), [
				connect("sub-1", KEPT),
			]),
			row(
				"m1 came once, and does not come again",
				"The list on the card of sub-1 is from before the crash.",
				holds("sub-1", [bead("m1", 1)]),
			),
		],
		proves: { "sub-1": { online: true, sessionPresent: true, queue: [], inflight: [], received: ["21.5"] } },
		lesson: "resume",
	},
];
