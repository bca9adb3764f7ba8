import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anatomyOf } from "./anatomy.ts";
import { decode } from "./decode.ts";
import type { Field } from "./field.ts";
import { piecesOf, written } from "./testkit/written.ts";
import { DIALECT_3_1_1, dialectOf } from "./version.ts";

/** The whole of it: ANATOMY_RUNS=20000. */
const RUNS = Number(process.env.ANATOMY_RUNS ?? 2_000);

const hex = (text: string) => new Uint8Array(Buffer.from(text.replaceAll(" ", ""), "hex"));
const shown = ({ name, from, to, value }: Field) => [
	name,
	from,
	to,
	value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value,
];
const rows = (bytes: Uint8Array) => anatomyOf(bytes).fields.map(shown);

describe("the anatomy of what mqtt-packet writes", () => {
	it("is every field of it at its place: no byte belongs to two fields, and none to none", { timeout: 300_000 }, () => {
		fc.assert(
			fc.property(written, ({ packet, laid }) => {
				const pieces = piecesOf(packet);
				const bytes = new Uint8Array(Buffer.concat(pieces));
				const bodySize = laid.reduce((sum, { size }) => sum + size, 0);
				const headSize = bytes.length - bodySize;
				const head = [
					{ name: "type, flags", value: bytes[0] ?? 0, size: 1 },
					{ name: "remaining length", value: bodySize, size: headSize - 1 },
				];
				let at = 0;
				const wanted = [...head, ...laid].map(({ name, value, size }) => {
					const [from, to] = [at, at + size];
					at = to;
					return [name, from, to, value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value];
				});
				const { fields, fault, size } = anatomyOf(bytes);
				expect(fault).toBeNull();
				expect(size).toBe(bytes.length);
				expect(fields.map(shown)).toEqual(wanted);
				// mqtt-packet writes each text, binary and payload as one piece, so that each of these fields begins where a piece does.
				const starts = new Set([0]);
				let done = 0;
				for (const piece of pieces) {
					done += piece.length;
					starts.add(done);
				}
				for (const { name, value, from, to } of fields)
					if (typeof value !== "number" && to > from && name !== "protocol name") expect(starts).toContain(from);
				for (const { from, to, bits } of fields) {
					if (bits.length === 0) continue;
					expect(to - from).toBe(1);
					expect(bits.reduce((sum, { low, value }) => sum | (value << low), 0)).toBe(bytes[from]);
					expect(bits.map(({ high, low }) => high - low + 1).reduce((sum, one) => sum + one)).toBe(8);
				}
				expect(new Set(fields.flatMap(({ name, bits }) => [name, ...bits.map((one) => one.name)])).size).toBe(
					fields.reduce((sum, { bits }) => sum + 1 + bits.length, 0),
				);
			}),
			{ numRuns: RUNS },
		);
	});
});

describe("the anatomy of one packet", () => {
	it("names fields and bits of a PUBLISH", () => {
		const bytes = hex("3a 17 000f 677265656e686f7573652f74656d70 000c 32312e35");
		expect(rows(bytes)).toEqual([
			["type, flags", 0, 1, 0x3a],
			["remaining length", 1, 2, 23],
			["topic length", 2, 4, 15],
			["topic", 4, 19, "greenhouse/temp"],
			["packet id", 19, 21, 12],
			["payload", 21, 25, "32312e35"],
		]);
		expect(anatomyOf(bytes).fields[0]?.bits).toEqual([
			{ name: "type", kind: "type", high: 7, low: 4, value: 3 },
			{ name: "DUP", kind: "DUP", high: 3, low: 3, value: 1 },
			{ name: "QoS", kind: "QoS", high: 2, low: 1, value: 1 },
			{ name: "RETAIN", kind: "RETAIN", high: 0, low: 0, value: 0 },
		]);
	});

	it("takes up to four bytes of length", () => {
		const bytes = new Uint8Array(4 + 200_000);
		bytes.set([0x30, 0xc0, 0x9a, 0x0c, 0, 1, 97]);
		expect(anatomyOf(bytes).fields.map(({ name, from, to }) => [name, from, to])).toEqual([
			["type, flags", 0, 1],
			["remaining length", 1, 4],
			["topic length", 4, 6],
			["topic", 6, 7],
			["payload", 7, 200_004],
		]);
	});

	it("goes as far as the bytes that are kept of it", () => {
		const bytes = new Uint8Array(4 + 200_000);
		bytes.set([0x30, 0xc0, 0x9a, 0x0c, 0, 1, 97]);
		const { fields, fault, size } = anatomyOf(bytes.subarray(0, 4_096));
		expect(fault).toBeNull();
		expect(size).toBe(200_004);
		expect(fields.at(-1)).toMatchObject({ name: "payload", from: 7, to: 200_004 });
		const subscribe = hex("82 0b 0001 0002 6162 00 0001 63 01");
		for (let kept = 0; kept < subscribe.length; kept += 1) expect(anatomyOf(subscribe.subarray(0, kept)).fault).toBeNull();
		expect(anatomyOf(subscribe.subarray(0, 7)).fields.at(-1)).toMatchObject({ name: "filter", from: 6, to: 8 });
	});

	it("says that a CONNECT of another version was not read", () => {
		const { fields, fault } = anatomyOf(hex("10 0e 0004 4d515454 05 02 003c 00 0001 61"));
		expect(fault).toBeNull();
		expect(fields.at(-1)).toMatchObject({ name: "other version", from: 12, to: 16 });
	});

	it("reads MQTT 3.1 as that version is", () => {
		expect(anatomyOf(hex("8a 06 0001 0001 61 01"), dialectOf({ protocolName: "MQIsdp", protocolLevel: 3 })).fault).toBeNull();
		expect(anatomyOf(hex("8a 06 0001 0001 61 01"), DIALECT_3_1_1).fault).toMatchObject({ at: 0, clause: "MQTT-3.8.1-1" });
	});
});

/** Bytes in hex, the statement that those bytes break, the offset of the byte that does, and the field that it is of. */
const BROKEN: readonly [what: string, bytes: string, clause: string, at: number, field: string | null][] = [
	["reserved flags on PUBACK", "41 02 0001", "MQTT-2.2.2-2", 0, "type, flags"],
	["a PUBLISH with QoS 3", "36 05 0001 61 0001", "MQTT-3.3.1-4", 0, "type, flags"],
	["DUP at QoS 0", "38 03 0001 61", "MQTT-3.3.1-2", 0, "type, flags"],
	["a length of more than four bytes", "30 ff ff ff ff 01", "MQTT-4.8.0-1", 4, null],
	["a topic longer than its packet", "30 04 0009 6161", "MQTT-4.8.0-1", 3, "topic length"],
	["U+0000 in a topic", "30 05 0003 610061", "MQTT-1.5.3-2", 5, null],
	["a byte that is not UTF-8", "30 05 0003 61ff61", "MQTT-1.5.3-1", 5, null],
	["a packet id of 0", "82 06 0000 0001 61 00", "MQTT-2.3.1-1", 3, "packet id"],
	["a QoS of 3 for the second filter", "82 0a 0001 0001 61 00 0001 62 03", "MQTT-3-8.3-4", 11, "options 2"],
	["a SUBSCRIBE without a filter", "82 02 0001", "MQTT-3.8.3-3", 4, null],
	["a byte too many", "40 03 0001 00", "MQTT-4.8.0-1", 4, null],
	["a byte too few", "40 01 00", "MQTT-4.8.0-1", 3, null],
	["a wrong protocol name", "10 0e 0004 4d515458 04 02 003c 0002 6162", "MQTT-3.1.2-1", 4, "protocol name"],
	["the reserved flag of CONNECT", "10 0e 0004 4d515454 04 03 003c 0002 6162", "MQTT-3.1.2-3", 9, "connect flags"],
	["a password without a user name", "10 10 0004 4d515454 04 42 0000 0001 61 0001 62", "MQTT-3.1.2-22", 9, "connect flags"],
	["a reserved type", "f0 00", "MQTT-4.8.0-1", 0, "type, flags"],
];

describe("the anatomy of a packet that the standard does not allow", () => {
	it.each(BROKEN)("of %s goes up to the byte that breaks it", (_what, text, clause, at, field) => {
		const bytes = hex(text);
		const { fields, fault } = anatomyOf(bytes);
		expect(fault).toMatchObject({ clause, at });
		expect(fault?.field?.name ?? null).toBe(field);
		for (const [index, { from, to }] of fields.entries()) {
			expect(from).toBe(fields[index - 1]?.to ?? 0);
			expect(to).toBeLessThanOrEqual(at);
		}
	});

	it("never throws, and says what decode says, whatever the bytes", { timeout: 300_000 }, () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
				const { fields, fault, size } = anatomyOf(bytes);
				if (fault !== null) expect(fault.at).toBeLessThanOrEqual(bytes.length);
				if (size !== bytes.length) return;
				const refused = faultOf(() => decode(bytes));
				expect(fault?.says).toBe(refused?.message);
				if (fault === null) expect(fields.at(-1)?.to).toBe(bytes.length);
			}),
			{ numRuns: RUNS },
		);
	});
});

function faultOf(read: () => unknown): Error | undefined {
	try {
		read();
		return undefined;
	} catch (fault) {
		return fault as Error;
	}
}
