import { expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import type { History } from "#model/history.ts";
import { connected, historyOf, left, opened, publish, subscribed, up } from "#model/testkit/sample.ts";
import { openTeller, toldOf } from "./told.ts";

const facts: readonly Fact[] = [
	opened,
	...connected("pub-1", true),
	...connected("sub-1", false),
	...subscribed("sub-1", "a", 1),
	...Array.from({ length: 200 }, (_, n) => up("pub-1", publish(`m${n}`, 1, n + 1))),
	...left("sub-1"),
];

it("says of each event what is said when the event is looked up alone", () => {
	const [inOrder, alone] = [historyOf(facts), historyOf(facts)];
	const told = openTeller()(inOrder, 0);
	expect(told).toEqual(alone.after(0).map((event) => toldOf(event, alone)));
	expect(told.some(({ line }) => line !== null)).toBe(true);
	expect(told.some(({ narration }) => narration !== null)).toBe(true);
	expect(told.some(({ announcement }) => announcement !== null)).toBe(true);
});

it("puts an event into words once, whoever asks, and asks a history for no world between its events", () => {
	const history = historyOf(facts);
	let worlds = 0;
	const watched: History = {
		...history,
		at(seq) {
			worlds += 1;
			return history.at(seq);
		},
		sides() {
			throw new Error("a copy of every map that the event touches");
		},
	};
	const told = openTeller()(watched, 0);
	expect(worlds).toBeLessThanOrEqual(2);
	expect(openTeller()(watched, 0).every((one, at) => one === told[at])).toBe(true);
	expect(history.after(0).every((event, at) => toldOf(event, watched) === told[at])).toBe(true);
	expect(worlds).toBeLessThanOrEqual(2);
});
