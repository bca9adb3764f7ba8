import fc from "fast-check";
import { expect, it } from "vitest";
import { openCables } from "./testkit/cable.ts";
import { someScript } from "./testkit/scripts.ts";
import { type CableScene, type CableScript, enter, perform } from "./testkit/steps.ts";

const SCRIPTS = 2_000;
const SLOW_SCRIPTS = 500;

/** What happened in all scripts together: a test that passes because nothing happens is not a test. */
const seen: Record<string, number> = {};

async function play({ settings, cast, steps }: CableScript, slow = false): Promise<void> {
	const cables = await openCables(settings, slow);
	const scene: CableScene = { cables, cast, published: 0 };
	await enter(scene);
	for (const one of steps) {
		perform(scene, one);
		await cables.settle();
		cables.check();
	}
	await cables.heal();
	await cables.close();
	for (const [what, times] of Object.entries(cables.promises.seen)) seen[what] = (seen[what] ?? 0) + times;
}

it(`correct clients on bad cables keep every promise in ${SCRIPTS} scripts, and the world shows what the store holds`, async () => {
	await fc.assert(
		fc.asyncProperty(someScript(), (script) => play(script)),
		{ numRuns: SCRIPTS },
	);
	const often = [
		"DUP up",
		"DUP down",
		"duplicate",
		"resumed",
		"closed: takeover",
		"closed: cut",
		"closed: client-gone",
		"closed: disconnect",
		"closed: broker-restart",
		"silenced",
		"queued: offline",
		"queued: window-full",
		"dropped: queue-full",
		"dropped: pushed-out",
		"overlapping filters",
		"retained copies",
		// Each of the four packets of QoS 2 hit by a cut, between publisher and broker and between broker and subscriber.
		...["PUBLISH", "PUBREC", "PUBREL", "PUBCOMP"].flatMap((type) => [`lost ${type} up`, `lost ${type} down`]),
		"reached at QoS 0",
		"reached at QoS 1",
		"reached at QoS 2",
	];
	expect(often.filter((what) => (seen[what] ?? 0) < 5).map((what) => `${what}: ${seen[what] ?? 0} times`)).toEqual([]);
}, 600_000);

it(`they keep it, too, where no turn of the event loop has time for more than one unit of work, in ${SLOW_SCRIPTS} scripts`, async () => {
	await fc.assert(
		fc.asyncProperty(someScript(), (script) => play(script, true)),
		{ numRuns: SLOW_SCRIPTS },
	);
}, 600_000);
