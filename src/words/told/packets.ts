import { down, puck, up, wire } from "#words/picture.ts";
import type { TermText } from "#words/term.ts";

/** The fourteen packets of MQTT 3.1.1. Each sentence says what its packet is for. */
export const PACKETS = {
	connect: {
		name: "CONNECT",
		kind: "a packet, from client to broker",
		says: "The first packet on every connection: it gives the client’s name, and says whether a session is to be kept.",
		tryIt: { says: "connect twice", script: "twice" },
		picture: [wire(), up("CONNECT")],
	},
	connack: {
		name: "CONNACK",
		kind: "the broker’s answer to CONNECT",
		says: "Says whether the client is let in, and whether the broker has kept a session for it.",
		tryIt: { says: "connect twice", script: "twice" },
		picture: [wire(), down("CONNACK")],
	},
	publish: {
		name: "PUBLISH",
		kind: "a packet, in both directions",
		says: "Carries one message and the topic it belongs to: from its publisher to the broker, then from the broker to each subscriber.",
		tryIt: { says: "publish at QoS 0, 1 and 2", script: "three-qos" },
		picture: [wire(), puck(1, "m1", { y: 33, h: 24, fate: "flight" })],
	},
	puback: {
		name: "PUBACK",
		kind: "the answer to PUBLISH at QoS 1",
		says: "Tells the sender of a QoS 1 message that the other end has it now, so that the sender may forget its copy.",
		tryIt: { says: "lose one in a cut", lesson: "lost-puback" },
		picture: [wire(), puck(1, "m1", { x: 46, y: 33, h: 22, fate: "delivered" }), down("PUBACK", 88)],
	},
	pubrec: {
		name: "PUBREC",
		kind: "second packet of QoS 2",
		says: "Tells the sender that its QoS 2 message has come: the sender may forget the message now, and keeps only its packet id until PUBCOMP.",
		tryIt: { says: "send a QoS 2 message", script: "three-qos" },
		picture: [wire(), down("PUBREC")],
	},
	pubrel: {
		name: "PUBREL",
		kind: "third packet of QoS 2",
		says: "The sender’s promise not to send this QoS 2 message again: the other end may forget its packet id.",
		tryIt: { says: "send a QoS 2 message", script: "three-qos" },
		picture: [wire(), up("PUBREL")],
	},
	pubcomp: {
		name: "PUBCOMP",
		kind: "fourth and last packet of QoS 2",
		says: "Ends the exchange of a QoS 2 message: both ends are done, and its packet id is free for another message.",
		tryIt: { says: "cut before it comes", lesson: "exactly-once" },
		picture: [wire(), down("PUBCOMP")],
	},
	subscribe: {
		name: "SUBSCRIBE",
		kind: "a packet, from client to broker",
		says: "Asks for every message from now on whose topic matches a filter, up to the QoS that it names.",
		tryIt: { says: "subscribe, then unsubscribe", script: "there-and-back" },
		picture: [wire(), up("SUBSCRIBE")],
	},
	suback: {
		name: "SUBACK",
		kind: "the broker’s answer to SUBSCRIBE",
		says: "Says for each filter which QoS the broker grants, or that it refuses the subscription.",
		tryIt: { says: "ask for less than is published", lesson: "lower-qos" },
		picture: [wire(), down("SUBACK")],
	},
	unsubscribe: {
		name: "UNSUBSCRIBE",
		kind: "a packet, from client to broker",
		says: "Ends a subscription: the filter has to be exactly the same, character by character.",
		tryIt: { says: "subscribe, then unsubscribe", script: "there-and-back" },
		picture: [wire(), up("UNSUBSCRIBE")],
	},
	unsuback: {
		name: "UNSUBACK",
		kind: "the broker’s answer to UNSUBSCRIBE",
		says: "Says that UNSUBSCRIBE was read; it comes even where there was no such subscription.",
		tryIt: { says: "subscribe, then unsubscribe", script: "there-and-back" },
		picture: [wire(), down("UNSUBACK")],
	},
	pingreq: {
		name: "PINGREQ",
		kind: "a packet, from client to broker",
		says: "Sent by a client that has nothing else to say, so that the broker does not take it for lost.",
		tryIt: { says: "watch a client that only pings", script: "pings" },
		picture: [wire(), up("PINGREQ")],
	},
	pingresp: {
		name: "PINGRESP",
		kind: "the broker’s answer to PINGREQ",
		says: "Tells the client that the connection still carries packets both ways.",
		tryIt: { says: "watch a client that only pings", script: "pings" },
		picture: [wire(), down("PINGRESP")],
	},
	disconnect: {
		name: "DISCONNECT",
		kind: "a packet, from client to broker",
		says: "A polite goodbye: the client leaves, and the broker throws its will away, unsent.",
		tryIt: { says: "leave in both ways", lesson: "will" },
		picture: [wire(), up("DISCONNECT")],
	},
} as const satisfies Record<string, TermText>;
