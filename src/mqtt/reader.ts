import type { FieldKind } from "./field.ts";
import { illFormedAt } from "./ill-formed-at.ts";
import { Malformed } from "./malformed.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const SHORT_BYTES = 32;
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/**
 * Reads the fields of one packet in order; a field that does not fit is Malformed. Each field is read by its kind, which means nothing here: a
 * reader that keeps where the fields stand is in anatomy.ts.
 */
export class Reader {
	protected readonly bytes: Uint8Array;
	protected at: number;
	/** Where the packet ends. */
	protected readonly until: number;

	constructor(bytes: Uint8Array, at: number, until = bytes.length) {
		this.bytes = bytes;
		this.at = at;
		this.until = until;
	}

	get left(): number {
		return this.until - this.at;
	}

	get position(): number {
		return this.at;
	}

	byte(_field: FieldKind): number {
		return this.octet();
	}

	uint16(_field: FieldKind): number {
		return this.octet() * 256 + this.octet();
	}

	/** A packet id is not zero [MQTT-2.3.1-1]. */
	packetId(): number {
		const id = this.uint16("packet id");
		if (id === 0) throw new Malformed("a packet id of 0", "MQTT-2.3.1-1", undefined, this.at - 1);
		return id;
	}

	/** Bytes with a two-byte length before them. */
	binary(field: FieldKind): Uint8Array {
		return this.take(this.length(field));
	}

	/** UTF-8 text with a two-byte length before it [1.5.3]. */
	text(field: FieldKind): string {
		const length = this.length(field);
		const from = this.at;
		const text = this.ascii(length) ?? utf8Text(this.take(length), from);
		if (text.includes("\u0000")) throw new Malformed("a text with U+0000", "MQTT-1.5.3-2", undefined, this.bytes.indexOf(0, from));
		return text;
	}

	/** As many codes as there are bytes left. */
	codes(_field: FieldKind): number[] {
		return [...this.take(this.left)];
	}

	rest(_field: FieldKind): Uint8Array {
		return this.take(this.left);
	}

	end(): void {
		if (this.left === 0) return;
		throw new Malformed(this.left === 1 ? "one byte too many" : `${this.left} bytes too many`, "MQTT-4.8.0-1", undefined, this.at);
	}

	/** The length of this field. */
	protected length(_field: FieldKind): number {
		return this.octet() * 256 + this.octet();
	}

	protected octet(): number {
		const byte = this.bytes[this.at];
		if (byte === undefined) throw short(this.at);
		this.at += 1;
		return byte;
	}

	/** A decoder takes longer to begin than a short text takes to read, and one packet may hold 65,000 of them. Null: the text is long, or not all ASCII. */
	private ascii(length: number): string | null {
		if (length > SHORT_BYTES || length > this.left) return null;
		let text = "";
		for (let at = this.at; at < this.at + length; at += 1) {
			const character = ASCII[this.bytes[at] as number];
			if (character === undefined) return null;
			text += character;
		}
		this.at += length;
		return text;
	}

	/** What is longer than the packet breaks it by the last byte of its length, which stands before it. */
	private take(length: number): Uint8Array {
		if (length > this.left) throw short(this.at - 1);
		this.at += length;
		return this.bytes.subarray(this.at - length, this.at);
	}
}

function utf8Text(bytes: Uint8Array, from: number): string {
	try {
		return UTF8.decode(bytes);
	} catch {
		throw new Malformed("ill-formed UTF-8", "MQTT-1.5.3-1", undefined, from + illFormedAt(bytes));
	}
}

function short(at: number): Malformed {
	return new Malformed("the packet is shorter than its fields", "MQTT-4.8.0-1", undefined, at);
}
