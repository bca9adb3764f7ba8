import fc from "fast-check";
import { expect, it } from "vitest";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { fateOf, subscribersOf } from "#model/fate-of.ts";
import { tallyOf } from "#model/ledger.ts";
import { fold, reduce } from "#model/reduce.ts";
import { reviveWorld } from "#model/revive.ts";
import type { World } from "#model/world.ts";
import { matches } from "#mqtt/topic.ts";
import { act, play } from "./testkit/acts.ts";

function expectAccounted(world: World): void {
	for (const subscriber of subscribersOf(world)) {
		const { published, delivered, queued, inflight, dropped, none } = tallyOf(world, subscriber);
		expect(published).toBe(Object.keys(world.messages).length + world.forgotten.messages);
		expect(delivered + queued + inflight + dropped + none).toBe(published);
		const fates = Object.keys(world.messages).map((message) => fateOf(world, message, subscriber).fate);
		const count = (which: string) => fates.filter((fate) => fate === which).length;
		expect([delivered, queued, inflight, dropped]).toEqual(["delivered", "queued", "inflight", "dropped"].map(count));
	}
	for (const message of Object.values(world.messages)) {
		if (message.phase !== "accepted") continue;
		for (const session of Object.values(world.sessions)) {
			// The client subscribed before the message was published, and there is no fate: the message would have disappeared.
			const matched = Object.entries(session.subscriptions).some(([filter, { at }]) => at < message.at && matches(filter, message.topic));
			if (matched) expect(fateOf(world, message.message, session.session).fate).not.toBe("none");
		}
	}
	for (const session of Object.values(world.sessions)) {
		for (const { message } of session.queue) expect(fateOf(world, message, session.session).fate).toMatch(/queued|inflight|delivered/);
	}
}

function frozen(world: World): World {
	const freeze = (value: unknown): void => {
		if (typeof value !== "object" || value === null || Object.isFrozen(value)) return;
		Object.freeze(value);
		for (const inner of Object.values(value)) freeze(inner);
	};
	freeze(world);
	return world;
}

it("a fold in parts is a fold in one, no world is ever changed, and every accepted message is accounted for at every seq", async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 60, size: "max" }), fc.nat(), async (acts, cut) => {
			const events = await play(acts);
			let stepwise = EMPTY_WORLD;
			for (const event of events) {
				stepwise = reduce(frozen(stepwise), event);
				expectAccounted(stepwise);
			}
			// Nothing is left undecided at the broker once it has had its turn.
			const fates = Object.values(stepwise.fates).flatMap((bySubscriber) => Object.values(bySubscriber));
			expect(fates.filter((fate) => fate.fate === "inflight" && fate.why === "at-broker")).toEqual([]);
			const at = cut % (events.length + 1);
			const parts = fold(frozen(fold(EMPTY_WORLD, events.slice(0, at))), events.slice(at));
			expect(parts).toEqual(stepwise);
			expect(fold(EMPTY_WORLD, events)).toEqual(stepwise);
			expect(reviveWorld(JSON.parse(JSON.stringify(stepwise)))).toEqual(stepwise);
		}),
		{ numRuns: 60 },
	);
});
