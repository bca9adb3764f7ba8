import { Malformed } from "./malformed.ts";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

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
		const bytes = this.binary();
		let text: string;
		try {
			text = UTF8.decode(bytes);
		} catch {
			throw new Malformed("ill-formed UTF-8", "MQTT-1.5.3-1");
		}
		if (text.includes("\u0000")) throw new Malformed("a text with U+0000", "MQTT-1.5.3-2");
		return text;
	}

	rest(): Uint8Array {
		return this.take(this.left);
	}

	end(): void {
		if (this.left > 0) throw new Malformed(`${this.left} bytes too many`, "MQTT-4.8.0-1");
	}

	private take(length: number): Uint8Array {
		if (length > this.left) throw short();
		this.#at += length;
		return this.#bytes.subarray(this.#at - length, this.#at);
	}
}

function short(): Malformed {
	return new Malformed("the packet is shorter than its fields", "MQTT-4.8.0-1");
}
