import fc from "fast-check";
import { expect, test } from "vitest";
import { departures, sayPosition } from "./compare.ts";
import type { Came } from "./positions.ts";
import { delivered, measuredCell, position } from "./testkit/measured.ts";

const ended = fc.constantFrom(null, "it went past a limit", "it broke the protocol");
const came = fc.constantFrom<Came>("queued", "dropped", "inflight", "nothing");
const bits = fc.record({ qos: fc.constantFrom(0, 1, 2), retain: fc.boolean(), dup: fc.boolean() });
const [copy] = delivered(0).copies;
const copies = fc
	.array(bits, { minLength: 1, maxLength: 2 })
	.map((all) => all.flatMap((one) => (copy === undefined ? [] : [{ ...copy, ...one }])));
const any = fc.oneof(
	fc.record({ came, ended }).map(({ came, ended }) => position(came, { ended })),
	fc.record({ copies, ended }).map((changes) => position("delivered", changes)),
);

test("two runs depart from each other exactly where something else is said of them", () => {
	fc.assert(
		fc.property(any, any, (here, there) => {
			const found = departures(measuredCell({ back: here }), measuredCell({ back: there }));
			const texts = { here: sayPosition(here), there: sayPosition(there) };
			expect(found).toEqual(texts.here === texts.there ? [] : [{ moment: "back", ...texts }]);
		}),
		{ numRuns: 1_000 },
	);
});
