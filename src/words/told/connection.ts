import { arrow, down, end, icon, puck, text, up, wire } from "#words/picture.ts";
import type { TermText } from "#words/term.ts";

/** What takes part, and what lies between. */
export const CONNECTION = {
	mqtt: {
		name: "MQTT",
		kind: "a protocol",
		says: "A way for programs to send each other messages through a broker, without knowing each other; here it is version 3.1.1.",
		tryIt: { says: "read its rules as they happen", page: "rules" },
		picture: [icon("lab", 26, 42, 28), arrow(44, 42, 14), end(66), arrow(76, 42, 14), icon("lab", 108, 42, 28)],
	},
	broker: {
		name: "Broker",
		kind: "one end of every connection",
		says: "The program in the middle: it takes messages from publishers and passes each on to the clients that subscribed to its topic.",
		tryIt: { says: "look into one", page: "lab" },
		picture: [
			puck(1, "m1", { x: 24, h: 20 }),
			end(66, 42, 52),
			puck(1, "m1", { x: 108, y: 26, h: 20 }),
			puck(1, "m1", { x: 108, y: 58, h: 20 }),
		],
	},
	client: {
		name: "Client",
		kind: "one end of a connection",
		says: "A program that connects to a broker, in order to publish, to subscribe, or both.",
		tryIt: { says: "connect one", page: "lab" },
		picture: [wire(), text("sub-1", 66, 18, "plate")],
	},
	publisher: {
		name: "Publisher",
		kind: "what a client does",
		says: "A client that publishes; above QoS 0 it is told that the broker has its message, never whether a subscriber has it.",
		tryIt: { says: "see what PUBACK promises", lesson: "puback" },
		picture: [puck(1, "m1", { x: 30, h: 26 }), arrow(58), end(100)],
	},
	subscriber: {
		name: "Subscriber",
		kind: "what a client does",
		says: "A client that has subscribed, and to which the broker therefore delivers what matches.",
		tryIt: { says: "subscribe too late", lesson: "too-early" },
		picture: [end(32), arrow(44), puck(1, "m1", { x: 98, h: 26 })],
	},
	packet: {
		name: "Packet",
		kind: "what crosses a wire",
		says: "The unit in which MQTT speaks: fourteen types, from CONNECT to DISCONNECT, each a few bytes with one purpose.",
		tryIt: { says: "see five types of them", script: "three-qos" },
		picture: [wire(), up("CONNECT", 44), down("CONNACK", 88)],
	},
	"keep-alive": {
		name: "Keep alive",
		kind: "a field of CONNECT, in seconds",
		says: "How long a client may be silent; once one and a half times that has passed, the broker takes the client for lost.",
		tryIt: { says: "fall silent", lesson: "keep-alive" },
		picture: [wire("silent"), icon("clock", 66, 68, 20)],
	},
	"return-code": {
		name: "Return code",
		kind: "a byte of CONNACK",
		says: "0 lets the client in; 1 to 5 refuse it and say why, and then the connection is closed.",
		tryIt: { says: "see a 0", script: "twice" },
		picture: [wire(), down("CONNACK", 50), text("code 0", 96, 70)],
	},
	"protocol-level": {
		name: "Protocol level",
		kind: "a byte of CONNECT",
		says: "Which version a client speaks: level 3 is MQTT 3.1, 4 is 3.1.1, 5 is 5; a broker that does not know the level answers with return code 1.",
		tryIt: { says: "see level 4 accepted", script: "twice" },
		picture: [wire(), up("CONNECT", 50), text("level 4", 96, 18)],
	},
	websocket: {
		name: "WebSocket",
		kind: "what a connection can run over",
		says: "A connection that a web page may open; the bytes of MQTT on it are the same as over TCP.",
		tryIt: { says: "connect from this page", page: "lab" },
		picture: [wire(), icon("screen", 66, 73, 18)],
	},
	tcp: {
		name: "TCP",
		kind: "what a connection runs over",
		says: "Carries bytes in order and without gaps, for as long as the connection lives: what can be lost is a whole connection.",
		tryIt: { says: "cut a cable", script: "cut" },
		picture: [wire(), up("CONNECT", 44), up("SUBSCRIBE", 90)],
	},
} as const satisfies Record<string, TermText>;
