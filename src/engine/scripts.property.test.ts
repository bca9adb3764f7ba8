import fc from "fast-check";
import { expect, it } from "vitest";
import type { QoS } from "#mqtt/packet.ts";
import { openCables } from "./testkit/cable.ts";
import { enter, perform, type Scene, type Script, sayScript } from "./testkit/steps.ts";

const SCRIPTS = 2_000;
const qos = fc.constantFrom<QoS>(0, 1, 2, 2);
const topic = fc.constantFrom("a", "a/b", "b");
const filter = fc.constantFrom("a", "a/b", "#", "+", "a/#", "+/b");
const does = <T extends string>(...names: T[]) => fc.constantFrom(...names);
const times = fc.oneof(
	{ weight: 30, arbitrary: fc.integer({ min: 1, max: 3 }) },
	{ weight: 2, arbitrary: fc.integer({ min: 8, max: 20 }) },
);
const delay = fc.record({ does: does("delay"), ms: fc.constantFrom(0, 10, 10) });

/** Bounds so low that scripts reach them. */
const settings = fc.record({
	maxQueuedMessages: fc.constantFrom(5, 100),
	maxInflightMessages: fc.constantFrom(3, 20),
	queueFull: fc.constantFrom("drop-newest" as const, "drop-oldest" as const),
	queueQos0Messages: fc.boolean(),
	persistence: fc.constant(true), // a restart without it breaks every promise, and may
});
const stepOf = (who: fc.Arbitrary<number>) =>
	fc.oneof(
		{ weight: 8, arbitrary: fc.record({ does: does("publish"), who, topic, qos, retain: fc.constant(false), times }) },
		{ weight: 2, arbitrary: fc.record({ does: does("publish"), who, topic, qos, retain: fc.constant(true), times: fc.constant(1) }) },
		{ weight: 1, arbitrary: fc.record({ does: does("clear"), who, topic }) },
		{ weight: 12, arbitrary: fc.record({ does: does("pass"), ms: fc.integer({ min: 7, max: 13 }) }) },
		{ weight: 2, arbitrary: fc.record({ does: does("connect"), who, clean: fc.boolean() }) },
		{ weight: 2, arbitrary: fc.record({ does: does("connect"), who, clean: fc.constant(false) }) },
		{ weight: 4, arbitrary: fc.record({ does: does("return"), who }) },
		{ weight: 4, arbitrary: fc.record({ does: does("cut", "vanish", "disconnect"), who }) },
		{ weight: 3, arbitrary: fc.record({ does: does("withhold", "allow", "allow"), who }) },
		{ weight: 1, arbitrary: delay },
		{ weight: 3, arbitrary: fc.record({ does: does("pause", "resume", "resume", "resume", "step", "step") }) },
		{ weight: 1, arbitrary: fc.record({ does: does("silence", "mend"), who }) },
		{ weight: 1, arbitrary: fc.record({ does: does("restart") }) },
		{ weight: 1, arbitrary: fc.record({ does: does("settings"), settings }) },
		{
			weight: 3,
			arbitrary: fc.record({ does: does("subscribe"), who, filters: fc.array(fc.record({ filter, qos }), { minLength: 1, maxLength: 3 }) }),
		},
		{ weight: 1, arbitrary: fc.record({ does: does("unsubscribe"), who, filter }) },
	);
const actor = fc.record({
	clean: fc.constantFrom(false, false, true),
	filter,
	qos,
	method: fc.constantFrom("A" as const, "B" as const),
	eager: fc.boolean(),
});
const script = fc.integer({ min: 2, max: 4 }).chain((clients) =>
	fc
		.record({
			cast: fc.array(actor, { minLength: clients, maxLength: clients, size: "max" }),
			settings,
			first: delay,
			steps: fc.array(stepOf(fc.nat(clients - 1)), { minLength: 15, maxLength: 40, size: "max" }),
		})
		.map(({ settings, cast, first, steps }) => {
			const whole: Script = { settings, cast, steps: [first, ...steps] };
			return Object.assign(whole, { [fc.toStringMethod]: () => `\n${sayScript(whole)}\n` });
		}),
);

/** What happened in all scripts together: a test that passes because nothing happens is none. */
const seen: Record<string, number> = {};

async function play({ settings, cast, steps }: Script): Promise<void> {
	const cables = await openCables(settings);
	const scene: Scene = { cables, cast, published: 0 };
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
	await fc.assert(fc.asyncProperty(script, play), { numRuns: SCRIPTS });
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
}, 120_000);
