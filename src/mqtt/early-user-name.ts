import { Malformed } from "./malformed.ts";
import { PACKET_TYPES } from "./packet.ts";
import { afterProperties } from "./properties.ts";
import { Reader } from "./reader.ts";
import { readHead } from "./split.ts";
import { takesInMore } from "./text-bytes.ts";
import { isOf, MQTT_5, READ_WHOLE } from "./version.ts";

const USER_NAME_FLAG = 0x80;
const WILL_FLAG = 0x04;
/** MQTT 5 as well: a client that is refused for its version is listed in the room that it asked for. */
const READ_TO_ITS_NAME = [...READ_WHOLE, MQTT_5];

/**
 * The user name of a CONNECT of which only the beginning has come. undefined: it has not come yet. null: there is none, or these bytes are
 * not the beginning of a sound CONNECT. Lengths are followed and what lies between is not read, so that to ask for each byte costs little.
 */
export function earlyUserName(bytes: Uint8Array): string | null | undefined {
	const [first] = bytes;
	if (first === undefined) return undefined;
	if (PACKET_TYPES[first >> 4] !== "CONNECT") return null;
	const head = readHead(bytes, 0);
	if (head === null) return undefined;
	if (head instanceof Malformed) return null;
	const { size } = head;
	let at = head.bodyAt;
	/** Goes past a field with a two-byte length before it; a length that has not come counts as 0. */
	const skip = () => {
		at += 2 + (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
	};
	const lacks = () => at > Math.min(size, bytes.length);
	const verdict = () => (at > size ? null : undefined);

	skip();
	const protocolName = String.fromCharCode(...bytes.subarray(head.bodyAt + 2, Math.min(at, head.bodyAt + 16)));
	at += 4; // level, flags, keep alive
	if (lacks()) return verdict();
	const [protocolLevel = 0, flags = 0] = bytes.subarray(at - 4);
	// A CONNECT of another version has a different shape [3.1.1 section 3.1.2.2].
	if (!isOf(READ_TO_ITS_NAME, { protocolName, protocolLevel }) || (flags & USER_NAME_FLAG) === 0) return null;
	// The client id, and the topic and the message of a will [3.1.1 section 3.1.3]; properties stand before the client id and before the will.
	const fields = (flags & WILL_FLAG) === 0 ? 1 : 3;
	const texts: { readonly from: number; readonly to: number }[] = [];
	for (let field = 0; field < fields; field += 1) {
		if (protocolLevel === MQTT_5.protocolLevel && field < 2) at = afterProperties(bytes, at);
		if (lacks()) return verdict();
		const start = at + 2;
		skip();
		if (lacks()) return verdict();
		// The message of a will is not a text.
		if (field < 2) texts.push({ from: start, to: at });
	}
	const from = at;
	skip();
	if (lacks()) return verdict();
	// Whose length is wrong takes in the fields behind it, and a password may stand where the user name would.
	if (texts.some((text) => takesInMore(bytes, text, size))) return null;
	try {
		return new Reader(bytes, from).text("user name");
	} catch (fault) {
		if (fault instanceof Malformed) return null;
		throw fault;
	}
}
