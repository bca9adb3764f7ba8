import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { anatomyOf } from "#mqtt/anatomy.ts";
import { cellsOf } from "./cells.ts";
import { rowsOf } from "./rows.ts";

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (one) => Number.parseInt(one, 16));
const DUP = bytesOf("3a17000f677265656e686f7573652f74656d70000c32312e35");

it("each byte is a cell, and a field begins and ends with one", () => {
	const { cells, more } = cellsOf(DUP, anatomyOf(DUP), null);
	expect(more).toBe(0);
	expect(cells.map(({ hex }) => hex).join("")).toBe("3a17000f677265656e686f7573652f74656d70000c32312e35");
	const edges = cells.filter(({ first, last }) => first || last).map(({ at, field }) => `${at} ${field}`);
	expect(edges).toEqual([
		"0 type, flags",
		"1 remaining length",
		"2 topic length",
		"3 topic length",
		"4 topic",
		"18 topic",
		"19 packet id",
		"20 packet id",
		"21 payload",
		"24 payload",
	]);
});

it("a long payload is drawn among the others only by its first bytes", () => {
	const long = new Uint8Array([0x30, 0x85, 0x02, 0, 1, 97, ...Array.from({ length: 258 }, () => 120)]);
	const { cells, more } = cellsOf(long, anatomyOf(long), null);
	expect(cells).toHaveLength(6 + LIMITS.inspectedPayload);
	expect(cells.length + more).toBe(long.length);
	expect(rowsOf("PUBLISH", anatomyOf(long).fields).at(-1)?.parts[0]?.says).toBe("258 bytes, below");
});

it("up to the byte that breaks the packet it is read, and behind it not", () => {
	const wrong = bytesOf("3007000361ff637878");
	const anatomy = anatomyOf(wrong);
	const { cells } = cellsOf(wrong, anatomy, anatomy.fault);
	expect(cells.map(({ is }) => is)).toEqual(["read", "read", "read", "read", "read", "breaks", "unread", "unread", "unread"]);
});

it("a length that is too long breaks the packet with its last byte", () => {
	const wrong = bytesOf("30040009616a");
	const anatomy = anatomyOf(wrong);
	const { cells } = cellsOf(wrong, anatomy, anatomy.fault);
	expect(cells.map(({ is, field }) => [is, field])).toEqual([
		["read", "type, flags"],
		["read", "remaining length"],
		["read", "topic length"],
		["breaks", "topic length"],
		["unread", null],
		["unread", null],
	]);
});

it("rows say what the bits say, in mosquitto's words", () => {
	const rows = (bytes: Uint8Array) => {
		const { type, fields } = anatomyOf(bytes);
		return rowsOf(type, fields).map(({ offsets, label, parts }) => [offsets, label, parts.map(({ says }) => says).join(", ")].join(" | "));
	};
	expect(rows(DUP)).toEqual([
		"0 | type, flags | d1, q1, r0",
		"1 | length | 23",
		"2–3 | topic length | 15",
		"4–18 | topic | greenhouse/temp",
		"19–20 | packet id | 12",
		"21–24 | payload | 21.5",
	]);
	expect(rows(bytesOf("101900044d5154540416003c0003616263000177000362796500"))).toContain("9 | flags | will q2, will, c1");
	expect(rows(bytesOf("900400010180")).slice(2)).toEqual(["2–3 | packet id | 1", "4 | return code | q1", "5 | return code 2 | refused"]);
	expect(rows(bytesOf("20020100")).slice(2)).toEqual(["2 | flags | sp1", "3 | return code | 0"]);
});

it("the bytes of a password are not shown as if they were it", () => {
	const connect = bytesOf("101800044d51545404c2003c00016d00017500062a2a2a2a2a2a");
	const row = rowsOf("CONNECT", anatomyOf(connect).fields).find(({ field }) => field === "password");
	expect(row?.parts).toEqual([{ says: "not kept: a password", bits: null }]);
});
