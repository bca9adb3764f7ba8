import { type Bench, leaves, onlyMark, publishes, receives, subscribes } from "#fidelity/bench.ts";
import type { ProbeClient } from "#fidelity/client.ts";
import { bytesOf, DISCONNECT, publish, uint16, will } from "#fidelity/packets.ts";
import type { Section, Statement } from "#fidelity/statement.ts";

/** A client that sees every will, and what was published behind the will. */
async function watcher({ join }: Bench, qos: 0 | 1 | 2 = 0): Promise<ProbeClient> {
	const sub = await join("watcher");
	await subscribes(sub, "#", qos);
	return sub;
}

async function nothingBefore({ join }: Bench, sub: ProbeClient): Promise<void> {
	await publishes(await join("last"), "mark", "");
	await receives(sub, 'PUBLISH mark "" QoS 0');
}

/** CONNECT with flags that are not allowed. */
const connectBytes = (flags: number, ...payload: readonly string[]) => bytesOf(0x10, "MQTT", 4, flags, uint16(0), "x", ...payload);

export const WILL: Section = {
	title: "Will",
	statements: [
		{
			id: "MQTT-3.1.2-8",
			says: "the will is published when the connection breaks",
			async probe(bench) {
				const sub = await watcher(bench);
				(await bench.join("x", { will: will("w") })).cut();
				await receives(sub, 'PUBLISH w "gone" QoS 0');
			},
		},
		{
			id: "MQTT-3.1.2-8",
			says: "the will is published when another connection takes the client id over, both with a clean session",
			async probe(bench) {
				const sub = await watcher(bench);
				await bench.join("x", { will: will("w") });
				await bench.join("x");
				await receives(sub, 'PUBLISH w "gone" QoS 0');
			},
		},
		{
			id: "MQTT-3.1.2-8",
			says: "the will is published when another connection takes the client id over, both with a kept session",
			async probe(bench) {
				const sub = await watcher(bench);
				await bench.keep("x", { will: will("w") });
				await bench.keep("x");
				await receives(sub, 'PUBLISH w "gone" QoS 0');
			},
		},
		...(
			[
				["a PUBLISH with QoS 3", bytesOf(0x36, "t", uint16(1))],
				["a second CONNECT", connectBytes(2)],
			] as const
		).map(
			([what, bytes]): Statement => ({
				id: "MQTT-3.1.2-8",
				says: `the will is published when the broker ends the connection over ${what}`,
				async probe(bench) {
					const sub = await watcher(bench);
					const client = await bench.join("x", { will: will("w") });
					client.sendBytes(bytes);
					await client.closes(`after ${what}`);
					await receives(sub, 'PUBLISH w "gone" QoS 0');
				},
			}),
		),
		{
			id: "MQTT-3.1.2-9",
			says: "a will has the topic, payload and QoS that CONNECT gave it",
			async probe(bench) {
				const sub = await watcher(bench, 2);
				for (const qos of [1, 2] as const) {
					(await bench.join("x", { will: { ...will("a/b", qos), payload: Buffer.from("") } })).cut();
					await receives(sub, `PUBLISH a/b "" QoS ${qos}`);
				}
			},
		},
		{
			id: "MQTT-3.1.2-10",
			says: "a will that was published is gone: the next end without one publishes nothing",
			async probe(bench) {
				const sub = await watcher(bench);
				(await bench.keep("x", { will: will("w") })).cut();
				await receives(sub, 'PUBLISH w "gone" QoS 0');
				(await bench.keep("x")).cut();
				await nothingBefore(bench, sub);
			},
		},
		{
			id: "MQTT-3.1.2-10",
			says: "a will that DISCONNECT removed is not published later",
			async probe(bench) {
				const sub = await watcher(bench);
				await leaves(await bench.keep("x", { will: will("w") }));
				(await bench.keep("x")).cut();
				await nothingBefore(bench, sub);
			},
		},
		{
			id: "MQTT-3.1.2-11",
			says: "without a will, its fields are not there: what stands in their place is malformed",
			async probe({ dial }) {
				const client = await dial();
				client.sendBytes(connectBytes(0x02, "w", "gone"));
				await client.closes("with will fields that no flag announces");
			},
		},
		{
			id: "MQTT-3.1.2-12",
			says: "without a will nothing is published when the connection breaks",
			async probe(bench) {
				const sub = await watcher(bench);
				(await bench.join("x")).cut();
				await nothingBefore(bench, sub);
			},
		},
		{
			id: "MQTT-3.1.2-13",
			says: "without a will its QoS is 0: another one is malformed",
			async probe({ dial }) {
				const client = await dial();
				client.sendBytes(connectBytes(0x02 | 0x08));
				await client.closes("with a will QoS and no will");
			},
		},
		{
			id: "MQTT-3.1.2-14",
			says: "the QoS of a will is never 3",
			async probe({ dial }) {
				const client = await dial();
				client.sendBytes(connectBytes(0x02 | 0x04 | 0x18, "w", "gone"));
				await client.closes("with a will QoS of 3");
			},
		},
		{
			id: "MQTT-3.1.2-15",
			says: "without a will its RETAIN is 0: a 1 is malformed",
			async probe({ dial }) {
				const client = await dial();
				client.sendBytes(connectBytes(0x02 | 0x20));
				await client.closes("with a will RETAIN and no will");
			},
		},
		{
			id: "MQTT-3.1.2-16",
			says: "a will without RETAIN is not retained",
			async probe(bench) {
				const sub = await watcher(bench);
				(await bench.join("x", { will: will("w") })).cut();
				await receives(sub, 'PUBLISH w "gone" QoS 0');
				const late = await bench.join("late");
				await subscribes(late, "w");
				await late.quiet();
				await onlyMark(late, late);
			},
		},
		{
			id: "MQTT-3.1.2-17",
			says: "a will with RETAIN is retained",
			async probe(bench) {
				const sub = await watcher(bench, 1);
				(await bench.join("x", { will: will("w", 1, true) })).cut();
				await receives(sub, 'PUBLISH w "gone" QoS 1');
				const late = await bench.join("late");
				await subscribes(late, "w", 1);
				await receives(late, 'PUBLISH w "gone" QoS 1 RETAIN');
			},
		},
		{
			id: "MQTT-4.7.1-1",
			says: "the topic of a will has no wildcard",
			async probe({ dial }) {
				const client = await dial();
				client.sendBytes(connectBytes(0x02 | 0x04, "w/#", "gone"));
				await client.closes("with a wildcard in the topic of its will");
			},
		},
		{
			id: "3.1.2.5",
			says: "a DISCONNECT in one segment with PUBLISH still forgets the will",
			async probe(bench) {
				const sub = await watcher(bench);
				const client = await bench.join("x", { will: will("w") });
				client.send(publish("t", "1"), DISCONNECT);
				await client.ended("after DISCONNECT");
				await receives(sub, 'PUBLISH t "1" QoS 0');
				await nothingBefore(bench, sub);
			},
		},
	],
};
