import { describe, expect, it } from "vitest";
import { runStorm } from "./testkit/storm.ts";

const RUNS = 20;

describe("a storm of cuts over flooding publishers", () => {
	it(`breaks no promise, ${RUNS} times`, async () => {
		const seen: Record<string, number> = {};
		for (let seed = 1; seed <= RUNS; seed += 1) {
			const { broken, ...rest } = await runStorm({ seed, clients: 4, steps: 300 });
			if (broken !== null)
				throw new Error(`npm run fuzz -- --seed ${seed} --runs 1 --clients 4 --steps 300\n${broken}\n${rest.lastEvents.join("\n")}`);
			for (const [what, times] of Object.entries(rest.seen)) seen[what] = (seen[what] ?? 0) + times;
		}
		for (const what of [
			"DUP up",
			"DUP down",
			"closed: cut",
			"closed: takeover",
			"closed: broker-restart",
			"silenced",
			"queued: window-full",
			"reached at QoS 2",
			"lost PUBREL down",
		])
			expect(seen[what] ?? 0, what).toBeGreaterThan(10);
	});

	it("is the same storm for the same seed", async () => {
		const storm = { seed: 7, clients: 3, steps: 100 };
		const [one, other] = [await runStorm(storm), await runStorm(storm)];
		expect(one).toEqual(other);
	});
});
