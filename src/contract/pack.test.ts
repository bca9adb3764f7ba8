import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { act, play } from "#engine/testkit/acts.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fold } from "#model/reduce.ts";
import type { RoomEvent } from "./event.ts";
import { pack, packEvents, textsOf } from "./pack.ts";
import { unpack, unpackEvents } from "./unpack.ts";

const key = fc.oneof(
	fc.constantFrom("__proto__", "constructor", "0", "12", "a", "b", "m1", "m2", "sub-9", "sub-10", "", "toString", "length"),
	fc.string(),
);
const leaf = fc.oneof(
	fc.constantFrom(null, true, false, 0, 1, -4, 0.1, 0.3, 1e300, 2 ** 53, "", "m1", "m9", "m10", "a007", "m-1", "9".repeat(20)),
	fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0),
	fc.integer(),
	fc.string(),
);
const { value } = fc.letrec((tie) => ({
	value: fc.oneof(
		{ maxDepth: 4 },
		leaf,
		fc.array(tie("value"), { maxLength: 5 }),
		fc.array(fc.tuple(key, tie("value")), { maxLength: 35 }).map((all) => Object.fromEntries(all)),
	),
}));
/** A value, and one that differs from it here or there. */
const like = fc
	.tuple(value, value, value)
	.map(([one, other, third]) => ({ one, other, list: [one, third, one], same: { a: one, b: other, c: [third] } }));

const sent = (packed: unknown): unknown => JSON.parse(JSON.stringify(packed));
/** In JSON: with the keys in their order. */
const json = (one: unknown) => JSON.stringify(one);

describe("packing", () => {
	it("gives back any value, whatever it is told beside", () => {
		fc.assert(
			fc.property(value, fc.option(value, { nil: undefined }), (one, beside) => {
				expect(json(unpack(sent(pack(one, beside)), beside))).toBe(json(one));
			}),
			{ numRuns: 2_000 },
		);
	});

	it("gives back values beside others that are much like them", () => {
		fc.assert(
			fc.property(like, like, (one, other) => {
				const beside = { ...other, list: [...other.list, other.one], same: { ...other.same, a: one.one } };
				expect(json(unpack(sent(pack(one, beside)), beside))).toBe(json(one));
				expect(json(unpack(sent(pack([one, beside, one]))))).toBe(json([one, beside, one]));
			}),
			{ numRuns: 500 },
		);
	});

	it("leaves out what is undefined, as JSON does", () => {
		const [one, other] = [
			{ a: 1, b: undefined, c: 2 },
			{ a: 1, c: 3 },
		];
		expect(unpack(sent(pack(one, other)), other)).toEqual({ a: 1, c: 2 });
		expect(unpack(sent(pack(other, one)), sent(one))).toEqual(other);
	});

	it("writes the same in texts as in one go", () => {
		fc.assert(
			fc.property(value, (one) => {
				expect(json(unpack(JSON.parse([...textsOf(one)].join(""))))).toBe(json(one));
			}),
			{ numRuns: 1_000 },
		);
	});

	it("says what counts on in a few bytes", () => {
		const one = { delivery: "d99", message: "m4", at: 1_000.3, fields: { type: "PUBLISH", packetId: 4 } };
		const next = { delivery: "d100", message: "m4", at: 1_000.5, fields: { type: "PUBLISH", packetId: 5 } };
		expect(json(pack(next, one))).toBe("[13,1,0.2,[2,1]]");
	});
});

it("random rooms come over as they are: their events, and their world", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 60, size: "max" }), fc.nat(), async (acts, cut) => {
			const all = await play(acts);
			const events: RoomEvent[] = all.slice(cut % (all.length + 1));
			expect(json(unpackEvents(sent([...packEvents(events)]) as unknown[]))).toBe(json(events));
			const world = fold(EMPTY_WORLD, all);
			expect(json(unpack(JSON.parse([...textsOf(world)].join(""))))).toBe(json(world));
		}),
		{ numRuns: 40 },
	);
});
