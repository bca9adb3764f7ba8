import { expect, test } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { queueNumbers } from "#model/queue-limit.ts";
import type { QueuedDelivery } from "#model/world.ts";
import { session as sampleSession } from "#script/testkit/sample.ts";
import { slotWindow } from "./slots.ts";

const queue = (n: number): QueuedDelivery[] =>
	Array.from({ length: n }, (_, at) => ({ delivery: `d${at}`, message: `m${at + 1}`, qos: 1, since: 0 }));

const windowOf = (waiting: QueuedDelivery[], limit: number, flying = 0) => {
	const session = sampleSession("sub", { connection: null, queue: waiting, inflight: Array(flying).fill({}) });
	return slotWindow(waiting, queueNumbers({ ...FIRST_SETTINGS, maxQueuedMessages: limit }, session));
};

test("an empty queue of a hundred shows eight slots and says that ninety-two more are free", () => {
	const view = windowOf([], 100);
	expect(view.slots).toHaveLength(8);
	expect(view.slots.every((slot) => slot.kind === "empty")).toBe(true);
	expect(view.beyond).toEqual({ kind: "free", count: 92 });
	expect(view.count).toBe("0 of 100");
});

test("filled slots come first, the next out leftmost", () => {
	const view = windowOf(queue(2), 4);
	expect(view.slots.map((slot) => (slot.kind === "queued" ? slot.queued.message : slot.position))).toEqual(["m1", "m2", 3, 4]);
	expect(view.beyond).toBeNull();
});

test("a queue longer than the window says how many wait behind it", () => {
	const view = windowOf(queue(20), 100);
	expect(view.slots.every((slot) => slot.kind === "queued")).toBe(true);
	expect(view.beyond).toEqual({ kind: "queued", count: 12 });
});

test("a queue without a limit has no number of free slots", () => {
	const view = windowOf(queue(3), 0);
	expect(view.slots.map((slot) => slot.kind)).toEqual([...Array(3).fill("queued"), ...Array(5).fill("empty")]);
	expect([view.beyond, view.count]).toEqual([null, "3, no limit"]);
	expect(windowOf(queue(20), 0).beyond).toEqual({ kind: "queued", count: 12 });
});

test("a thousand slots are eight and a number", () => {
	expect(windowOf(queue(3), 1_000)).toMatchObject({ beyond: { kind: "free", count: 992 }, count: "3 of 1000" });
});

test("a queue may hold more than a limit that came later", () => {
	expect(windowOf(queue(5), 4)).toMatchObject({ beyond: null, count: "5 wait; the limit is 4" });
});

test("what is in flight to a client that is away takes places that are then not free, and is said", () => {
	expect(windowOf(queue(2), 1_000, 2)).toMatchObject({
		beyond: { kind: "free", count: 990 },
		count: "2 wait and 2 are in flight; the limit is 1000",
	});
	expect(windowOf(queue(2), 4, 2)).toMatchObject({ slots: [{}, {}], beyond: null });
});
