import { type Bench, leaves, onlyMark, publishes, receives, subscribes } from "#fidelity/bench.ts";
import type { ProbeClient } from "#fidelity/client.ts";
import type { QoS } from "#fidelity/packets.ts";
import type { Section } from "#fidelity/statement.ts";

const RETAIN = { retain: true };

/** A new subscriber, and a final message behind whatever is retained. */
async function fresh(bench: Bench, filter: string, qos: QoS, ...lines: readonly string[]): Promise<void> {
	const sub = await bench.join("fresh");
	await subscribes(sub, filter, qos);
	if (lines.length === 0) await sub.quiet();
	await receives(sub, ...lines);
	await last(bench, sub);
	await leaves(sub);
}

async function last({ join }: Bench, sub: ProbeClient): Promise<void> {
	await onlyMark(sub, await join("last"));
}

export const RETAINED: Section = {
	title: "Retained messages",
	statements: [
		{
			id: "MQTT-3.3.1-5",
			says: "RETAIN 1: message and QoS are stored for later subscribers, the last one counts",
			async probe(bench) {
				const pub = await bench.join("pub");
				await publishes(pub, "t", "1", 2, RETAIN);
				await publishes(pub, "t", "2", 1, RETAIN);
				await fresh(bench, "t", 2, 'PUBLISH t "2" QoS 1 RETAIN');
			},
		},
		{
			id: "MQTT-3.3.1-6",
			says: "a new subscription gets the retained message of each topic that matches, and of no other",
			async probe(bench) {
				const pub = await bench.join("pub");
				await publishes(pub, "a/1", "1", 1, RETAIN);
				await publishes(pub, "b/1", "no", 1, RETAIN);
				await fresh(bench, "a/1", 1, 'PUBLISH a/1 "1" QoS 1 RETAIN');
				await fresh(bench, "a/+", 1, 'PUBLISH a/1 "1" QoS 1 RETAIN');
				await fresh(bench, "a/#", 1, 'PUBLISH a/1 "1" QoS 1 RETAIN');
			},
		},
		{
			id: "MQTT-3.3.1-7",
			says: "a retained message with QoS 0 takes the place of an older one",
			async probe(bench) {
				const pub = await bench.join("pub");
				await publishes(pub, "t", "1", 1, RETAIN);
				await publishes(pub, "t", "2", 0, RETAIN);
				await pub.quiet();
				await fresh(bench, "t", 1, 'PUBLISH t "2" QoS 0 RETAIN');
			},
		},
		{
			id: "MQTT-3.3.1-8",
			says: "sent because of a new subscription: RETAIN is 1",
			async probe(bench) {
				const pub = await bench.join("pub");
				for (const qos of [0, 1, 2] as const) await publishes(pub, `t${qos}`, "1", qos, RETAIN);
				await pub.quiet();
				for (const qos of [0, 1, 2] as const) await fresh(bench, `t${qos}`, 2, `PUBLISH t${qos} "1" QoS ${qos} RETAIN`);
			},
		},
		{
			id: "MQTT-3.3.1-9",
			says: "sent to a subscriber that is there: RETAIN is 0, whatever the publisher set",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 2);
				const pub = await join("pub");
				for (const qos of [0, 1, 2] as const) {
					await publishes(pub, "t", String(qos), qos, RETAIN);
					await receives(sub, `PUBLISH t "${qos}" QoS ${qos}`);
				}
			},
		},
		{
			id: "MQTT-3.3.1-9",
			says: "sent to a subscriber that was away: RETAIN is 0, whatever the publisher set",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 2);
				await leaves(sub);
				const pub = await join("pub");
				await publishes(pub, "t", "1", 1, RETAIN);
				await publishes(pub, "t", "2", 2, RETAIN);
				await receives(await keep("x"), 'PUBLISH t "1" QoS 1', 'PUBLISH t "2" QoS 2');
			},
		},
		{
			id: "MQTT-3.3.1-9",
			says: "a will with RETAIN reaches a subscriber that was away with RETAIN 0",
			async probe({ keep, join }) {
				const watcher = await join("watcher");
				await subscribes(watcher, "w");
				const sub = await keep("x");
				await subscribes(sub, "w", 1);
				await leaves(sub);
				(await join("dying", { will: { topic: "w", payload: Buffer.from("gone"), qos: 1, retain: true } })).cut();
				await receives(watcher, 'PUBLISH w "gone" QoS 0');
				await receives(await keep("x"), 'PUBLISH w "gone" QoS 1');
			},
		},
		{
			id: "MQTT-3.3.1-10",
			says: "RETAIN 1 with an empty payload: delivered as usual, and the stored message is removed",
			async probe(bench) {
				const sub = await bench.join("sub");
				await subscribes(sub, "t", 1);
				const pub = await bench.join("pub");
				await publishes(pub, "t", "1", 1, RETAIN);
				await publishes(pub, "t", "", 1, RETAIN);
				await receives(sub, 'PUBLISH t "1" QoS 1', 'PUBLISH t "" QoS 1');
				await fresh(bench, "t", 1);
			},
		},
		{
			id: "MQTT-3.3.1-11",
			says: "the empty message is not stored itself, at any QoS",
			async probe(bench) {
				const pub = await bench.join("pub");
				for (const qos of [0, 1, 2] as const) await publishes(pub, `t${qos}`, "", qos, RETAIN);
				await pub.quiet();
				for (const qos of [0, 1, 2] as const) await fresh(bench, `t${qos}`, 2);
			},
		},
		{
			id: "MQTT-3.3.1-12",
			says: "RETAIN 0 neither stores a message nor touches the stored one, also when it is empty",
			async probe(bench) {
				const pub = await bench.join("pub");
				await publishes(pub, "none", "1", 1);
				await publishes(pub, "t", "1", 1, RETAIN);
				await publishes(pub, "t", "2", 1);
				await publishes(pub, "t", "", 1);
				await fresh(bench, "none", 1);
				await fresh(bench, "t", 1, 'PUBLISH t "1" QoS 1 RETAIN');
			},
		},
	],
};
