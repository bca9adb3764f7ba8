import { describe, expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { EMPTY_WORLD } from "./empty-world.ts";
import { highestQueue } from "./highest-queue.ts";
import { fold, openRunning } from "./reduce.ts";
import { reviveWorld } from "./revive.ts";
import { connected, left, moments, opened, subscribed } from "./testkit/sample.ts";
import type { World } from "./world.ts";

const queued = (n: number, session = "sub-1"): Fact => {
	const named = { delivery: `${session}-d${n}`, message: `m${n}`, session };
	return { type: "delivery.queued", ...named, qos: 1, why: "offline" };
};
const sent = (n: number): Fact => {
	const named = { delivery: `sub-1-d${n}`, message: `m${n}`, session: "sub-1" };
	return { type: "delivery.sent", ...named, qos: 1, packet: "p9", packetId: n, dup: false, attempt: 1, from: "queue" };
};
const BEGIN: readonly Fact[] = [opened, ...connected("sub-1", false), ...subscribed("sub-1", "greenhouse/+", 1), ...left("sub-1")];
const eventsOf = (facts: readonly Fact[]) => moments(facts).map(({ event }) => event);
const worldAfter = (...facts: readonly Fact[]): World => fold(EMPTY_WORLD, eventsOf([...BEGIN, ...facts]));
const markOf = (world: World) => world.sessions["sub-1"]?.highest;
/** Room-clock ms of the n-th fact after the beginning. */
const atOf = (n: number) => (BEGIN.length + n) * 100;

describe("the highest mark of a session's queue", () => {
	it("is not there before anything waited", () => {
		expect(worldAfter().sessions["sub-1"]).not.toHaveProperty("highest");
	});

	it("rises with the queue, says when it was reached, and stays when the queue is drained", () => {
		expect(markOf(worldAfter(queued(1), queued(2)))).toEqual({ count: 2, at: atOf(2) });
		expect(markOf(worldAfter(queued(1), queued(2), sent(1), sent(2)))).toEqual({ count: 2, at: atOf(2) });
		// As high as before is not higher: the first time counts.
		expect(markOf(worldAfter(queued(1), queued(2), sent(1), queued(3)))).toEqual({ count: 2, at: atOf(2) });
		expect(markOf(worldAfter(queued(1), queued(2), sent(1), queued(3), queued(4)))).toEqual({ count: 3, at: atOf(5) });
	});

	it("ends with its session: the next one of that client begins without one", () => {
		const ended: Fact = { type: "session.discarded", session: "sub-1", reason: "clean-connect" };
		const anew: Fact = { type: "session.created", session: "sub-1", connection: "c-sub-1", cleanSession: false };
		expect(worldAfter(queued(1), ended).gone["sub-1"]).not.toHaveProperty("highest");
		expect(worldAfter(queued(1), ended, anew).sessions["sub-1"]).not.toHaveProperty("highest");
	});

	it("is the same however the events are folded, and leaves the worlds before as they were", () => {
		const events = eventsOf([...BEGIN, queued(1), queued(2), sent(1), queued(3), queued(4), sent(2)]);
		const whole = fold(EMPTY_WORLD, events);
		const running = openRunning(EMPTY_WORLD);
		let stepwise = EMPTY_WORLD;
		for (const event of events) {
			const before = stepwise;
			const text = JSON.stringify(before);
			stepwise = fold(before, [event]);
			running.take(event);
			const copied = running.world();
			expect(copied).toEqual(stepwise);
			expect(JSON.stringify(before)).toBe(text);
		}
		expect(stepwise).toEqual(whole);
		for (let at = 1; at < events.length; at += 1) expect(fold(fold(EMPTY_WORLD, events.slice(0, at)), events.slice(at))).toEqual(whole);
		expect(reviveWorld(JSON.parse(JSON.stringify(whole)))).toEqual(whole);
	});

	it("of a world that was saved without one is at least what waits now, and goes on from there", () => {
		const { highest: _, ...session } = worldAfter(queued(1), queued(2)).sessions["sub-1"] ?? { queue: [] };
		expect(highestQueue(session)).toBe(2);
		const saved = { ...worldAfter(queued(1), queued(2)), sessions: { "sub-1": session } } as World;
		const [next] = moments([queued(3)], saved);
		expect(markOf(next?.world ?? saved)?.count).toBe(3);
	});
});
