import { Malformed } from "./malformed.ts";
import { propertiesAt } from "./properties.ts";
import { readHead } from "./split.ts";
import { takesInMore } from "./text-bytes.ts";
import { isProtocolName, MQTT_5 } from "./version.ts";

const PASSWORD_FLAG = 0x40;
const USER_NAME_FLAG = 0x80;
const WILL_FLAG = 0x04;
/** A bridge adds it to the level. */
const BRIDGE = 0x80;

/** From one offset up to another; it may lead past the last byte. */
export type Range = { readonly from: number; readonly to: number };

/**
 * What of a CONNECT is secret, or may be. known: how far its fields are known to be what they say. end: where the packet ends; null: that cannot be
 * told, and what follows may be a part of it.
 */
export type ConnectSecrets = { readonly secrets: readonly Range[]; readonly known: number; readonly end: number | null };

/**
 * Of the CONNECT that these bytes begin with, which may be broken or cut off. Its flags are believed where its lengths bear them out: its fields then
 * end where the packet does. Else a will may be a user name and a password, and what stands behind the last field, too.
 */
export function connectSecrets(bytes: Uint8Array): ConnectSecrets {
	const head = readHead(bytes, 0);
	if (head === null) return { secrets: [], known: bytes.length, end: null };
	if (head instanceof Malformed) return allFrom(bytes, 5);
	const { bodyAt, size } = head;
	const name = fieldAt(bytes, bodyAt, size);
	if (name === null || takesInMore(bytes, name, size)) return allFrom(bytes, bodyAt + 2);
	const level = (bytes[name.to] ?? 0) & ~BRIDGE;
	// A CONNECT of another version may have any shape [3.1.1 section 3.1.2.2].
	if (!isProtocolName(String.fromCharCode(...bytes.subarray(name.from, name.to))) || ![3, 4, 5].includes(level))
		return allFrom(bytes, name.to + 1);
	return ofPayload(bytes, { at: name.to + 4, size, flags: bytes[name.to + 1] ?? 0, isMqtt5: level === MQTT_5.protocolLevel });
}

type Payload = { readonly at: number; readonly size: number; readonly flags: number; readonly isMqtt5: boolean };

/** The client id, the topic and the message of a will, the user name, the password [3.1.1 section 3.1.3]; in MQTT 5 properties stand before two of them. */
function ofPayload(bytes: Uint8Array, { at: start, size, flags, isMqtt5 }: Payload): ConnectSecrets {
	const secrets: Range[] = [];
	const will: Range[] = [];
	const hasWill = (flags & WILL_FLAG) !== 0;
	const fields = ["client id", ...(hasWill ? ["topic", "message"] : []), ...((flags & USER_NAME_FLAG) === 0 ? [] : ["user name"])];
	let at = start;
	const broken = (from: number) => {
		const all = allFrom(bytes, from);
		return { ...all, secrets: [...secrets, ...will, ...all.secrets] };
	};
	for (const field of fields) {
		if (isMqtt5 && (field === "client id" || field === "topic")) {
			// Among them may be the data of an authentication, or a token of the user's own [5.0 section 3.1.2.11].
			const properties = propertiesAt(bytes, at);
			if (properties.to > size) return broken(properties.from);
			secrets.push(properties);
			at = properties.to;
		}
		const range = fieldAt(bytes, at, size);
		if (range === null) return broken(at);
		// Whose length is wrong takes in the fields behind it, and shows it by their lengths.
		if (field !== "message" && takesInMore(bytes, range, size)) return broken(range.from);
		if (field === "topic" || field === "message") will.push(range);
		at = range.to;
	}
	const hasPassword = (flags & PASSWORD_FLAG) !== 0;
	const end = hasPassword ? at + 2 + lengthAt(bytes, at) : at;
	if (end === size) return { secrets: hasPassword ? [...secrets, { from: at + 2, to: size }] : secrets, known: at, end: size };
	return broken(at);
}

function allFrom(bytes: Uint8Array, from: number): ConnectSecrets {
	return { secrets: [{ from, to: bytes.length }], known: Math.min(from, bytes.length), end: null };
}

/** The content of a field with a two-byte length before it; null: it leads out of the packet. */
function fieldAt(bytes: Uint8Array, at: number, size: number): Range | null {
	const from = at + 2;
	const to = from + lengthAt(bytes, at);
	return to > size ? null : { from, to };
}

function lengthAt(bytes: Uint8Array, at: number): number {
	return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}
