import fc from "fast-check";
import type { QoS } from "#mqtt/packet.ts";
import { type CableScript, sayScript } from "./steps.ts";

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
	persistence: fc.constant(true), // a restart without persistence breaks every promise, as it may
});
type Steps = "all" | "plain";
const onOneWire = (who: fc.Arbitrary<number>) => [
	{ weight: 2, arbitrary: fc.record({ does: does("hold", "release", "release", "let-go", "let-go"), who }) },
	{ weight: 1, arbitrary: fc.record({ does: does("delay-one"), who, ms: fc.constantFrom(null, 0, 5, 20) }) },
];
const stepOf = (who: fc.Arbitrary<number>, steps: Steps) =>
	fc.oneof(
		...(steps === "all" ? onOneWire(who) : []),
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
		{ weight: 1, arbitrary: fc.record({ does: does("restart", "move") }) },
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
/** Scripts for correct clients on bad cables. of: "plain", no single wire is held or slowed down. */
export const someScript = (of: Steps = "all"): fc.Arbitrary<CableScript> =>
	fc.integer({ min: 2, max: 4 }).chain((clients) =>
		fc
			.record({
				cast: fc.array(actor, { minLength: clients, maxLength: clients, size: "max" }),
				settings,
				first: delay,
				steps: fc.array(stepOf(fc.nat(clients - 1), of), { minLength: 15, maxLength: 40, size: "max" }),
			})
			.map(({ settings, cast, first, steps }) => {
				const whole: CableScript = { settings, cast, steps: [first, ...steps] };
				return Object.assign(whole, { [fc.toStringMethod]: () => `\n${sayScript(whole)}\n` });
			}),
	);
