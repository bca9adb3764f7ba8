import type { Fact } from "#contract/event.ts";

/** What an event takes beside its texts: its fields, and the names of connections, packets and messages. */
const PLAIN_BYTES = 256;
/** Texts up to this length count as so many bytes as characters; longer ones are looked through. */
const SHORT = 64;

/** About how many bytes an event takes as JSON: cheap for what most events are, close for those that carry long texts. */
export function eventBytes(fact: Fact): number {
	let bytes = PLAIN_BYTES;
	for (const key in fact) {
		const value = fact[key as keyof Fact] as unknown;
		if (typeof value === "string") bytes += textBytes(value);
		else if (typeof value === "object" && value !== null) bytes += deepBytes(value);
	}
	return bytes;
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
