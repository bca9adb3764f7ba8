import { Buffer as NodeBuffer } from "node:buffer";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Buffer } from "./page-buffer.ts";

const bytes = fc.uint8Array({ maxLength: 40 });
const text = fc.string({ unit: "binary", maxLength: 40 });
const at = fc.nat(45);
const plain = (buffer: Uint8Array) => [...buffer];

test("text becomes bytes and bytes become text as Node's Buffer has it, whatever the text and whatever the bytes", () => {
	fc.assert(
		fc.property(text, bytes, at, at, (written, read, start, end) => {
			expect(plain(Buffer.from(written))).toEqual(plain(NodeBuffer.from(written)));
			expect(Buffer.byteLength(written)).toBe(NodeBuffer.byteLength(written));
			expect(Buffer.from(read).toString()).toBe(NodeBuffer.from(read).toString());
			expect(Buffer.from(read).toString("utf8", start, end)).toBe(NodeBuffer.from(read).toString("utf8", start, end));
		}),
	);
	// Half a character, and a byte order mark.
	expect(plain(Buffer.from("\ud83d"))).toEqual(plain(NodeBuffer.from("\ud83d")));
	expect(Buffer.from([0xef, 0xbb, 0xbf, 0x41]).toString()).toBe(NodeBuffer.from([0xef, 0xbb, 0xbf, 0x41]).toString());
});

test("numbers are read and written as Node's Buffer does", () => {
	fc.assert(
		fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), fc.nat(4), fc.nat(0xffff_ffff), (from, offset, value) => {
			const [ours, nodes] = [Buffer.from(from), NodeBuffer.from(from)];
			expect(ours.readUInt8(offset)).toBe(nodes.readUInt8(offset));
			expect(ours.readUInt16BE(offset)).toBe(nodes.readUInt16BE(offset));
			expect(ours.readUInt32BE(offset)).toBe(nodes.readUInt32BE(offset));
			ours.writeUInt32BE(value, offset);
			nodes.writeUInt32BE(value, offset);
			ours.writeUInt8(value & 0xff, 0);
			nodes.writeUInt8(value & 0xff, 0);
			expect(plain(ours)).toEqual(plain(nodes));
		}),
	);
	expect(() => Buffer.from([1]).readUInt16BE(0)).toThrow(RangeError);
});

test("parts are joined, copied and written over as Node's Buffer does", () => {
	fc.assert(
		fc.property(fc.array(bytes, { maxLength: 4 }), bytes, fc.nat(10), fc.nat(10), text, (parts, from, start, to, written) => {
			expect(plain(Buffer.concat(parts.map((part) => Buffer.from(part))))).toEqual(plain(NodeBuffer.concat(parts)));
			const [ours, nodes] = [Buffer.alloc(20), NodeBuffer.alloc(20)];
			fc.pre(start <= from.length);
			expect(Buffer.from(from).copy(ours, to, start)).toBe(NodeBuffer.from(from).copy(nodes, to, start));
			expect(ours.write(written, to)).toBe(nodes.write(written, to));
			expect(plain(ours)).toEqual(plain(nodes));
		}),
	);
});

test("a slice and a part of an ArrayBuffer are views, anything else is a copy", () => {
	const whole = Buffer.from([1, 2, 3, 4]);
	const slice = whole.slice(1, 3);
	const view = Buffer.from(whole.buffer, whole.byteOffset + 2, 2);
	const copy = Buffer.from(whole);
	whole.writeUInt8(9, 2);
	expect(plain(slice)).toEqual([2, 9]);
	expect(plain(view)).toEqual([9, 4]);
	expect(plain(copy)).toEqual([1, 2, 3, 4]);
	for (const one of [slice, view, copy, whole.subarray(1)]) expect(Buffer.isBuffer(one)).toBe(true);
	expect(Buffer.isBuffer(new Uint8Array(1))).toBe(false);
});
