import { bitsOf } from "./bits.ts";
import { flagsFault, readPacket } from "./decode.ts";
import type { Field, FieldKind } from "./field.ts";
import { Malformed } from "./malformed.ts";
import { PACKET_TYPES, type PacketType } from "./packet.ts";
import { Reader } from "./reader.ts";
import { type Head, readHead } from "./split.ts";
import { DIALECT_3_1_1, type Dialect } from "./version.ts";

/** What is wrong with a packet. at: the byte that breaks it; the length of the packet where a byte is missing. field: the one that this byte is of, where it could be read. */
export type AnatomyFault = { readonly says: string; readonly clause: string; readonly at: number; readonly field: Field | null };

export type Anatomy = {
	readonly type: PacketType;
	/** In order, without gaps: of a sound packet all of it, else what stands before the byte that breaks it, or before where the bytes are cut off. */
	readonly fields: readonly Field[];
	readonly fault: AnatomyFault | null;
	/** Bytes of the whole packet, as its fixed header says; null: that cannot be told. */
	readonly size: number | null;
};

/**
 * Where each field of a packet stands. Reads by decode() itself, and takes whatever decode() takes; never throws. Of a packet that is cut off the
 * fields are given as far as its bytes go.
 */
export function anatomyOf(bytes: Uint8Array, dialect: Dialect = DIALECT_3_1_1): Anatomy {
	const first = bytes[0] ?? 0;
	const type = PACKET_TYPES[first >> 4] as PacketType;
	if (bytes.length === 0) return { type, fields: [], fault: null, size: null };
	const head = readHead(bytes, 0);
	const size = head === null || head instanceof Malformed ? null : head.size;
	const reader = new Recorder(type, bytes, head === null || head instanceof Malformed ? null : head);
	const broken = flagsFault(type, first & 0x0f, dialect) ?? (head instanceof Malformed ? head : null);
	const fault = broken ?? (head === null ? null : faultOf(() => readPacket(first, reader, dialect)));
	if (fault === null) return { type, fields: reader.fields, fault: null, size };
	const at = fault.offset ?? reader.position;
	const field = reader.fields.find(({ from, to }) => from <= at && at < to) ?? null;
	return {
		type,
		fields: reader.fields.filter(({ from, to }) => to <= at && from < at),
		fault: { says: fault.message, clause: fault.clause, at, field },
		size,
	};
}

/** Null: the packet is sound, or its bytes end before anything is wrong. */
function faultOf(read: () => unknown): Malformed | null {
	try {
		read();
		return null;
	} catch (fault) {
		if (fault instanceof Malformed) return fault;
		if (fault === CUT_OFF) return null;
		throw fault;
	}
}

/** Thrown where the bytes that are kept of a packet end. */
const CUT_OFF = Symbol("the bytes are cut off");

/** Keeps where each field stands that it reads. */
class Recorder extends Reader {
	readonly fields: Field[] = [];
	readonly #type: PacketType;
	readonly #seen = new Map<string, number>();

	constructor(type: PacketType, bytes: Uint8Array, head: Head | null) {
		super(head === null ? bytes : bytes.subarray(0, head.size), head?.bodyAt ?? 1, head?.size);
		this.#type = type;
		this.#note("type, flags", 0, 1, bytes[0] ?? 0);
		if (head !== null) this.#note("remaining length", 1, head.bodyAt, head.size - head.bodyAt);
	}

	override byte(field: FieldKind): number {
		return this.#noted(field, super.byte(field), 1);
	}

	override uint16(field: FieldKind): number {
		return this.#noted(field, super.uint16(field), 2);
	}

	override binary(field: FieldKind): Uint8Array {
		const value = super.binary(field);
		return this.#noted(field, value, value.length);
	}

	override text(field: FieldKind): string {
		const from = this.at + 2;
		const value = super.text(field);
		return this.#noted(field, value, this.at - from);
	}

	override codes(field: FieldKind): number[] {
		const codes: number[] = [];
		while (this.left > 0) codes.push(this.byte(field));
		return codes;
	}

	override rest(field: FieldKind): Uint8Array {
		const length = this.left;
		return this.#noted(field, super.rest(field), length);
	}

	protected override length(field: FieldKind): number {
		const from = this.at;
		const length = super.length(field);
		this.#note(field, from, this.at, length, true);
		if (this.#isCutOff && length <= this.left && this.at + length > this.bytes.length) {
			this.#note(field, this.at, this.at + length, this.bytes.subarray(this.at));
			throw CUT_OFF;
		}
		return length;
	}

	protected override octet(): number {
		if (this.#isCutOff && this.at >= this.bytes.length && this.left > 0) throw CUT_OFF;
		return super.octet();
	}

	get #isCutOff(): boolean {
		return this.bytes.length < this.until;
	}

	#noted<T extends Field["value"]>(field: FieldKind, value: T, length: number): T {
		this.#note(field, this.at - length, this.at, value);
		return value;
	}

	#note(kind: FieldKind, from: number, to: number, value: Field["value"], isLength = false): void {
		const plain = isLength ? `${kind} length` : kind;
		const nth = (this.#seen.get(plain) ?? 0) + 1;
		this.#seen.set(plain, nth);
		const suffix = nth === 1 ? "" : ` ${nth}`;
		const bits = isLength || typeof value !== "number" ? [] : bitsOf(this.#type, kind, value, suffix);
		this.fields.push({ name: `${plain}${suffix}`, kind, isLength, from, to, value, bits });
	}
}
