import { connectSecrets, type Range } from "./connect-secrets.ts";
import { decode } from "./decode.ts";
import { Malformed } from "./malformed.ts";
import { PACKET_TYPES } from "./packet.ts";
import { readHead } from "./split.ts";

/** "*": stands for each byte that is not shown. */
const BLANK = 0x2a;
/** The method of an HTTP request and the space behind it: what follows may hold a secret anywhere, in the address as in a header. */
const HTTP_METHOD = /^[A-Z]{3,7} /;

/**
 * What the bytes are. packet: one that was read. unread: the beginning of a client's packet that could not be read, or may not be; the client has been
 * introduced by its CONNECT. stranger: the first bytes of a client that has not been introduced, or all that has come of it.
 */
export type BytesOf = "packet" | "unread" | "stranger";

/**
 * These bytes as they may be shown and kept: the one place where it is decided what is blanked. Of a CONNECT that is its password; where it cannot
 * be told where a password is, everything from where it might be. What comes before a CONNECT, or in its place, is shown as far as it is MQTT. A copy,
 * if there is anything to take out.
 */
export function withoutSecrets(bytes: Uint8Array, of: BytesOf): Uint8Array {
	// Nearly every packet that crosses a wire: nothing is looked for, or allocated.
	if (of === "packet" && typeAt(bytes, 0) !== "CONNECT") return bytes;
	return blanked(bytes, of === "stranger" ? ofStranger(bytes) : ofFirst(bytes));
}

function blanked(bytes: Uint8Array, secrets: readonly Range[]): Uint8Array {
	const there = secrets.filter(({ from, to }) => from < Math.min(to, bytes.length));
	if (there.length === 0) return bytes;
	const shown = new Uint8Array(bytes);
	for (const { from, to } of there) shown.fill(BLANK, from, to);
	return shown;
}

function ofFirst(bytes: Uint8Array): readonly Range[] {
	if (typeAt(bytes, 0) === "CONNECT") return connectSecrets(bytes).secrets;
	return isFromClient(bytes) ? [] : [{ from: headEnd(bytes, 0), to: bytes.length }];
}

/** A whole packet of a type that a client of MQTT 3.1.1 sends is what it says it is, though it may break a rule. */
function isFromClient(bytes: Uint8Array): boolean {
	const head = readHead(bytes, 0);
	return head !== null && !(head instanceof Malformed) && head.size === bytes.length && !head.type.startsWith("RESERVED");
}

/** One packet after the other, for as long as each is known to end where it says. */
function ofStranger(bytes: Uint8Array): readonly Range[] {
	const secrets: Range[] = [];
	for (let at = 0; at < bytes.length; ) {
		const rest = bytes.subarray(at);
		const { found, end } = typeAt(bytes, at) === "CONNECT" ? ofConnect(rest) : ofAnother(rest);
		for (const { from, to } of found) secrets.push({ from: at + from, to: at + to });
		if (end === null) break;
		at += end;
	}
	return secrets;
}

type Found = { readonly found: readonly Range[]; readonly end: number | null };

function ofConnect(bytes: Uint8Array): Found {
	const { secrets, end } = connectSecrets(bytes);
	return { found: secrets, end };
}

/** What a payload holds is not known before a CONNECT has said who sends it: its length may be wrong, and take in the packets behind it. */
function ofAnother(bytes: Uint8Array): Found {
	const from = headEnd(bytes, 0);
	const hidden: Found = { found: [{ from, to: bytes.length }], end: null };
	const head = readHead(bytes, 0);
	if (head === null || head instanceof Malformed || head.size > bytes.length) return hidden;
	try {
		const packet = decode(bytes.subarray(0, head.size));
		if (packet.type !== "PUBLISH") return { found: [], end: head.size };
		return { found: [{ from: head.size - packet.payload.length, to: head.size }], end: head.size };
	} catch (fault) {
		if (fault instanceof Malformed) return hidden;
		throw fault;
	}
}

/** Where the fixed header ends, or, in a request of HTTP, the method. */
function headEnd(bytes: Uint8Array, at: number): number {
	const method = HTTP_METHOD.exec(String.fromCharCode(...bytes.subarray(at, at + 8)));
	if (method !== null) return at + method[0].length;
	const head = readHead(bytes, at);
	return head === null || head instanceof Malformed ? at + 5 : at + head.bodyAt;
}

function typeAt(bytes: Uint8Array, at: number) {
	return PACKET_TYPES[(bytes[at] ?? 0) >> 4];
}
