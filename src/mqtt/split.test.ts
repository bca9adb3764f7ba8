import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { openSplitter } from "./split.ts";

const MOST = 400;

/** One packet with this body, or the head of one that is too long. */
function packet(type: number, body: number): Uint8Array {
	const length = body < 128 ? [body] : [(body & 0x7f) | 0x80, body >> 7];
	return Uint8Array.from([type << 4, ...length, ...Array.from({ length: body }, (_, at) => (at * 7 + type) & 0xff)]);
}

const bytes = fc
	.array(
		fc.oneof(
			{ weight: 20, arbitrary: fc.record({ type: fc.integer({ min: 1, max: 14 }), body: fc.integer({ min: 0, max: 300 }) }) },
			{ weight: 1, arbitrary: fc.constant({ type: 3, body: MOST }) },
			{ weight: 1, arbitrary: fc.constant(null) },
		),
		{ maxLength: 12 },
	)
	.map((all) => Uint8Array.from(all.flatMap((one) => (one === null ? [0x30, 0xff, 0xff, 0xff, 0xff] : [...packet(one.type, one.body)]))));

const cuts = fc.array(fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 500 })), { minLength: 1, maxLength: 20 });

/** What a splitter makes of these bytes, cut into pieces of these lengths; in the memory of the pieces nothing stays as it was. */
function split(stream: Uint8Array, lengths: readonly number[]) {
	const splitter = openSplitter(MOST);
	const whole: string[] = [];
	for (let at = 0, turn = 0; at < stream.length; turn += 1) {
		const length = Math.max(turn % lengths.length === 0 ? 1 : 0, lengths[turn % lengths.length] as number);
		const piece = stream.slice(at, at + length);
		for (const { type, bodyAt, bytes } of splitter.push(piece)) whole.push(`${type} ${bodyAt} ${bytes.join(" ")}`);
		piece.fill(0xaa);
		at += length;
	}
	return {
		whole,
		fault: splitter.fault?.message ?? null,
		held: splitter.fault === null ? [...splitter.rest] : [...splitter.rest.subarray(0, 1)],
	};
}

it("makes the same packets, the same fault and the same rest of a stream, however it is cut", () => {
	fc.assert(
		fc.property(bytes, cuts, fc.nat(5), (all, lengths, missing) => {
			const stream = all.subarray(0, Math.max(0, all.length - missing));
			expect(split(stream, lengths)).toEqual(split(stream, [Math.max(1, stream.length)]));
		}),
		{ numRuns: 1_000 },
	);
});

it("copies each byte a few times at most, however small the pieces are", () => {
	const body = 255_000;
	const stream = new Uint8Array(4 + body);
	stream.set([0x30, (body & 0x7f) | 0x80, ((body >> 7) & 0x7f) | 0x80, body >> 14]);
	const splitter = openSplitter(256 * 1024);
	const set = vi.spyOn(Uint8Array.prototype, "set");
	const count = () => set.mock.calls.splice(0).reduce((sum, [piece]) => sum + piece.length, 0);
	splitter.push(stream.subarray(0, 225_000));
	let copied = count();
	expect(splitter.rest).toHaveLength(225_000);
	let whole = 0;
	for (let at = 225_000; at < stream.length; at += 1) {
		whole += splitter.push(stream.subarray(at, at + 1)).length;
		expect(splitter.rest.subarray(0, 16)).toBeDefined();
		copied += count();
	}
	set.mockRestore();
	expect(whole).toBe(1);
	expect(copied).toBeLessThan(3 * stream.length);
});
