import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { openKeptBytes } from "./kept-bytes.ts";
import { packetName } from "./packet-name.ts";

const KIB = 1024;
/** None of it begins as a CONNECT does, whose password is not kept. */
const NOISE = Uint8Array.from({ length: 512 * KIB }, (_, at) => ((at * 31 + (at >> 8) * 7) & 0xff) | 0x20);

/** So many bytes, different for each seed. */
function bytesOf(length: number, seed: number): Uint8Array {
	const at = (seed * 7) % 1_000;
	return NOISE.slice(at, at + length);
}

describe("the bytes that a room keeps of its packets", () => {
	it("cost nothing before the first packet", () => {
		expect(openKeptBytes().held).toBe(0);
	});

	it("are copies: neither what they were read from nor what was handed out changes them", () => {
		const kept = openKeptBytes();
		const read = bytesOf(20, 1);
		const long = bytesOf(8 * KIB, 2);
		kept.keep("p1", read);
		kept.keep("p2", long);
		read.fill(0);
		long.fill(0);
		kept.of("p1")?.bytes.fill(0);
		expect(kept.of("p1")).toEqual({ bytes: bytesOf(20, 1), whole: 20 });
		expect(kept.of("p2")).toEqual({ bytes: bytesOf(8 * KIB, 2), whole: 8 * KIB });
	});

	it("are those of the newest packets, to the byte, whatever their lengths, and their bound holds after each of them", () => {
		const lengths = fc.array(fc.oneof(fc.nat(60), fc.nat(60), fc.nat(3 * KIB), fc.integer({ min: 3 * KIB, max: 70 * KIB })), {
			minLength: 200,
			maxLength: 600,
		});
		fc.assert(
			fc.property(lengths, fc.integer({ min: 1, max: 4 }), (all, stride) => {
				const kept = openKeptBytes();
				let most = 0;
				for (const [index, length] of all.entries()) {
					kept.keep(packetName(index * stride + 1), bytesOf(length, index));
					most = Math.max(most, kept.held);
				}
				expect(most).toBeLessThanOrEqual(LIMITS.keptBytes);
				let gone = true;
				for (const [index, length] of all.entries()) {
					const found = kept.of(packetName(index * stride + 1));
					if (found === null && !gone) expect.fail(`packet ${index} is gone before an older one`);
					if (found === null) continue;
					gone = false;
					const first = bytesOf(length, index).subarray(0, LIMITS.keptPacketBytes);
					if (found.whole !== length || Buffer.compare(found.bytes, first) !== 0) expect.fail(`packet ${index} is another`);
				}
				expect(gone).toBe(false);
			}),
			{ numRuns: 30 },
		);
	});

	it("go round: of 200,000 short packets the newest 20,000 are there, and what is held does not grow any longer", () => {
		const kept = openKeptBytes();
		let most = 0;
		for (let number = 1; number <= 200_000; number += 1) {
			kept.keep(packetName(number), bytesOf(20 + (number % 5), number));
			if (number === 100_000) most = kept.held;
		}
		expect(kept.held).toBe(most);
		expect(most).toBeLessThanOrEqual(LIMITS.keptBytes);
		expect(kept.of("p1")).toBeNull();
		for (let number = 180_001; number <= 200_000; number += 1) {
			const found = kept.of(packetName(number));
			if (found === null || Buffer.compare(found.bytes, bytesOf(20 + (number % 5), number)) !== 0) expect.fail(`packet ${number}`);
		}
	});

	it("count a long payload once, however many packets carry it", () => {
		const kept = openKeptBytes();
		const payload = bytesOf(30 * KIB, 3);
		kept.keep("p1", bytesOf(10, 1), payload);
		const { held } = kept;
		for (let number = 2; number <= 200; number += 1) kept.keep(packetName(number), bytesOf(10, number), payload);
		expect(kept.held - held).toBeLessThan(30 * KIB);
		// At QoS 0 the whole packet is the same for every subscriber.
		const whole = bytesOf(30 * KIB, 4);
		for (let number = 201; number <= 400; number += 1) kept.keep(packetName(number), whole);
		expect(kept.held - held).toBeLessThan(90 * KIB);
		expect(kept.of("p400")?.bytes).toEqual(whole);
		expect(kept.of("p1")?.whole).toBe(30 * KIB + 10);
		expect(kept.of("p200")?.bytes).toEqual(Uint8Array.of(...bytesOf(10, 200), ...payload));
	});

	it("let go of a long payload with the last packet that carried it, and keep it anew when another one does", () => {
		const kept = openKeptBytes();
		const payload = bytesOf(30 * KIB, 3);
		kept.keep("p1", bytesOf(10, 1), payload);
		for (let number = 2; number <= 300; number += 1) kept.keep(packetName(number), bytesOf(20 * KIB, number));
		expect(kept.of("p1")).toBeNull();
		kept.keep("p301", bytesOf(10, 301), payload);
		expect(kept.of("p301")?.bytes).toEqual(Uint8Array.of(...bytesOf(10, 301), ...payload));
		expect(kept.held).toBeLessThanOrEqual(LIMITS.keptBytes);
	});

	it("are the beginning of a packet that is too long, and say how long it is", () => {
		const kept = openKeptBytes();
		kept.keep("p1", bytesOf(10, 1), bytesOf(250 * KIB, 2));
		expect(kept.of("p1")?.whole).toBe(250 * KIB + 10);
		expect(kept.of("p1")?.bytes).toHaveLength(LIMITS.keptPacketBytes);
		kept.keep("p2", bytesOf(5_000, 3), undefined, 1_000);
		expect(kept.of("p2")).toEqual({ bytes: bytesOf(5_000, 3).subarray(0, 1_000), whole: 5_000 });
	});

	it("are gone, and hold nothing, once they have been cleared; later packets are kept again", () => {
		const kept = openKeptBytes();
		for (let number = 1; number <= 1_000; number += 1) kept.keep(packetName(number), bytesOf(number * 10, number));
		kept.clear();
		expect(kept.held).toBe(0);
		expect(kept.of("p1000")).toBeNull();
		kept.keep("p1001", bytesOf(4, 1));
		expect(kept.of("p1001")?.whole).toBe(4);
	});

	it("are found by the names of packets alone", () => {
		const kept = openKeptBytes();
		kept.keep("p16", bytesOf(4, 1));
		for (const name of ["", "p", "p016", "p0x10", "p16 ", "x16", "16", "p1e1", "p-16", "p65552", "pNaN"]) expect(kept.of(name)).toBeNull();
	});
});
