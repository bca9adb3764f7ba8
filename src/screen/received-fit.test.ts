import { describe, expect, it } from "vitest";
import { puckRows, receivedFit } from "./received-fit.ts";

const messages = (count: number, qos: 0 | 1 | 2 = 1) => Array.from({ length: count }, (_, at) => ({ message: `m${at + 1}`, qos }));
type Drawn = { readonly width?: number; readonly rows?: number; readonly qos?: 0 | 1 | 2; readonly sent?: number };
const drawn = (count: number, { width = 279, rows = 1, qos = 1, sent = count }: Drawn = {}) => {
	const { shown, more, word } = receivedFit({ all: messages(sent, qos), sent, count }, width, rows);
	return [...shown.map(({ message }) => message), ...(more === 0 ? [] : [word ? `+${more} more` : `+${more}`])];
};

describe("what a card on the projector shows of what its client has received", () => {
	it("is the newest that fit whole, and how many more there are", () => {
		expect(drawn(1)).toEqual(["m1"]);
		expect(drawn(2)).toEqual(["m1", "m2"]);
		expect(drawn(3)).toEqual(["m2", "m3", "+1"]);
		expect(drawn(12, { width: 250 })).toEqual(["m12", "+11 more"]);
		expect(drawn(3, { qos: 0 })).toEqual(["m1", "m2", "m3"]);
		expect(drawn(3, { rows: 2 })).toEqual(["m1", "m2", "m3"]);
		expect(drawn(5, { rows: 2 })).toEqual(["m2", "m3", "m4", "m5", "+1"]);
	});

	it("adds up to the count, whatever the page keeps", () => {
		for (let count = 0; count < 12; count += 1)
			for (const rows of [1, 2, 3])
				for (const sent of [count, count + 1, count + 4])
					for (const kept of [sent, Math.min(sent, 2)]) {
						const { shown, more } = receivedFit({ all: messages(sent).slice(-kept), sent, count }, 279, rows);
						expect(shown.length + more).toBe(count);
					}
	});

	it("leaves out what has reached the phone and its page has not told of", () => {
		expect(drawn(2, { sent: 3 })).toEqual(["m1", "m2"]);
		expect(drawn(0, { sent: 3 })).toEqual([]);
	});

	it("takes more rows where the card is higher", () => {
		expect([puckRows(356, true), puckRows(472, false), puckRows(545, true), puckRows(200, true)]).toEqual([1, 1, 3, 1]);
	});
});
