/**
 * How each term is spelled where it stands, as the source of a regular expression. A spelling that begins with a small letter also matches
 * at the beginning of a sentence. This file is part of the first load: sentences, pictures and what to try are in told/.
 */

/** Terms that are marked wherever they stand: nobody takes them for everyday English. Of two that begin at one place, the first is meant. */
export const LOUD = {
	connect: "CONNECT",
	connack: "CONNACK",
	publish: "PUBLISH",
	puback: "PUBACK",
	pubrec: "PUBREC",
	pubrel: "PUBREL",
	pubcomp: "PUBCOMP",
	subscribe: "SUBSCRIBE",
	suback: "SUBACK",
	unsubscribe: "UNSUBSCRIBE",
	unsuback: "UNSUBACK",
	pingreq: "PINGREQ|PING",
	pingresp: "PINGRESP",
	disconnect: "DISCONNECT",
	"mqtt-js": "mqtt\\.js",
	mqtt: "MQTT",
	aedes: "Aedes",
	mosquitto: "mosquitto",
	"qos-0": "QoS 0",
	"qos-1": "QoS 1",
	"qos-2": "QoS 2",
	"granted-qos": "granted QoS",
	qos: "QoS|qos(?==)",
	dup: "DUP|dup(?==)",
	retain: "RETAIN|retain(?==)",
	"retained-message": "retained (?:messages?|copy|value)|retain_available",
	"packet-id": "packet ids?|#\\d+",
	"in-flight": "in flight",
	"clean-session-flag": "clean_session|clean(?==)",
	"clean-session": "clean sessions?",
	"persistent-session": "persistent sessions?",
	"session-present": "session present(?: = [01])?|session_present|sp=[01]",
	"client-id": "client ids?",
	takeover: "taken over|takeovers?|takes? over",
	will: "(?<=\\b(?:[Aa]n?|[Tt]he|[Ii]ts|one|no|of|[’']s) )wills?|wills|^[Ww]ill$|will(?= q\\d)",
	"keep-alive": "keep[ -]alive",
	"return-code": "return codes?",
	"protocol-level": "protocol level",
	wildcard: "wildcards?",
	websocket: "WebSocket",
	tcp: "TCP",
	"queue-limit": "max_queued_messages",
	"queue-full": "queue_full",
	"queue-qos-0": "queue_qos0_messages",
	window: "max_inflight_messages",
	expiration: "persistent_client_expiration",
	"half-open": "half open",
	"lab-client": "lab clients?",
	"wire-delay": "wire delay",
	"at-the-door": "at the door",
} as const;

/** Terms that are everyday words too: marked where a label names them, and at their first use where MQTT is taught. */
export const SOFT = {
	broker: "brokers?",
	client: "clients?",
	publisher: "publishers?",
	subscriber: "subscribers?",
	session: "sessions?",
	subscription: "subscriptions?",
	message: "messages?",
	topic: "topics?",
	filter: "filters?",
	payload: "payloads?",
	packet: "packets?",
	queue: "queued?|queues",
	persistence: "persistence",
	wire: "wires?",
	hop: "hops?",
	cut: "cut|cable cut",
	silence: "silence|silent",
	floor: "floors?",
	fate: "fates?",
	acknowledgement: "acknowledgements?|(?:un)?acknowledged",
	delivered: "delivered",
	dropped: "dropped",
	"not-subscribed": "not subscribed",
	// a packet that stands still, not what a broker or a sender holds
	held: "held(?= at \\d| half ?way)|^[Hh]eld$|(?<=[Pp]ackets? (?:is|are) )held",
	step: "step",
	room: "rooms?",
	guest: "guests?",
	ledger: "ledger",
	log: "log",
	"own-half": "own half",
	"copy-kept": "keep(?:s|ing) a copy|keeps? no copy|copy kept|copies kept",
	preset: "presets?",
	lesson: "lessons?",
	matrix: "matrix",
	clause: "clauses?",
} as const;

/** The fields of a packet as mosquitto’s log and ours write them: "CONNECT (c1, k60)", "PUBLISH (d0, q1, r0, #1, ...)". */
export const CODES = {
	"clean-session-flag": "c[01]",
	"keep-alive": "k\\d+",
	"session-present": "sp[01]",
	"return-code": "rc\\d+",
	dup: "d[01]",
	qos: "q[0-2]",
	retain: "r[01]",
	"packet-id": "#\\d+",
} as const satisfies { readonly [id in keyof typeof LOUD]?: string };

export type TermId = keyof typeof LOUD | keyof typeof SOFT;

/** Where the page of all words stands. */
const WORDS_PAGE = "/words";

/** The place of a term on that page. */
export function wordHref(id: TermId): string {
	return `${WORDS_PAGE}#${id}`;
}
