import { type Bench, leaves, publishes, receives, subscribes } from "#fidelity/bench.ts";
import { bytesOf, type QoS, uint16 } from "#fidelity/packets.ts";
import type { Section, Statement } from "#fidelity/statement.ts";

const RETAIN = { retain: true };

function refused(id: string, filter: string): Statement {
	return {
		id,
		says: `the filter "${filter}" ends the connection`,
		async probe({ join }) {
			const client = await join("x");
			client.sendBytes(bytesOf(0x82, uint16(1), filter, 0));
			await client.closes(`after SUBSCRIBE to ${filter}`);
		},
	};
}

/** Of the messages published to all these topics, those that match arrive: live, from the queue, and retained. */
const WAYS: readonly (readonly [
	string,
	(bench: Bench, filter: string, topics: readonly string[], due: readonly string[]) => Promise<void>,
])[] = [
	[
		"live",
		async ({ join }, filter, topics, due) => {
			const client = await join("x");
			await subscribes(client, filter);
			for (const topic of topics) await publishes(client, topic, "1");
			await client.take(...due.map((topic) => `PUBLISH ${topic} "1" QoS 0`));
			await client.quiet();
		},
	],
	[
		"from the queue",
		async ({ keep, join }, filter, topics, due) => {
			const client = await keep("x");
			await subscribes(client, filter, 1);
			await leaves(client);
			const pub = await join("pub");
			for (const topic of topics) await publishes(pub, topic, "1", 1);
			const back = await keep("x");
			await receives(back, ...due.map((topic) => `PUBLISH ${topic} "1" QoS 1`));
			await back.quiet();
		},
	],
	[
		"retained",
		async ({ join }, filter, topics, due) => {
			const pub = await join("pub");
			for (const topic of topics) await publishes(pub, topic, "1", 1, RETAIN);
			const client = await join("x");
			await subscribes(client, filter, 0);
			// Retained messages may come in any order.
			const came: string[] = [];
			while (came.length < due.length) {
				const packet = await client.next(`a retained message for ${filter}`);
				if (packet.cmd === "publish") came.push(packet.topic);
			}
			if (came.sort().join() !== [...due].sort().join()) await client.take(...due.map((topic) => `PUBLISH ${topic} "1" QoS 0 RETAIN`));
			await client.quiet();
		},
	],
];

function matching(id: string, says: string, filter: string, topics: readonly string[], due: readonly string[]): Statement[] {
	return WAYS.map(([way, probe]) => ({ id, says: `${says}: ${way}`, probe: (bench) => probe(bench, filter, topics, due) }));
}

async function dollar({ keep, join }: Bench, filter: string, qos: QoS): Promise<void> {
	const [away, here] = [await keep("away"), await join("here")];
	await subscribes(away, filter, qos);
	await subscribes(here, filter, qos);
	await leaves(away);
	const pub = await join("pub");
	await publishes(pub, "$probe/mark", "no", qos, RETAIN);
	await publishes(pub, "a/mark", "1", qos);
	const late = await join("late");
	await subscribes(late, filter, qos);
	await publishes(pub, "a/mark", "2", qos);
	await receives(here, `PUBLISH a/mark "1" QoS ${qos}`);
	await receives(await keep("away"), `PUBLISH a/mark "1" QoS ${qos}`);
	await receives(late, `PUBLISH a/mark "2" QoS ${qos}`);
}

export const TOPICS: Section = {
	title: "Topics and filters",
	statements: [
		{
			id: "MQTT-4.7.1-1",
			says: "a filter may have wildcards, a topic may not",
			async probe({ join }) {
				const client = await join("x");
				await subscribes(client, "+/b/#", 0);
				await publishes(client, "a/b/c", "1");
				await client.take('PUBLISH a/b/c "1" QoS 0');
				client.sendBytes(bytesOf(0x30, "a/b/#", Buffer.from("1")));
				await client.closes("after a PUBLISH to a topic with a wildcard");
			},
		},
		...["a#", "a/b#", "#/a", "a/#/b", "##"].map((filter) => refused("MQTT-4.7.1-2", filter)),
		...matching(
			"MQTT-4.7.1-2",
			"# stands for any number of levels, none included",
			"a/#",
			["a", "a/", "a/b/c", "ab", "b"],
			["a", "a/", "a/b/c"],
		),
		...["+a", "a+", "a/+b", "a/b+/c", "++"].map((filter) => refused("MQTT-4.7.1-3", filter)),
		...matching("MQTT-4.7.1-3", "+ stands for one whole level", "a/+/c", ["a/b/c", "a/b/d", "a/b/b/c", "a/c", "a/b/c/d"], ["a/b/c"]),
		...matching("MQTT-4.7.1-3", "+ matches an empty level", "a/+", ["a/", "a", "a/b"], ["a/", "a/b"]),
		...matching("MQTT-4.7.1-3", "+ matches an empty first level", "+/a", ["/a", "b/a", "a"], ["/a", "b/a"]),
		...["#", "+/mark"].map(
			(filter): Statement => ({
				id: "MQTT-4.7.2-1",
				says: `the filter ${filter} gets nothing from topics that begin with $: live, from the queue, and retained`,
				probe: (bench) => dollar(bench, filter, 1),
			}),
		),
		{
			id: "MQTT-4.7.3-1",
			says: "a topic has at least one character",
			async probe({ join }) {
				const client = await join("x");
				client.sendBytes(bytesOf(0x30, "", Buffer.from("1")));
				await client.closes("after a PUBLISH to an empty topic");
			},
		},
		{
			id: "MQTT-4.7.3-1",
			says: "a filter has at least one character",
			async probe({ join }) {
				const client = await join("x");
				client.sendBytes(bytesOf(0x82, uint16(1), "", 0));
				await client.closes("after SUBSCRIBE to an empty filter");
			},
		},
		...matching(
			"MQTT-4.7.3-4",
			"nothing is put in order before comparing",
			"a/b",
			["A/b", "a//b", "/a/b", "a/b/", "a/B", " a/b", "a/b"],
			["a/b"],
		),
	],
};
