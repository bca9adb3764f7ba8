import { leaves, publishes, receives, subscribes } from "#fidelity/bench.ts";
import { insist, NotShown } from "#fidelity/departure.ts";
import { bytesOf, idOf, type Packet, publish, pubrec, pubrel, subscribe, uint16, unsubscribe } from "#fidelity/packets.ts";
import type { Section } from "#fidelity/statement.ts";

const RETAIN = { retain: true };

export const SUBSCRIBING: Section = {
	title: "SUBSCRIBE and UNSUBSCRIBE",
	statements: [
		{
			id: "MQTT-3-8.3-4",
			says: "SUBSCRIBE with a QoS of 3 or with reserved bits set ends the connection",
			async probe({ join }) {
				for (const options of [3, 4, 0x80]) {
					const client = await join(`x${options}`);
					client.sendBytes(bytesOf(0x82, uint16(1), "t", options));
					await client.closes(`after SUBSCRIBE with options ${options}`);
				}
			},
		},
		{
			id: "MQTT-3.8.4-1",
			says: "SUBSCRIBE is answered with SUBACK",
			async probe({ join }) {
				await subscribes(await join("x"), "t", 1);
			},
		},
		{
			id: "MQTT-3.8.4-2",
			says: "SUBACK has the packet id of its SUBSCRIBE, also when several are sent at once",
			async probe({ join }) {
				const client = await join("x");
				client.send(subscribe(300, ["a", 0]), subscribe(2, ["b", 1]), subscribe(65_535, ["c", 2]));
				await client.take("SUBACK 300 [0]", "SUBACK 2 [1]", "SUBACK 65535 [2]");
			},
		},
		{
			id: "MQTT-3.8.4-3",
			says: "the same filter again takes the place of the old one: its QoS counts, and each message comes once",
			async probe({ join }) {
				const client = await join("x");
				await subscribes(client, "t", 2);
				await subscribes(client, "t", 0, 2);
				await publishes(client, "t", "1");
				await client.take('PUBLISH t "1" QoS 0');
				const pub = await join("pub");
				await publishes(pub, "t", "2", 2);
				await publishes(pub, "t", "3", 2, { id: 2 });
				await receives(client, 'PUBLISH t "2" QoS 0', 'PUBLISH t "3" QoS 0');
			},
		},
		{
			id: "MQTT-3.8.4-3",
			says: "the same filter again brings its retained messages again",
			async probe({ join }) {
				const client = await join("x");
				await publishes(client, "t", "1", 1, RETAIN);
				for (const id of [1, 2]) {
					await subscribes(client, "t", 1, id);
					await receives(client, 'PUBLISH t "1" QoS 1 RETAIN');
				}
			},
		},
		{
			id: "MQTT-3.8.4-4",
			says: "several filters in one SUBSCRIBE count as so many SUBSCRIBEs, with one SUBACK",
			async probe({ join }) {
				const client = await join("x");
				client.send(subscribe(1, ["a", 0], ["b/+", 1], ["c/#", 2]));
				await client.take("SUBACK 1 [0, 1, 2]");
				const pub = await join("pub");
				await publishes(pub, "a", "1");
				await publishes(pub, "b/1", "1", 1);
				await publishes(pub, "c", "1", 2);
				await receives(client, 'PUBLISH a "1" QoS 0', 'PUBLISH b/1 "1" QoS 1', 'PUBLISH c "1" QoS 2');
			},
		},
		{
			id: "MQTT-3.8.4-5",
			says: "there is one return code for each filter",
			async probe({ join }) {
				const client = await join("x");
				client.send(subscribe(1, ["a", 2], ["b", 0], ["c", 1]));
				await client.take("SUBACK 1 [2, 0, 1]");
			},
		},
		{
			id: "MQTT-3.8.4-5",
			says: "there is one return code for each filter, also when one is named twice",
			async probe({ join }) {
				const client = await join("x");
				client.send(subscribe(1, ["a", 2], ["a", 1]));
				await client.take("SUBACK 1 [2, 1]");
			},
		},
		{
			id: "MQTT-3.9.3-1",
			says: "the return codes stand in the order of the filters",
			async probe({ join }) {
				const client = await join("x");
				client.send(subscribe(1, ["z/#", 2], ["+/m", 1], ["a", 0], ["n", 1]));
				await client.take("SUBACK 1 [2, 1, 0, 1]");
			},
		},
		{
			id: "MQTT-3.9.3-2",
			says: "return codes are 0, 1, 2 or 0x80; a filter that got 0x80 is not subscribed to, now and after a return",
			async probe({ keep, join }) {
				const client = await keep("x");
				const codes: number[] = [];
				// In several packets: a single packet with all the filters is too long for some brokers.
				for (let id = 1; id <= 5; id += 1) {
					client.send(subscribe(id, ...Array.from({ length: 50 }, (_, n) => [`t/${id}/${n}`, 1] as const)));
					const suback = await client.next("SUBACK");
					if (suback.cmd === "suback") codes.push(...(suback.granted as number[]));
				}
				insist(codes.length === 250 && codes.every((code) => [0, 1, 2, 0x80].includes(code)), "there is another return code");
				const refused = codes.indexOf(0x80);
				if (refused === -1) throw new NotShown("all return codes are of these, and this broker refuses no filter");
				const topicOf = (index: number) => `t/${Math.floor(index / 50) + 1}/${index % 50}`;
				const pub = await join("pub");
				await publishes(pub, topicOf(refused), "no", 1);
				await publishes(pub, topicOf(0), "1", 1);
				await receives(client, `PUBLISH ${topicOf(0)} "1" QoS 1`);
				await leaves(client);
				await publishes(pub, topicOf(refused), "no", 1);
				await publishes(pub, topicOf(0), "2", 1);
				await receives(await keep("x"), `PUBLISH ${topicOf(0)} "2" QoS 1`);
			},
		},
		{
			id: "MQTT-3.10.4-1",
			says: "UNSUBSCRIBE removes a filter only if it is the same, character by character",
			async probe({ join }) {
				const client = await join("x");
				await subscribes(client, "a/+", 1);
				client.send(unsubscribe(2, "a/b"), unsubscribe(3, "a/#"), unsubscribe(4, "A/+"), unsubscribe(5, "#"));
				await client.take("UNSUBACK 2", "UNSUBACK 3", "UNSUBACK 4", "UNSUBACK 5");
				await publishes(await join("pub"), "a/b", "1", 1);
				await receives(client, 'PUBLISH a/b "1" QoS 1');
			},
		},
		{
			id: "MQTT-3.10.4-2",
			says: "after UNSUBSCRIBE no new message is sent for this filter",
			async probe({ join }) {
				const client = await join("x");
				client.send(subscribe(1, ["a/+", 1], ["mark", 1]));
				await client.take("SUBACK 1 [1, 1]");
				client.send(unsubscribe(2, "a/+"));
				await client.take("UNSUBACK 2");
				const pub = await join("pub");
				await publishes(pub, "a/b", "1", 1);
				await publishes(pub, "mark", "", 1);
				await receives(client, 'PUBLISH mark "" QoS 1');
			},
		},
		{
			id: "MQTT-3.10.4-3",
			says: "a delivery that has started is completed after UNSUBSCRIBE",
			async probe({ keep, join }) {
				const client = await keep("x");
				await subscribes(client, "t", 2);
				await subscribes(client, "other", 0, 2);
				await publishes(await join("pub"), "t", "1", 2);
				const id = idOf((await client.take('PUBLISH t "1" QoS 2'))[0] as Packet);
				client.send(unsubscribe(9, "t"));
				await client.take("UNSUBACK 9");
				client.send(pubrec(id));
				await client.take(`PUBREL ${id}`);
				client.cut();
				const back = await keep("x", { present: 1 });
				await back.take(`PUBREL ${id}`);
			},
		},
		{
			id: "MQTT-3.10.4-4",
			says: "UNSUBSCRIBE is answered with UNSUBACK under its id",
			async probe({ join }) {
				const client = await join("x");
				await subscribes(client, "t");
				client.send(unsubscribe(300, "t"));
				await client.take("UNSUBACK 300");
			},
		},
		{
			id: "MQTT-3.10.4-5",
			says: "UNSUBACK comes even if no filter was removed",
			async probe({ join }) {
				const client = await join("x");
				client.send(unsubscribe(300, "a", "b/#"));
				await client.take("UNSUBACK 300");
			},
		},
		{
			id: "MQTT-4.5.0-2",
			says: "the client acknowledges by QoS whether or not it has a use for the message",
			async client({ lab, answer }) {
				lab.add("x");
				const broker = await answer("x");
				broker.send(publish("nobody/asked", "1", 1, { id: 7 }), publish("nobody/asked", "2", 2, { id: 8 }));
				await broker.take("PUBACK 7", "PUBREC 8");
				broker.send(pubrel(8));
				await broker.take("PUBCOMP 8");
			},
		},
	],
};
