import { expect, it } from "vitest";
import { decode } from "./decode.ts";
import { illFormedAt } from "./ill-formed-at.ts";
import { Malformed } from "./malformed.ts";
import { openSplitter, readHead } from "./split.ts";
import { checkFromClient } from "./strict.ts";

const BOUNDS = { levels: 10, characters: 100 };
const bytesFrom = (hex: string) => new Uint8Array(Buffer.from(hex.replaceAll(" ", ""), "hex"));

/** With which byte it broke, by its offset; null: nothing is wrong with it. */
function brokeAt(bytes: Uint8Array): number | null | undefined {
	const head = readHead(bytes, 0);
	if (head === null || head instanceof Malformed) return expect.fail("no head");
	try {
		const packet = decode(bytes);
		checkFromClient(packet, packet.type !== "CONNECT", BOUNDS, head.bodyAt);
		return null;
	} catch (fault) {
		if (!(fault instanceof Malformed)) throw fault;
		return fault.offset;
	}
}

it.each([
	["reserved flags", "81 05 00 01 00 01 61 00", 0],
	["a reserved packet type", "f0 00", 0],
	["QoS 3", "36 07 00 01 61 00 01 78 78", 0],
	["DUP at QoS 0", "38 04 00 01 61 78", 0],
	["a packet id of 0, with its second byte", "32 06 00 01 61 00 00 78", 6],
	["a length that is more than is left, with its second byte", "30 05 00 50 61 62 63", 3],
	["a byte that is missing", "40 01 00", 3],
	["a filter without its options", "82 05 00 01 00 01 61", 7],
	["options above 2", "82 06 00 01 00 01 61 03", 7],
	["options above 2, of the second filter", "82 0a 00 01 00 01 61 00 00 01 62 05", 11],
	["a SUBSCRIBE without a filter, with what is missing", "82 02 00 01", 4],
	["one byte too many", "e0 01 00", 2],
	["U+0000 in a topic", "30 07 00 04 61 62 00 63 78", 6],
	["ill-formed UTF-8 in a topic", "30 07 00 04 61 c3 28 63 78", 6],
	["a wrong protocol name", "10 0d 00 04 4d 51 49 53 04 02 00 00 00 01 61", 4],
	["the reserved CONNECT flag", "10 0d 00 04 4d 51 54 54 04 03 00 00 00 01 61", 9],
	["a will QoS without a will", "10 0d 00 04 4d 51 54 54 04 0a 00 00 00 01 61", 9],
	["a password without a user name", "10 0d 00 04 4d 51 54 54 04 42 00 00 00 01 61", 9],
	["a wildcard in a topic, with the topic", "30 06 00 03 61 2f 2b 78", 4],
	["a wildcard in the topic of a will", "10 15 00 04 4d 51 54 54 04 06 00 00 00 01 61 00 03 61 2f 2b 00 01 78", 17],
	["the second filter", "82 0f 00 01 00 03 61 2f 23 00 00 04 61 2f 62 23 00", 12],
	["the second filter, behind one with a letter of two bytes", "a2 0a 00 01 00 02 c3 a4 00 02 61 2b", 10],
	["a packet that no client sends", "20 02 00 00", 0],
])("%s is told by the byte with which it shows", (_what, hex, offset) => {
	const bytes = bytesFrom(hex);
	expect(bytes.length).toBeGreaterThan(1);
	expect(brokeAt(bytes)).toBe(offset);
});

it("a length that is none is told by its last byte, and so is one that is too much", () => {
	const endless = openSplitter(1_000);
	endless.push(bytesFrom("30 ff ff ff ff 01"));
	expect(endless.fault?.offset).toBe(4);
	const long = openSplitter(1_000);
	long.push(bytesFrom("c0 00 30 80 80 01"));
	expect(long.fault?.offset).toBe(3);
	expect(long.rest[0]).toBe(0x30);
});

it.each([
	["61 62", 2],
	["61 80", 1],
	["c0 af", 0],
	["c3 a4 c3", 3],
	["e0 80 80", 1],
	["e2 82 ac e2 82 41", 5],
	["ed a0 80", 1],
	["f0 9f 98 80 f0 8f 98 80", 5],
	["f4 90 80 80", 1],
	["f5 80 80 80", 0],
])("%s is UTF-8 up to byte %s", (hex, offset) => {
	expect(illFormedAt(bytesFrom(hex))).toBe(offset);
});

it("of text that the platform reads as UTF-8, no byte is ill-formed; of any other, one is", () => {
	const utf8 = new TextDecoder("utf-8", { fatal: true });
	for (let first = 0x78; first < 0x100; first += 1)
		for (const second of [0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0]) {
			const bytes = Uint8Array.of(first, second, 0x80, 0xbf);
			let reads = true;
			try {
				utf8.decode(bytes);
			} catch {
				reads = false;
			}
			expect(illFormedAt(bytes) === bytes.length, String(bytes)).toBe(reads);
		}
});
