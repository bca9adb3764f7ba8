const encoder = new TextEncoder();
/** A byte order mark is part of the text, just as it is for Node. */
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

class Bytes extends Uint8Array {
	/** Slices as a Buffer does and not as an array does: the result is a view of the same bytes. */
	override slice(start?: number, end?: number): this {
		return this.subarray(start, end) as this;
	}
	override toString(_encoding?: "utf8", start?: number, end?: number): string {
		return decoder.decode(this.subarray(start, end));
	}
	/** The number of bytes written. */
	write(text: string, at = 0): number {
		return encoder.encodeInto(text, this.subarray(at)).written;
	}
	/** The number of bytes copied. */
	copy(to: Uint8Array, at = 0, start = 0, end = this.length): number {
		const bytes = this.subarray(start, Math.min(end, start + Math.max(0, to.length - at)));
		if (bytes.length === 0) return 0;
		to.set(bytes, at);
		return bytes.length;
	}
	readUInt8(at: number): number {
		return this.#view().getUint8(at);
	}
	readUInt16BE(at: number): number {
		return this.#view().getUint16(at);
	}
	readUInt32BE(at: number): number {
		return this.#view().getUint32(at);
	}
	writeUInt8(value: number, at: number): void {
		this[at] = value;
	}
	writeUInt32BE(value: number, at: number): void {
		this.#view().setUint32(at, value);
	}
	#view(): DataView {
		return new DataView(this.buffer, this.byteOffset, this.length);
	}
}

type Source = string | ArrayLike<number> | ArrayBuffer;

/** A string as UTF-8; an ArrayBuffer, or a part of it, as a view; anything else copied. */
function from(source: Source, at?: unknown, length?: number): Bytes {
	if (source instanceof ArrayBuffer) return new Bytes(source, Number(at ?? 0), length);
	return new Bytes(typeof source === "string" ? encoder.encode(source) : source);
}

function concat(parts: readonly Uint8Array[], length = parts.reduce((sum, part) => sum + part.length, 0)): Bytes {
	const all = new Bytes(length);
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
}

const made = {
	from,
	concat,
	alloc: (length: number) => new Bytes(length),
	allocUnsafe: (length: number) => new Bytes(length),
	isBuffer: (value: unknown) => value instanceof Bytes,
	/** "binary" is what mqtt.js calls bytes. */
	isEncoding: (name: unknown) => name === "utf8" || name === "binary",
	byteLength: (text: string) => encoder.encode(text).length,
};

/**
 * What mqtt.js, and the packages that it is built on, ask of Node's Buffer. In a page this replaces the buffer package: of the 8 KB gzip of
 * that package they use no more than this (scripts/vite/instead.ts). Outside a page "buffer" is Node's own.
 */
export const Buffer: typeof made & (new (length: number) => Bytes) = Object.assign(Bytes, made);
