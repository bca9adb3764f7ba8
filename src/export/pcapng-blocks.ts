import { cut } from "#mqtt/cut.ts";

/**
 * Blocks of a pcapng file [draft-ietf-opsawg-pcapng]: type, length, body, length again, each in multiples of four bytes; here little-endian,
 * which the byte-order magic says.
 */
type Option = readonly [code: number, value: Uint8Array];

const SECTION = 0x0a0d0d0a;
const INTERFACE = 1;
const NAMES = 4;
const PACKET = 6;
/** LINKTYPE_RAW: a packet begins with its IP header. */
const RAW = 101;

const UTF8 = new TextEncoder();
/** Code units of a comment or a name: an option or a record is at most 65,535 bytes long. */
const TEXT = 16_000;

const comment = (says: string): Option => [1, UTF8.encode(cut(says, TEXT))];

/** Begins a capture. By: the program that writes it. */
export function sectionBlock(by: string, says: string): Uint8Array {
	const body = new Uint8Array(16);
	const view = new DataView(body.buffer);
	view.setUint32(0, 0x1a2b3c4d, true);
	view.setUint16(4, 1, true); // version 1.0
	body.fill(0xff, 8); // length not told
	return block(SECTION, body, [comment(says), [4, UTF8.encode(by)]]);
}

/** The one interface of a capture; its times are in µs. */
export function interfaceBlock(name: string): Uint8Array {
	const body = new Uint8Array(8);
	new DataView(body.buffer).setUint16(0, RAW, true);
	return block(INTERFACE, body, [
		[2, UTF8.encode(cut(name, TEXT))],
		[9, Uint8Array.of(6)],
	]);
}

/** Names of IPv4 addresses. A name that is too long is cut. */
export function namesBlock(names: readonly (readonly [address: readonly number[], name: string])[]): Uint8Array {
	const records = names.map(([address, name]) => {
		const value = [Uint8Array.from(address), UTF8.encode(cut(name, TEXT)), Uint8Array.of(0)];
		return tagged(1, joined(value));
	});
	return block(NAMES, joined([...records, new Uint8Array(4)]), []);
}

/** at: µs since 1970. length: of the packet on the wire, of which these bytes are known. */
export function packetBlock(
	at: number,
	{ bytes, length }: { readonly bytes: Uint8Array; readonly length: number },
	says: string | null,
): Uint8Array {
	const body = new Uint8Array(20 + padded(bytes.length));
	const view = new DataView(body.buffer);
	view.setUint32(4, Math.floor(at / 2 ** 32), true);
	view.setUint32(8, at % 2 ** 32, true);
	view.setUint32(12, bytes.length, true);
	view.setUint32(16, length, true);
	body.set(bytes, 20);
	return block(PACKET, body, says === null ? [] : [comment(says)]);
}

function block(type: number, body: Uint8Array, options: readonly Option[]): Uint8Array {
	const tail =
		options.length === 0 ? new Uint8Array(0) : joined([...options.map(([code, value]) => tagged(code, value)), new Uint8Array(4)]);
	const length = 12 + body.length + tail.length;
	const whole = new Uint8Array(length);
	const view = new DataView(whole.buffer);
	view.setUint32(0, type, true);
	view.setUint32(4, length, true);
	whole.set(body, 8);
	whole.set(tail, 8 + body.length);
	view.setUint32(length - 4, length, true);
	return whole;
}

/** A code, a length, and the value, filled up to four bytes. */
function tagged(code: number, value: Uint8Array): Uint8Array {
	const whole = new Uint8Array(4 + padded(value.length));
	const view = new DataView(whole.buffer);
	view.setUint16(0, code, true);
	view.setUint16(2, value.length, true);
	whole.set(value, 4);
	return whole;
}

function padded(length: number): number {
	return Math.ceil(length / 4) * 4;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}
