import fc from "fast-check";
import { expect, it } from "vitest";
import { previewOf } from "#engine/fields.ts";
import { newSession, type PublishedMessage } from "#engine/session.ts";
import type { QoS } from "#mqtt/packet.ts";
import type { Held } from "./held.ts";
import { openRetained } from "./retained.ts";
import { openRetainedCopies } from "./retained-copies.ts";

const LEVEL = fc.constantFrom("a", "b", "", "$s");
const TOPIC = fc.array(LEVEL, { minLength: 1, maxLength: 4 }).map((levels) => levels.join("/"));
const FILTER = fc
	.tuple(fc.array(fc.constantFrom("a", "b", "", "+", "$s"), { minLength: 1, maxLength: 4 }), fc.constantFrom("", "/#"))
	.map(([levels, end]) => levels.join("/") + end)
	.filter((filter) => filter !== "");

function messageOf(topic: string, ordinal: number): PublishedMessage {
	const payload = Uint8Array.of(1);
	const named = { message: `r${ordinal}`, kind: "retained", ordinal } as const;
	return { ...named, publisher: "p", topic, payload, preview: previewOf(payload), qos: 0, retain: true };
}

/** Which messages a SUBSCRIBE brings, if the turn has time for so many filters; `meanwhile` happens between every two calls. */
function bring(topics: readonly string[], filters: readonly string[], time: number, meanwhile: readonly string[]) {
	const retained = openRetained(() => {});
	let count = 0;
	for (const topic of topics) retained.published(messageOf(topic, ++count));
	const brought: string[] = [];
	let looked = 0;
	const held = {
		retained,
		work: { spent: () => looked++ >= time },
		deliveries: { deliver: (_session: unknown, message: PublishedMessage, qos: QoS) => void brought.push(`${message.message} ${qos}`) },
	} as unknown as Held;
	const copies = openRetainedCopies(held, newSession("sub", true, "c1"), new Map(filters.map((filter, at) => [filter, (at % 3) as QoS])));
	const changes = [...meanwhile];
	while (copies.next()) {
		const topic = changes.shift();
		if (topic !== undefined) retained.published(messageOf(topic, ++count));
	}
	return brought;
}

it("what a SUBSCRIBE brings is what was retained then, in order, however little time a turn has and whatever is published meanwhile", () => {
	const many = (one: fc.Arbitrary<string>, most: number) => fc.uniqueArray(one, { maxLength: most });
	fc.assert(
		fc.property(many(TOPIC, 12), many(FILTER, 6), fc.nat(6), fc.array(TOPIC, { maxLength: 6 }), (topics, filters, time, meanwhile) => {
			expect(bring(topics, filters, time, meanwhile)).toEqual(bring(topics, filters, Number.POSITIVE_INFINITY, []));
		}),
		{ numRuns: 500 },
	);
});

it("looks at a bounded number of topics in each call", () => {
	const topics = Array.from({ length: 600 }, (_, at) => `${at}/x`);
	let calls = 0;
	const retained = openRetained(() => {});
	for (const [at, topic] of topics.entries()) retained.published(messageOf(topic, at + 1));
	const held = { retained, work: { spent: () => true }, deliveries: { deliver() {} } } as unknown as Held;
	const copies = openRetainedCopies(held, newSession("sub", true, "c1"), new Map([["+/y", 0 as QoS]]));
	do calls += 1;
	while (copies.next());
	expect(calls).toBe(5);
});
