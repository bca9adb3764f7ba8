import { type Bench, collects, leaves, publishes, receives, subscribes } from "#fidelity/bench.ts";
import type { ProbeClient } from "#fidelity/client.ts";
import { insist } from "#fidelity/departure.ts";
import { bytesOf, publish, type QoS, subscribe } from "#fidelity/packets.ts";
import type { Section, Statement } from "#fidelity/statement.ts";

/** Overlapping filters with the QoS of each. Every filter matches t/1. */
type Filters = readonly (readonly [string, QoS])[];
const OVERLAPS: readonly Filters[] = [
	[
		["t/+", 2],
		["t/1", 0],
	],
	[
		["t/1", 0],
		["t/+", 2],
	],
	[
		["t/1", 2],
		["t/#", 1],
	],
	[
		["t/#", 1],
		["t/1", 2],
	],
	[
		["#", 0],
		["t/+", 1],
		["+/1", 2],
	],
	[
		["+/1", 2],
		["t/+", 1],
		["#", 0],
	],
];
const nameOf = (filters: Filters) => filters.map(([filter, qos]) => `${filter} at QoS ${qos}`).join(", then ");
const LAST = 'PUBLISH t/1 "last" QoS 2';

async function subscribesTo(client: ProbeClient, filters: Filters): Promise<void> {
	for (const [index, [filter, qos]] of filters.entries()) await subscribes(client, filter, qos, index + 1);
}

/** Further copies are allowed; one copy has to come at the highest QoS. */
function insistOnHighest(lines: readonly string[]): void {
	const copies = lines.filter((line) => line.includes('"1"'));
	insist(copies.includes('PUBLISH t/1 "1" QoS 2'), `the highest that came is ${copies.sort().at(-1) ?? "nothing"}`);
}

const overlapping = OVERLAPS.flatMap((filters): Statement[] => [
	{
		id: "MQTT-3.3.5-1",
		says: `of overlapping filters the highest QoS counts: ${nameOf(filters)}`,
		async probe({ join }) {
			const sub = await join("sub");
			await subscribesTo(sub, filters);
			const pub = await join("pub");
			await publishes(pub, "t/1", "1", 2);
			await publishes(pub, "t/1", "last", 2, { id: 2 });
			insistOnHighest(await collects(sub, "PUBLISH", (line) => line === LAST || line.includes('"last"')));
		},
	},
	{
		id: "MQTT-3.3.5-1",
		says: `the same while the subscriber is away, and nothing is left behind: ${nameOf(filters)}`,
		async probe({ keep, join }) {
			const sub = await keep("x");
			await subscribesTo(sub, filters);
			await leaves(sub);
			const pub = await join("pub");
			await publishes(pub, "t/1", "1", 2);
			const back = await keep("x");
			await publishes(pub, "t/1", "last", 2, { id: 2 });
			insistOnHighest(await collects(back, "PUBLISH", (line) => line.includes('"last"')));
			await leaves(back);
			await (await keep("x")).quiet();
		},
	},
]);

/** Published at 2 unless told otherwise; what arrives has the lower of the two QoS. */
async function lowered({ join }: Bench, filter: string, retained: boolean): Promise<void> {
	for (const granted of [0, 1, 2] as const) {
		const sub = await join(`sub-${granted}`);
		const pub = await join(`pub-${granted}`);
		for (const qos of [0, 1, 2] as const) {
			if (!retained) continue;
			await publishes(pub, `t/${qos}`, "1", qos, { retain: true });
		}
		await pub.quiet();
		for (const qos of [0, 1, 2] as const) {
			const own = filter.replace("1", String(qos));
			await subscribes(sub, own, granted);
			if (!retained) await publishes(pub, `t/${qos}`, "1", qos);
			await receives(sub, `PUBLISH t/${qos} "1" QoS ${Math.min(qos, granted)}${retained ? " RETAIN" : ""}`);
		}
		await leaves(sub);
	}
}

export const PUBLISHING: Section = {
	title: "Publishing and effective QoS",
	statements: [
		{
			id: "MQTT-3.3.2-1",
			says: "a PUBLISH begins with its topic: one without is malformed",
			async probe({ join }) {
				const client = await join("x");
				client.sendBytes(Uint8Array.of(0x30, 0));
				await client.closes("after a PUBLISH without a topic");
			},
		},
		...["t/#", "t/+", "#", "+/t"].map(
			(topic): Statement => ({
				id: "MQTT-3.3.2-2",
				says: `a PUBLISH to "${topic}" ends the connection: a topic has no wildcards`,
				async probe({ join }) {
					const client = await join("x");
					client.sendBytes(bytesOf(0x30, topic, Buffer.from("1")));
					await client.closes("after a PUBLISH to a topic with a wildcard");
				},
			}),
		),
		{
			id: "MQTT-3.3.2-3",
			says: "what a subscriber is sent has the topic that was published, and one of its filters matches that",
			async probe({ join }) {
				const client = await join("x");
				client.send(subscribe(1, ["a/+/c", 0], ["b/#", 0]));
				await client.take("SUBACK 1 [0, 0]");
				for (const topic of ["a/b", "a/b/c/d", "c", "a/b/c", "bb", "b/x/y"]) await publishes(client, topic, "1");
				await client.take('PUBLISH a/b/c "1" QoS 0', 'PUBLISH b/x/y "1" QoS 0');
			},
		},
		{
			id: "MQTT-3.3.4-1",
			says: "PUBLISH is answered by its QoS: with nothing, PUBACK or PUBREC",
			async probe({ join }) {
				const client = await join("x");
				client.send(publish("t", "0"));
				await client.quiet();
				client.send(publish("t", "1", 1, { id: 1 }), publish("t", "2", 2, { id: 2 }));
				await client.take("PUBACK 1", "PUBREC 2");
			},
		},
		...overlapping,
		{
			id: "MQTT-3.3.5-2",
			says: "a PUBLISH that is not allowed is acknowledged as usual, or the connection ends",
			async probe({ join }) {
				const client = await join("x");
				client.send(publish("$SYS/own", "1", 1, { id: 7 }));
				const answer = await client.next("PUBACK").catch(() => null);
				if (answer === null) return client.ended("although the PUBLISH was not acknowledged");
				insist(answer.cmd === "puback" && answer.messageId === 7, `${answer.cmd.toUpperCase()} came where PUBACK 7 was due`);
				await client.quiet();
			},
		},
		...(
			[
				["live, by an exact filter", "t/1", false],
				["live, by a filter with +", "+/1", false],
				["retained, by an exact filter", "t/1", true],
				["retained, by a filter with +", "+/1", true],
			] as const
		).map(
			([how, filter, retained]): Statement => ({
				id: "MQTT-3.8.4-6",
				says: `delivered is the lower of published and granted QoS: ${how}`,
				probe: (bench) => lowered(bench, filter, retained),
			}),
		),
		...["t", "+"].map(
			(filter): Statement => ({
				id: "MQTT-3.8.4-6",
				says: `delivered is the lower of published and granted QoS: from the queue, by the filter ${filter}`,
				async probe({ keep, join }) {
					const sub = await keep("x");
					await subscribes(sub, filter, 1);
					await leaves(sub);
					const pub = await join("pub");
					await publishes(pub, "t", "1", 1);
					await publishes(pub, "t", "2", 2);
					await receives(await keep("x"), 'PUBLISH t "1" QoS 1', 'PUBLISH t "2" QoS 1');
				},
			}),
		),
		{
			id: "MQTT-4.5.0-1",
			says: "a message is added to the session of every client that has a filter for it, there or away",
			async probe({ join, keep }) {
				const [one, two, away] = [await join("one"), await keep("two"), await keep("away")];
				await subscribes(one, "t", 1);
				await subscribes(two, "#", 1);
				await subscribes(away, "+", 1);
				await leaves(away);
				await publishes(await join("pub"), "t", "1", 1);
				for (const client of [one, two, await keep("away")]) await receives(client, 'PUBLISH t "1" QoS 1');
			},
		},
		{
			id: "3.3.5",
			says: "a client with overlapping filters may get further copies, one for each filter",
			untestable: "the standard leaves it to the broker",
		},
		{
			id: "4.3.2",
			says: "PUBACK may be sent before the message has reached any subscriber",
			untestable: "the standard leaves it to the broker",
		},
	],
};
