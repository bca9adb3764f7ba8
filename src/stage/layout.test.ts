import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chosenGauge, GAUGES, gaugeFor, placeWires, spread, type WireAsk } from "./layout.ts";

const broker = { from: 14, to: 454 };
const ask = (card: WireAsk["card"], session: WireAsk["session"]): WireAsk => ({ clientId: "a", card, session, gauge: GAUGES.full });

describe("one client a side, as in the picture", () => {
	test("a wire to a session beside its card is straight", () => {
		const [wire] = placeWires([ask({ from: 14, to: 390 }, { from: 205, to: 380 })], broker);
		expect(wire?.card).toBe(wire?.broker);
		expect(wire?.broker).toBeGreaterThan(205);
		expect(wire?.broker).toBeLessThan(380);
	});

	test("a session lower than its card gets its own socket; the wire bends", () => {
		const [wire] = placeWires([ask({ from: 14, to: 120 }, { from: 300, to: 400 })], broker);
		expect(wire?.broker).toBeGreaterThanOrEqual(300);
		expect(wire?.card).toBeLessThanOrEqual(120);
	});

	test("without a session the broker's socket is level with the card", () => {
		const [wire] = placeWires([ask({ from: 14, to: 300 }, null)], broker);
		expect(wire?.card).toBe(wire?.broker);
	});
});

test("wires thin out before they overlap, and are threads from seven on", () => {
	expect(gaugeFor(2, 4, broker)).toBe(GAUGES.full);
	expect(gaugeFor(6, 6, { from: 0, to: 300 })).toBe(GAUGES.slim);
	expect(gaugeFor(3, 7, broker)).toBe(GAUGES.thread);
});

const asks = fc
	.tuple(
		fc.array(fc.record({ card: fc.integer({ min: 40, max: 200 }), session: fc.option(fc.integer({ min: 20, max: 180 })) }), {
			minLength: 1,
			maxLength: 12,
		}),
		fc.nat(12),
	)
	.map(([sizes, chosen]): WireAsk[] => {
		let card = 14;
		let session = 60;
		return sizes.map((size, index) => {
			const ask = {
				clientId: `c${index}`,
				card: { from: card, to: card + size.card },
				session: size.session === null ? null : { from: session, to: session + size.session },
				gauge: index === chosen ? GAUGES.full : GAUGES.thread,
			};
			card += size.card + 14;
			if (size.session !== null) session += size.session + 9;
			return ask;
		});
	});

test("no two wires of a side cross or share a socket, whatever the cards and sessions", () => {
	fc.assert(
		fc.property(asks, (list) => {
			const edge = { from: 0, to: 3_000 };
			const places = placeWires(list, edge);
			for (let index = 1; index < places.length; index++) {
				const above = places[index - 1];
				const below = places[index];
				if (above === undefined || below === undefined) throw new Error("missing");
				expect(below.card).toBeGreaterThan(above.card);
				expect(below.broker - above.broker).toBeGreaterThanOrEqual((list[index - 1]?.gauge.half ?? 0) + (list[index]?.gauge.half ?? 0));
			}
		}),
	);
});

test("more sockets than an edge has room for share it evenly, in order", () => {
	const placed = spread([50, 50, 50, 50, 50], { from: 0, to: 40 }, [20, 20, 20, 20]);
	expect(placed).toEqual([0, 10, 20, 30, 40]);
});

test("of many threads the chosen one is large enough to read, unless the others would have to give way", () => {
	expect(chosenGauge(GAUGES.thread, 9, broker)).toBe(GAUGES.slim);
	expect(chosenGauge(GAUGES.thread, 20, broker)).toBe(GAUGES.thread);
	expect(chosenGauge(GAUGES.full, 2, broker)).toBe(GAUGES.full);
});
