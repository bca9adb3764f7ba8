import { connect, disconnect, publish, subscribe } from "#course/file/lesson-lines.ts";
import { bead, holds, session, wire } from "./picture.ts";
import { linesOf, type Question, row } from "./question.ts";

const KEPT = { cleanSession: false };
const CLEAN = { cleanSession: true };
const TWO_PLACES = { maxQueuedMessages: 2 } as const;

export const KEPT_WHERE: readonly Question[] = [
	{
		id: "how-many",
		title: "How many messages will the broker store?",
		says: "As many as it is set to: Mosquitto’s max_queued_messages was 100 and has been 1,000 since version 2.0, for each session. The standard names no number; here the queue has two places, and of three messages the newest is dropped.",
		sign: "slots",
		clause: "4.1",
		also: "how much does the queue hold limit size max_queued_messages maximum number backlog unlimited storage",
		broker: TWO_PLACES,
		rows: [
			row("sub-1 subscribes and leaves", "Its session has two places.", session("sub-1", "persistent"), linesOf("queue-full", 0)),
			row(
				"pub-1 publishes three messages",
				"Two wait. For the third there is no place.",
				session("sub-1", "persistent", { queued: [bead("m1", 1), bead("m2", 1)], fallen: [bead("m3", 1)] }),
				linesOf("queue-full", 1),
			),
			row("sub-1 comes back", "It gets the two that waited.", holds("sub-1", [bead("m1", 1), bead("m2", 1)]), linesOf("queue-full", 2)),
		],
		proves: { "sub-1": { online: true, received: ["21.5", "21.8"], dropped: ["22.1"] } },
		lesson: "queue-full",
	},
	{
		id: "queue-full",
		title: "What happens when the queue is full?",
		says: "The broker drops one message and tells nobody: pub-1 gets a PUBACK for each of the three. Mosquitto and HiveMQ drop the newest, EMQX the oldest; here it is the oldest.",
		sign: "slots",
		clause: "4.1",
		also: "overflow full queue dropped reported error newest oldest silently",
		broker: { ...TWO_PLACES, queueFull: "drop-oldest" },
		rows: [
			row(
				"sub-1 subscribes and leaves",
				"Its session has two places, and drops the oldest.",
				session("sub-1", "persistent"),
				linesOf("queue-full", 0),
			),
			row(
				"pub-1 publishes three messages",
				"The third one pushes the first one out.",
				session("sub-1", "persistent", { queued: [bead("m2", 1), bead("m3", 1)], fallen: [bead("m1", 1)] }),
				linesOf("queue-full", 1),
			),
			row("pub-1 has a PUBACK for each", "It keeps no copy, and knows nothing of the loss.", holds("pub-1", [])),
			row("sub-1 comes back", "It gets the newest two.", holds("sub-1", [bead("m2", 1), bead("m3", 1)]), linesOf("queue-full", 2)),
		],
		proves: {
			"sub-1": { online: true, received: ["21.8", "22.1"], dropped: ["21.5"] },
			"pub-1": { online: true, unacknowledged: [] },
		},
		lesson: "queue-full",
	},
	{
		id: "puback-means",
		title: "PUBACK came. Does the subscriber have it now?",
		says: "Not necessarily: PUBACK says that the broker has accepted responsibility for the message. Each subscriber is served on its own, maybe much later; here pub-1 has its PUBACK, and sub-1 is still away.",
		sign: "ack",
		clause: "MQTT-4.3.2-2",
		also: "is a publish confirmed by the receiver acknowledged delivered end to end confirmation receipt qos 2 means the subscriber has it",
		rows: [
			row("sub-1 subscribes and leaves", "Its session stays.", session("sub-1", "persistent"), [
				connect("sub-1", KEPT),
				subscribe("sub-1", 1),
				disconnect("sub-1"),
			]),
			row("pub-1 publishes 21.5", "The broker answers with PUBACK. pub-1 no longer keeps a copy.", holds("pub-1", []), [
				connect("pub-1", CLEAN),
				publish("pub-1", "21.5", { qos: 1 }),
			]),
			row(
				"m1 is at the broker",
				"It waits for sub-1, which has received nothing.",
				session("sub-1", "persistent", { queued: [bead("m1", 1)] }),
			),
		],
		proves: {
			"sub-1": { online: false, queue: ["21.5"], received: [] },
			"pub-1": { online: true, unacknowledged: [] },
		},
		lesson: "puback",
	},
	{
		id: "true-or-false",
		title: "Is it clean_session = true or false that keeps my messages?",
		says: "False keeps, true discards: a clean session ends with its connection, and everything in it ends too. Here both sides use QoS 1, sub-1 says true, and nothing has waited.",
		sign: "open-floor",
		clause: "MQTT-3.1.2-6",
		also: "clean session meaning backwards true false which persistent durable test 3",
		rows: [
			row(
				"sub-1 subscribes at QoS 1 and leaves",
				"With clean_session = true its session ends here.",
				session("sub-1", "none"),
				linesOf("test-3", 0),
			),
			row(
				"pub-1 publishes three messages at QoS 1",
				"There is no session in which they could wait.",
				session("sub-1", "none", { fallen: [bead("m1", 1), bead("m2", 1), bead("m3", 1)] }),
				linesOf("test-3", 1),
			),
			row("sub-1 comes back", "session present = 0, and nothing comes.", holds("sub-1", []), linesOf("test-3", 2)),
		],
		proves: { "sub-1": { online: true, sessionPresent: false, received: [], dropped: ["21.5", "21.8", "22.1"] } },
		lesson: "test-3",
	},
	{
		id: "survives-restart",
		title: "Does a session survive a restart of the broker?",
		says: "Only if the broker keeps its sessions somewhere that outlives it: Mosquitto’s persistence is off by default, though Debian’s package turns it on. Here it is off, and sub-1 comes back to session present = 0.",
		sign: "floor",
		clause: "4.1",
		also: "reboot crash persistence disk broker restarted lost sessions retained autosave",
		rows: [
			row("sub-1 subscribes and leaves", "Its session stays at the broker.", session("sub-1", "persistent"), linesOf("restart", 0)),
			row(
				"pub-1 publishes 21.5 and leaves",
				"m1 waits.",
				session("sub-1", "persistent", { queued: [bead("m1", 1)] }),
				linesOf("restart", 1),
			),
			row(
				"The broker is restarted",
				"It remembers nothing: the session is gone, and m1 with it.",
				session("sub-1", "none", { fallen: [bead("m1", 1)] }),
				linesOf("restart", 2),
			),
			row("sub-1 comes back", "session present = 0. It has to subscribe again.", holds("sub-1", []), linesOf("restart", 3)),
		],
		proves: { "sub-1": { online: true, sessionPresent: false, subscriptions: {}, received: [], dropped: ["21.5"] } },
		lesson: "restart",
	},
	{
		id: "session-present",
		title: "What does session present tell me?",
		says: "It says whether the broker has kept a session under your client id. With 1 the subscriptions made in it still stand; with 0 there are none, and the client has to subscribe.",
		sign: "plug-back",
		clause: "MQTT-3.2.2-2",
		also: "connack flag sp session present bit need to subscribe again after reconnect resume",
		rows: [
			row("sub-1 subscribes and leaves", "Its session stays.", session("sub-1", "persistent"), linesOf("resume", 0)),
			row(
				"sub-1 comes back",
				"CONNACK says session present = 1. sub-1 sends no SUBSCRIBE.",
				wire("sub-1", "in", { down: "CONNACK" }),
				linesOf("resume", 1),
			),
			row(
				"pub-1 publishes 21.5",
				"It arrives: the subscription was in the session.",
				holds("sub-1", [bead("m1", 1)]),
				linesOf("resume", 2),
			),
		],
		proves: { "sub-1": { online: true, sessionPresent: true, subscriptions: { "greenhouse/temp": 1 }, received: ["21.5"] } },
		lesson: "resume",
	},
];
