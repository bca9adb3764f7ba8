import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Cables, openCables } from "#engine/testkit/cable.ts";
import type { QoS } from "#mqtt/packet.ts";

let cables: Cables;
beforeEach(async () => {
	cables = await openCables();
});
afterEach(() => cables.close());

/** [filter, granted QoS], in order of subscribing; every filter matches a/b. */
const FILTERS: readonly (readonly (readonly [string, QoS])[])[] = [
	[
		["a/b", 0],
		["a/+", 2],
	],
	[
		["a/+", 2],
		["a/b", 0],
	],
	[
		["a/b", 2],
		["#", 0],
	],
	[
		["#", 0],
		["a/b", 2],
	],
	[
		["+/b", 1],
		["a/#", 0],
		["a/b", 2],
	],
	[
		["a/#", 2],
		["+/+", 1],
		["a/b", 0],
	],
];

describe.each(FILTERS.map((filters) => ({ filters, says: filters.map(([filter, qos]) => `${filter} at ${qos}`).join(", then ") })))(
	"subscribed to $says",
	({ filters }) => {
		it.each(["online", "away"] as const)(
			"gets one copy at the highest granted QoS while %s, and nothing is left [MQTT-3.3.5-1]",
			async (where) => {
				const [pub, sub] = [cables.client("pub"), cables.client("sub")];
				pub.connect(true);
				sub.connect(false);
				await cables.settle();
				for (const [filter, qos] of filters) sub.subscribe([{ filter, qos }]);
				await cables.settle();
				if (where === "away") sub.disconnect();
				await cables.settle();
				for (const qos of [1, 2] as const) pub.publish("a/b", String(qos), qos, false);
				await cables.settle();
				cables.check();
				const queued = [...cables.room.sessions()].find(({ session }) => session === "sub")?.queue.map(({ qos }) => qos);
				expect(queued).toEqual(where === "away" ? [1, 2] : []);
				await cables.heal();
				const copies = cables.reached.filter(({ clientId }) => clientId === "sub").map(({ payload, qos }) => [payload, qos]);
				expect(copies.sort()).toEqual([
					["1", 1],
					["2", 2],
				]);
				for (const { queue, inflight } of cables.room.sessions()) expect([...queue, ...inflight.values()]).toEqual([]);
			},
		);
	},
);
