import type { Fact, PacketFields } from "#contract/event.ts";

/** What an event takes beside its texts: its fields, and the names of connections, packets and messages. */
const PLAIN_BYTES = 256;
/** Texts up to this length count as so many bytes as characters; longer ones are looked through. */
const SHORT = 64;

/** About how many bytes an event takes as JSON: at once for what a message brings, and looked through for all that is rare. */
export function eventBytes(fact: Fact): number {
	switch (fact.type) {
		case "packet.passed":
		case "packet.entered":
			return PLAIN_BYTES + fieldsBytes(fact.fields);
		case "packet.arrived":
			return PLAIN_BYTES;
		case "publication.accepted":
			return PLAIN_BYTES + fact.publisher.length + textBytes(fact.topic) + fact.payload.length;
		case "delivery.queued":
		case "delivery.sent":
		case "delivery.released":
		case "delivery.acked":
		case "delivery.dropped":
		case "incoming.held":
		case "incoming.released":
			return PLAIN_BYTES + fact.session.length;
		default:
			return PLAIN_BYTES + deepBytes(fact);
	}
}

function fieldsBytes(fields: PacketFields): number {
	switch (fields.type) {
		case "PUBLISH":
			return textBytes(fields.topic) + fields.payload.length;
		case "PUBACK":
		case "PUBREC":
		case "PUBREL":
		case "PUBCOMP":
			return 0;
		default:
			return deepBytes(fields);
	}
}

function deepBytes(value: object): number {
	let bytes = 0;
	for (const key in value) {
		const inner = value[key as keyof typeof value] as unknown;
		if (typeof inner === "string") bytes += textBytes(inner);
		else if (typeof inner === "object" && inner !== null) bytes += PLAIN_BYTES / 8 + deepBytes(inner);
		else bytes += 2;
	}
	return bytes;
}

/** In UTF-8; a control character is escaped with six. */
function textBytes(text: string): number {
	if (text.length <= SHORT) return text.length;
	let bytes = text.length;
	for (let at = 0; at < text.length; at += 1) {
		const code = text.charCodeAt(at);
		if (code < 0x20) bytes += 5;
		else if (code >= 0x80) bytes += code < 0x800 ? 1 : 2;
	}
	return bytes;
}
