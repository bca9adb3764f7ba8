import { cut } from "./cut.ts";
import { Malformed } from "./malformed.ts";
import { PACKET_TYPES } from "./packet.ts";
import { afterProperties } from "./properties.ts";
import { readHead } from "./split.ts";
import { isOf, MQTT_5 } from "./version.ts";

/**
 * What the first bytes of a connection say of the client, whether or not the client is let in: MQTT 3.1, 3.1.1 and 5 alike. A field that is
 * not there never came, or came in a shape that cannot be read; null: the client says that it sends none.
 */
export type Knock = {
	/** By the first bytes. Null: neither MQTT nor anything else that is known here, or too little has come. */
	readonly speaks: "MQTT" | "TLS" | "HTTP" | null;
	readonly protocolName?: string;
	/** The protocol level of CONNECT. A bridge adds 0x80 to the level. */
	readonly level?: number;
	readonly clientId?: string;
	readonly userName?: string | null;
};

/** Whether a client speaks MQTT 5, as far as it has said so. */
export function speaksMqtt5({ protocolName = "", level: protocolLevel = 0 }: Pick<Knock, "protocolName" | "level">): boolean {
	return isOf([MQTT_5], { protocolName, protocolLevel });
}

/** Characters of a field that are read. */
const MOST = 64;
const WILL_FLAG = 0x04;
const USER_NAME_FLAG = 0x80;
const TEXT = new TextDecoder("utf-8", { ignoreBOM: true });
/** The methods of HTTP/1.1, and the first line of HTTP/2 (RFC 9113, section 3.4). */
const HTTP = /^(?:GET|HEAD|POST|PUT|DELETE|CONNECT|OPTIONS|TRACE|PATCH|PRI) \S/;

export function readKnock(bytes: Uint8Array): Knock {
	// A TLS record (RFC 8446, section 5.1) that carries a handshake. As MQTT it would be a CONNECT with reserved flags.
	if (bytes[0] === 0x16 && bytes[1] === 0x03) return { speaks: "TLS" };
	if (HTTP.test(String.fromCharCode(...bytes.subarray(0, 10)))) return { speaks: "HTTP" };
	const head = bytes.length === 0 ? null : readHead(bytes, 0);
	if (head === null || head instanceof Malformed || PACKET_TYPES[(bytes[0] ?? 0) >> 4] !== "CONNECT") return { speaks: null };
	return { speaks: "MQTT", ...readConnect(bytes.subarray(0, head.size), head.bodyAt) };
}

function readConnect(bytes: Uint8Array, bodyAt: number): Omit<Knock, "speaks"> {
	const found: { -readonly [K in keyof Omit<Knock, "speaks">]: Knock[K] } = {};
	let at = bodyAt;
	/** Goes past a field with a two-byte length before it, and says where its bytes are. Undefined: it has not come, or not whole. */
	const field = () => {
		const from = at + 2;
		at = from + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
		return from <= bytes.length && at <= bytes.length ? bytes.subarray(from, at) : undefined;
	};
	const protocolName = field();
	if (protocolName === undefined) return found;
	found.protocolName = textOf(protocolName);
	const level = bytes[at];
	if (level === undefined) return found;
	found.level = level;
	const flags = bytes[at + 1];
	at += 4;
	// A CONNECT of another level may have any shape [3.1.1 section 3.1.2.2].
	if (flags === undefined || ![3, 4, 5].includes(level & 0x7f)) return found;
	if (level === MQTT_5.protocolLevel) at = afterProperties(bytes, at);
	const clientId = field();
	if (clientId === undefined) return found;
	found.clientId = textOf(clientId);
	if ((flags & WILL_FLAG) !== 0) {
		if (level === MQTT_5.protocolLevel) at = afterProperties(bytes, at);
		if (field() === undefined || field() === undefined) return found;
	}
	const userName = (flags & USER_NAME_FLAG) === 0 ? null : field();
	if (userName !== undefined) found.userName = userName === null ? null : textOf(userName);
	return found;
}

/** Bytes that are not UTF-8 are drawn as U+FFFD; what is cut ends in an ellipsis. */
function textOf(bytes: Uint8Array): string {
	return cut(TEXT.decode(bytes.subarray(0, MOST * 4)), MOST);
}
