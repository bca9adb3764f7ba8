/**
 * What the clauses we cite say, in our own words, one line each. Ids are those of MQTT 3.1.1 (5.0 numbers everything anew),
 * so 3.1.1 stands beside the ids wherever they are shown. Ids without "MQTT-" are sections: text that carries no id of its own.
 */
export const CLAUSES = {
	"MQTT-1.5.3-1": "Text has to be well-formed UTF-8; anything else closes the connection",
	"MQTT-1.5.3-2": "Text must not hold the character U+0000",
	"MQTT-2.2.2-2": "Invalid flags in a fixed header: the receiver closes the connection",
	"MQTT-2.3.1-1": "SUBSCRIBE, UNSUBSCRIBE and PUBLISH above QoS 0 carry a packet id that is not zero",
	"MQTT-2.3.1-2": "A new packet takes an id that is not in use",
	"MQTT-2.3.1-3": "A packet that is sent again keeps its id; the id is free after the acknowledgement",
	"MQTT-2.3.1-4": "The same holds for the broker’s own packets: their ids are its own, and stay when they are sent again",
	"MQTT-2.3.1-5": "A QoS 0 PUBLISH has no packet id",
	"MQTT-2.3.1-6": "An acknowledgement repeats the id of the PUBLISH",
	"MQTT-3.1.0-1": "CONNECT has to be the first thing a client sends",
	"MQTT-3.1.0-2": "A second CONNECT on one connection is a violation; the client is dropped",
	"MQTT-3.1.2-1": "A wrong protocol name: the broker may close the connection",
	"MQTT-3.1.2-2": "An unknown protocol level is answered with return code 1, then the connection is closed",
	"MQTT-3.1.2-3": "The reserved flag of CONNECT is 0; otherwise the client is disconnected",
	"MQTT-3.1.2-4": "clean_session = false: resume the session kept under this client id, or create one; both ends keep it",
	"MQTT-3.1.2-5": "While a client with a kept session is away, later QoS 1 and 2 messages that match are kept for it",
	"MQTT-3.1.2-6": "clean_session = true: both ends throw the old session away, and the new one ends with the connection",
	"MQTT-3.1.2.7": "Retained messages are not a part of a session; they stay when a session ends",
	"MQTT-3.1.2-8": "The will is published when the connection ends, unless a DISCONNECT came first",
	"MQTT-3.1.2-10": "The will is removed once it is published, or when DISCONNECT comes",
	"MQTT-3.1.2-13": "Without a will, the QoS bits of the will are 0",
	"MQTT-3.1.2-14": "The QoS of a will is 0, 1 or 2",
	"MQTT-3.1.2-15": "Without a will, the RETAIN bit of the will is 0",
	"MQTT-3.1.2-17": "A will with RETAIN is published as a retained message",
	"MQTT-3.1.2-22": "A password needs a user name",
	"MQTT-3.1.2-24": "Nothing heard for one and a half times the keep alive: the broker ends the connection",
	"MQTT-3.1.3-8": "An empty client id with clean_session = false: return code 2, then the connection is closed",
	"MQTT-3.1.3-9": "A client id that the broker does not take: return code 2, then the connection is closed",
	"MQTT-3.1.4-2": "A second connection with the same client id: the first one is disconnected",
	"MQTT-3.1.4-5": "After a refused CONNECT nothing that the client sent behind it is processed",
	"MQTT-3.1.4-4": "An accepted CONNECT is answered with CONNACK 0",
	"MQTT-3.2.2-1": "clean_session = true and accepted: session present is 0",
	"MQTT-3.2.2-2": "clean_session = false and a session was kept: session present is 1",
	"MQTT-3.2.2-3": "No session was kept: session present is 0",
	"MQTT-3.2.2-5": "A CONNACK with an error code is followed by the end of the connection",
	"MQTT-3.3.1-1": "DUP is 1 whenever a PUBLISH is sent again",
	"MQTT-3.3.1-2": "DUP is 0 on every QoS 0 PUBLISH",
	"MQTT-3.3.1-3": "The publisher’s DUP is not passed on; each hop sets its own",
	"MQTT-3.3.1-4": "A PUBLISH never has both QoS bits set; the connection is closed",
	"MQTT-3.3.1-5": "RETAIN = 1 from a client: the broker stores message and QoS for later subscribers",
	"MQTT-3.3.1-6": "A new subscription gets the last retained message of each matching topic",
	"MQTT-3.3.1-7": "A retained QoS 0 message takes the place of the old one",
	"MQTT-3.3.1-8": "Sent because of a new subscription: RETAIN is 1",
	"MQTT-3.3.1-9": "Sent because the subscription was there already: RETAIN is 0",
	"MQTT-3.3.1-10": "A retained message with an empty payload removes the stored one",
	"MQTT-3.3.1-11": "The empty one is not stored itself",
	"MQTT-3.3.2-2": "A PUBLISH names a topic, without wildcards",
	"MQTT-3.3.2-3": "What a subscriber is sent matches one of its filters",
	"MQTT-3.3.4-1": "The receiver answers a PUBLISH by its QoS: with nothing, PUBACK or PUBREC",
	"MQTT-3.3.5-1": "Overlapping filters: the highest QoS among them counts",
	"MQTT-3.3.5-2": "A message that may not be published is acknowledged as usual, or the connection is closed; the client is not told why",
	"MQTT-3-8.3-4": "SUBSCRIBE with reserved bits set or a QoS above 2 is malformed; the connection is closed",
	"MQTT-3.8.1-1": "The flags in the first byte of a SUBSCRIBE are 0010; anything else is malformed and closes the connection",
	"MQTT-3.8.3-3": "A SUBSCRIBE holds at least one filter",
	"MQTT-3.8.4-1": "SUBSCRIBE is answered with SUBACK",
	"MQTT-3.8.4-3": "The same filter again takes the place of the old subscription, and its retained messages are sent again",
	"MQTT-3.8.4-5": "SUBACK has one return code per filter: the granted QoS, or failure",
	"MQTT-3.8.4-6": "Delivered QoS is the lower of published and granted QoS",
	"MQTT-3.9.3-2": "A SUBACK return code is 0, 1, 2 or 0x80",
	"MQTT-3.10.3-2": "An UNSUBSCRIBE holds at least one filter",
	"MQTT-3.10.4-1": "UNSUBSCRIBE removes a filter that is the same, character by character",
	"MQTT-3.10.4-3": "Deliveries that have started are completed after UNSUBSCRIBE",
	"MQTT-3.12.4-1": "PINGREQ is answered with PINGRESP",
	"MQTT-3.14.4-1": "After DISCONNECT the client closes the connection",
	"MQTT-3.14.4-2": "After DISCONNECT the client sends nothing more",
	"MQTT-3.14.4-3": "DISCONNECT received: the will is forgotten, unpublished",
	"MQTT-4.1.0-1": "Both ends keep session state for the whole life of the session",
	"MQTT-4.3.1-1": "QoS 0: the sender sends a PUBLISH with QoS 0 and DUP 0",
	"MQTT-4.3.2-1": "QoS 1: the sender treats the message as unacknowledged until PUBACK comes",
	"MQTT-4.3.2-2": "QoS 1: the receiver answers with PUBACK and takes ownership; the same id afterwards is a new message",
	"MQTT-4.3.3-1": "QoS 2: PUBLISH until PUBREC, then PUBREL until PUBCOMP; never PUBLISH again after PUBREL",
	"MQTT-4.3.3-2": "QoS 2: the same id before PUBREL is answered with PUBREC and not delivered twice",
	"MQTT-4.4.0-1": "On coming back to a kept session, both ends send again what was not acknowledged, with the old ids",
	"MQTT-4.5.0-1": "A message the broker takes over is added to the session of every matching client",
	"MQTT-4.6.0-1": "What is sent again keeps its order",
	"MQTT-4.6.0-6": "Per topic and QoS, a subscriber gets one publisher’s messages in the order received",
	"MQTT-4.7.1-1": "Wildcards live in filters, never in topics",
	"MQTT-4.7.1-2": "# stands alone or after /, and last",
	"MQTT-4.7.1-3": "+ fills a whole level",
	"MQTT-4.7.2-1": "A filter that starts with a wildcard does not match topics that start with $",
	"MQTT-4.7.3-1": "Topics and filters have at least one character",
	"MQTT-4.8.0-1": "A protocol violation ends the connection",
	"MQTT-4.8.0-2": "What cannot be processed, a full buffer for instance, ends the connection that brought it",
	"MQTT-6.0.0-3": "A client that opens a WebSocket for MQTT offers the subprotocol mqtt",
	"MQTT-6.0.0-1": "MQTT travels in binary WebSocket frames; any other frame closes the connection",
	"3.1.2.4": "The broker may also keep QoS 0 messages for a client that is away: Mosquitto’s queue_qos0_messages",
	"3.1.4": "A client may send more before its CONNACK comes; a broker should close a connection that brings no CONNECT in good time",
	"4.3.1": "QoS 0: no answer and no second sending; a message arrives once or not at all",
	"4.6": "How many messages are in flight at once may be bounded; the others wait, and their order is kept",
	"4.1": "What a broker can store has limits; the standard leaves them, and what happens at them, to the broker",
} as const satisfies Record<string, string>;

export type ClauseId = keyof typeof CLAUSES;

/** Null for an id that is not in the table. */
export function clauseText(id: string): string | null {
	return Object.hasOwn(CLAUSES, id) ? CLAUSES[id as ClauseId] : null;
}

const NUMBERED = "MQTT-";

/** The parts of an id: "4.3.2-1", and whether that is a section, text that carries no id of its own. */
export function clauseParts(id: string): { readonly number: string; readonly isSection: boolean } {
	const isSection = !id.startsWith(NUMBERED);
	return { number: isSection ? id : id.slice(NUMBERED.length), isSection };
}

/** How an id is written on the screen: "3.1.1 [MQTT-4.3.2-1]", "3.1.1 section 4.1". */
export function clauseLabel(id: string): string {
	return clauseParts(id).isSection ? `3.1.1 section ${id}` : `3.1.1 [${id}]`;
}
