import { Malformed } from "./malformed.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const SHORT_BYTES = 32;
const ASCII = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));

/** Reads the fields of one packet in order; a field that does not fit is Malformed. */
export class Reader {
	readonly #bytes: Uint8Array;
	#at: number;

	constructor(bytes: Uint8Array, at: number) {
		this.#bytes = bytes;
		this.#at = at;
	}

	get left(): number {
		return this.#bytes.length - this.#at;
	}

	byte(): number {
		const byte = this.#bytes[this.#at];
		if (byte === undefined) throw short();
		this.#at += 1;
		return byte;
	}

	uint16(): number {
		return this.byte() * 256 + this.byte();
	}

	/** A packet id is not zero [MQTT-2.3.1-1]. */
	packetId(): number {
		const id = this.uint16();
		if (id === 0) throw new Malformed("a packet id of 0", "MQTT-2.3.1-1");
		return id;
	}

	/** Bytes with a two-byte length before them. */
	binary(): Uint8Array {
		return this.take(this.uint16());
	}

	/** UTF-8 text with a two-byte length before it [1.5.3]. */
	text(): string {
		const length = this.uint16();
		const text = this.ascii(length) ?? utf8Text(this.take(length));
		if (text.includes("\u0000")) throw new Malformed("a text with U+0000", "MQTT-1.5.3-2");
		return text;
	}

	rest(): Uint8Array {
		return this.take(this.left);
	}

	end(): void {
		if (this.left > 0) throw new Malformed(this.left === 1 ? "one byte too many" : `${this.left} bytes too many`, "MQTT-4.8.0-1");
	}

	/** A decoder takes longer to begin than a short text takes to read, and one packet may hold 65,000 of them. Null: the text is long, or not all ASCII. */
	private ascii(length: number): string | null {
		if (length > SHORT_BYTES || length > this.left) return null;
		let text = "";
		for (let at = this.#at; at < this.#at + length; at += 1) {
			const character = ASCII[this.#bytes[at] as number];
			if (character === undefined) return null;
			text += character;
		}
		this.#at += length;
		return text;
	}

	private take(length: number): Uint8Array {
		if (length > this.left) throw short();
		this.#at += length;
		return this.#bytes.subarray(this.#at - length, this.#at);
	}
}

function utf8Text(bytes: Uint8Array): string {
	try {
		return UTF8.decode(bytes);
	} catch {
		throw new Malformed("ill-formed UTF-8", "MQTT-1.5.3-1");
	}
}

function short(): Malformed {
	return new Malformed("the packet is shorter than its fields", "MQTT-4.8.0-1");
}
