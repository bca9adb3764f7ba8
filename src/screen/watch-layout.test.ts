import { describe, expect, it } from "vitest";
import { placeOfOther } from "#crowd/place.ts";
import { connected, DROPPED_AT_QOS_0, historyOf, left, opened, subscribed } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { waitText } from "./wait-text.ts";
import { slotHeight, watchLayout } from "./watch-layout.ts";
import { watchedOf } from "./watch-view.ts";

const two = historyOf([...DROPPED_AT_QOS_0]).live;
const four = historyOf([
	opened,
	...connected("pub-1", true),
	...connected("pub-2", true),
	...connected("sub-1", false),
	...connected("sub-2", false),
	...subscribed("sub-1", "greenhouse/+", 1),
	...subscribed("sub-2", "site/#", 1),
	...left("sub-2"),
]).live;
const layoutOf = (world: World, clients: readonly string[], width = 1920, height = 816) => {
	const watched = watchedOf(
		world,
		clients.map((client) => placeOfOther(world, client)),
	);
	return { watched, layout: watchLayout(watched, width, height) };
};
const FOUR = ["pub-1", "pub-2", "sub-1", "sub-2"];

describe("a full stage", () => {
	it("has publishers left and subscribers right, two a side at most", () => {
		const { watched } = layoutOf(four, FOUR);
		expect(watched.map(({ id, side }) => `${id} ${side}`)).toEqual(["pub-1 left", "pub-2 left", "sub-1 right", "sub-2 right"]);
		const three = layoutOf(historyOf([opened, ...["a", "b", "c"].flatMap((id) => connected(id, true))]).live, ["a", "b", "c"]);
		expect(three.watched.map(({ side }) => side)).toEqual(["left", "left", "right"]);
	});

	it("keeps the order of seats where one side has too many: left, then right", () => {
		const seats = ["s01-sub", "s02-sub", "s03-sub"];
		const facts = seats.flatMap((id) => [...connected(id, true), ...subscribed(id, "class/+", 1)]);
		const { watched } = layoutOf(historyOf([opened, ...connected("pub-1", true), ...facts]).live, ["pub-1", ...seats]);
		expect(watched.map(({ id, side }) => `${id} ${side}`)).toEqual(["pub-1 left", "s01-sub left", "s02-sub right", "s03-sub right"]);
	});

	it.each([
		[1920, 816],
		[1920, 936],
		[1440, 816],
	])("keeps every card and every session on a stage of %i × %i, and no two on each other", (width, height) => {
		const { layout } = layoutOf(four, FOUR, width, height);
		const boxes = [...layout.cards.values(), layout.broker];
		for (const { x, y, w, h } of boxes) {
			expect(x).toBeGreaterThanOrEqual(48);
			expect(x + w).toBeLessThanOrEqual(width - 48);
			expect(y + h).toBeLessThanOrEqual(height);
		}
		const sessions = [...layout.sessions.values()];
		for (const [at, one] of sessions.entries()) {
			expect(one.y + one.h).toBeLessThanOrEqual(sessions[at + 1]?.y ?? layout.broker.y + layout.broker.h);
		}
	});

	it("has level wires that end on their card and on the broker, far enough from each other", () => {
		const { layout } = layoutOf(four, FOUR);
		for (const { id, from, to, y } of layout.wires) {
			const card = layout.cards.get(id);
			expect(card).toBeDefined();
			if (card === undefined) continue;
			expect([card.x, card.x + card.w]).toContain(from);
			expect([layout.broker.x, layout.broker.x + layout.broker.w]).toContain(to);
			expect(y - 52).toBeGreaterThanOrEqual(card.y);
			expect(y + 52).toBeLessThanOrEqual(card.y + card.h);
		}
		const left = layout.wires.filter(({ from, to }) => from < to);
		expect(Math.abs((left[0]?.y ?? 0) - (left[1]?.y ?? 0))).toBeGreaterThanOrEqual(176);
	});

	it("draws the messages that wait where there is room for them, though not for every empty queue", () => {
		const waits = historyOf([
			opened,
			...connected("pub-1", true),
			...connected("sub-1", false),
			...connected("sub-2", false),
			...subscribed("sub-1", "greenhouse/+", 1),
			...subscribed("sub-2", "site/#", 1),
			...left("sub-2"),
			{ type: "delivery.queued", delivery: "d1", message: "m1", session: "sub-2", qos: 1, why: "offline" },
		]).live;
		const { watched, layout } = layoutOf(waits, ["pub-1", "sub-1", "sub-2"]);
		expect(layout.detail).toBe("waiting");
		const seats = watched.map((client, at) => ({ ...client, name: at === 0 ? client.name : `seat ${at}` }));
		expect(watchLayout(seats, 1920, 816).detail).toBe("waiting");
		const drawn = watched.filter(({ session }) => session !== null && slotHeight(session.queue, layout.detail) > 0).map(({ id }) => id);
		expect(drawn).toEqual(["sub-2"]);
		expect(slotHeight([], "full")).toBeGreaterThan(0);
		expect(slotHeight(["m1"], "short")).toBe(0);
		expect([0, 1, 3].map(waitText)).toEqual(["nothing waits", "1 message waits", "3 messages wait"]);
	});

	it("draws sessions in full while there is room, and says less of each where there is not", () => {
		expect(layoutOf(two, ["pub-1", "sub-1"]).layout.detail).toBe("full");
		expect(layoutOf(four, FOUR).layout.detail).not.toBe("full");
	});
});
