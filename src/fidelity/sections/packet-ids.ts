import { collects, leaves, publishes, receives, subscribes } from "#fidelity/bench.ts";
import { insist } from "#fidelity/departure.ts";
import { bytesOf, idOf, type Packet, puback, pubcomp, publish, pubrec, pubrel, subscribe, uint16, unsubscribe } from "#fidelity/packets.ts";
import type { Section, Statement } from "#fidelity/statement.ts";
import { ONE } from "./stage.ts";

const IDS = 65_535;
const AT_ONCE = 15;

export const PACKET_IDS: Section = {
	title: "Packet identifiers",
	statements: [
		...(
			[
				["SUBSCRIBE", bytesOf(0x82, uint16(0), "t", 0)],
				["UNSUBSCRIBE", bytesOf(0xa2, uint16(0), "t")],
				["PUBLISH with QoS 1", bytesOf(0x32, "t", uint16(0), Buffer.from("1"))],
				["PUBLISH with QoS 2", bytesOf(0x34, "t", uint16(0), Buffer.from("1"))],
			] as const
		).map(
			([name, bytes]): Statement => ({
				id: "MQTT-2.3.1-1",
				says: `a packet id of 0 in ${name} ends the connection`,
				async probe({ join }) {
					const client = await join("x");
					client.sendBytes(bytes);
					await client.closes("after a packet id of 0");
				},
			}),
		),
		{
			id: "MQTT-2.3.1-2",
			says: "a new packet of the client takes an id that is not in use",
			async client({ lab, answer }) {
				lab.add("x");
				const broker = await answer("x");
				lab.publish("x", { ...ONE, qos: 1 });
				lab.publish("x", { ...ONE, qos: 2 });
				lab.subscribeTo("x", "t", 1);
				lab.unsubscribeFrom("x", "t");
				const packets = await broker.takeAny(4);
				insist(new Set(packets.map(idOf)).size === 4 && !packets.some((packet) => idOf(packet) === 0), "an id is used twice");
			},
		},
		{
			id: "MQTT-2.3.1-3",
			says: "the client sends a packet again under its id; after the acknowledgement the id is free",
			async client({ lab, answer }) {
				lab.add("x", { cleanSession: false });
				const first = await answer("x");
				lab.publish("x", { ...ONE, qos: 1 });
				lab.publish("x", { ...ONE, payload: "2", qos: 1 });
				const before = (await first.takeAny(2)).map(idOf);
				await first.drop();
				const second = await answer("x", { present: true });
				for (const id of before) {
					insist(idOf(await second.next("a PUBLISH sent again")) === id, "the ids have changed");
					second.send(puback(id));
				}
				lab.publish("x", { ...ONE, payload: "3", qos: 1 });
				insist((await second.next("PUBLISH")).messageId !== undefined, "no id is left");
			},
		},
		{
			id: "MQTT-2.3.1-3",
			says: "an id is free again after PUBACK, PUBCOMP, SUBACK and UNSUBACK",
			async probe({ join }) {
				const client = await join("x");
				for (let round = 0; round < 2; round += 1) {
					client.send(subscribe(7, ["other", 0]));
					await client.take("SUBACK 7 [0]");
					client.send(unsubscribe(7, "other"));
					await client.take("UNSUBACK 7");
					await publishes(client, "t", "1", 1, { id: 7 });
					await publishes(client, "t", "1", 2, { id: 7 });
				}
			},
		},
		{
			id: "MQTT-2.3.1-4",
			says: "the broker's own PUBLISHes have ids that are not in use",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 2);
				const pub = await join("pub");
				for (let id = 1; id <= 10; id += 1) pub.send(publish("t", String(id), id % 2 === 0 ? 2 : 1, { id }));
				for (let id = 2; id <= 10; id += 2) pub.send(pubrel(id));
				const ids: number[] = [];
				while (ids.length < 10) ids.push(idOf(await sub.next("PUBLISH")));
				insist(new Set(ids).size === 10 && !ids.includes(0), "an id is used twice");
			},
		},
		{
			id: "MQTT-2.3.1-4",
			says: "an id that was never acknowledged is not given out again after 65,535 others",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 1);
				const pub = await join("pub");
				await publishes(pub, "t", "held", 1);
				const held = idOf(await sub.next("PUBLISH"));
				for (let sent = 0; sent < IDS + AT_ONCE; sent += AT_ONCE) {
					pub.send(...Array.from({ length: AT_ONCE }, (_, n) => publish("t", "x", 1, { id: n + 1 })));
					const answers: Packet[] = [];
					for (let n = 0; n < AT_ONCE; n += 1) {
						const packet = await sub.next("PUBLISH");
						insist(idOf(packet) !== held, "the id of a message that was never acknowledged is given out again");
						answers.push(puback(idOf(packet)));
					}
					sub.send(...answers);
					for (let n = 0; n < AT_ONCE; n += 1) await pub.next("PUBACK");
				}
			},
		},
		{
			id: "MQTT-2.3.1-4",
			says: "the broker's ids and the client's are independent: one id in both directions at once",
			async probe({ join }) {
				const client = await join("x");
				await subscribes(client, "t", 2);
				await publishes(await join("pub"), "t", "down", 2);
				const id = idOf((await client.take('PUBLISH t "down" QoS 2'))[0] as Packet);
				client.send(publish("up", "1", 2, { id }));
				await client.take(`PUBREC ${id}`);
				client.send(pubrec(id));
				await client.take(`PUBREL ${id}`);
				client.send(pubrel(id));
				await client.take(`PUBCOMP ${id}`);
				client.send(pubcomp(id));
				await client.quiet();
			},
		},
		{
			id: "MQTT-2.3.1-5",
			says: "a PUBLISH with QoS 0 has no packet id",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 2);
				await publishes(sub, "t", "1");
				const [packet] = await sub.take('PUBLISH t "1" QoS 0');
				// 30, remaining length, "t" with its length, the payload: no room for an id.
				insist(packet !== undefined && packet.length === 4, "there is something between topic and payload");
			},
		},
		{
			id: "MQTT-2.3.1-6",
			says: "PUBACK, PUBREC, PUBREL and PUBCOMP repeat the id of their PUBLISH",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 2);
				const pub = await join("pub");
				await publishes(pub, "t", "1", 1, { id: 513 });
				await publishes(pub, "t", "2", 2, { id: 65_535 });
				await receives(sub, 'PUBLISH t "1" QoS 1');
				const id = idOf((await sub.take('PUBLISH t "2" QoS 2'))[0] as Packet);
				sub.send(pubrec(id));
				await sub.take(`PUBREL ${id}`);
			},
		},
		{
			id: "MQTT-2.3.1-7",
			says: "SUBACK and UNSUBACK repeat the id of what they answer",
			async probe({ join }) {
				const client = await join("x");
				client.send(subscribe(513, ["t", 0]), unsubscribe(65_535, "t"));
				await client.take("SUBACK 513 [0]", "UNSUBACK 65535");
			},
		},
	],
};

export const DUP: Section = {
	title: "DUP and the QoS bits",
	statements: [
		...([1, 2] as const).map(
			(qos): Statement => ({
				id: "MQTT-3.3.1-1",
				says: `a PUBLISH with QoS ${qos} that is sent again has DUP 1`,
				async probe({ keep, join }) {
					const sub = await keep("x");
					await subscribes(sub, "t", 2);
					await publishes(await join("pub"), "t", "1", qos);
					await sub.take(`PUBLISH t "1" QoS ${qos}`);
					sub.cut();
					await receives(await keep("x"), `PUBLISH t "1" QoS ${qos} DUP`);
				},
			}),
		),
		{
			id: "MQTT-3.3.1-1",
			says: "what the client sends again has DUP 1",
			async client({ lab, answer }) {
				lab.add("x", { cleanSession: false });
				const first = await answer("x");
				lab.publish("x", { ...ONE, qos: 1 });
				lab.publish("x", { ...ONE, payload: "2", qos: 2 });
				await first.take('PUBLISH t "1" QoS 1', 'PUBLISH t "2" QoS 2');
				await first.drop();
				const second = await answer("x", { present: true });
				const [one] = await second.take('PUBLISH t "1" QoS 1 DUP');
				second.send(puback(idOf(one as Packet)));
				await second.take('PUBLISH t "2" QoS 2 DUP');
			},
		},
		{
			id: "MQTT-3.3.1-2",
			says: "a PUBLISH with QoS 0 has DUP 0, also when its publisher sent it again",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 0);
				await publishes(await join("pub"), "t", "1", 1, { dup: true });
				await receives(sub, 'PUBLISH t "1" QoS 0');
			},
		},
		{
			id: "MQTT-3.3.1-3",
			says: "the DUP of the publisher is not passed on to a subscriber that is there",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 2);
				const pub = await join("pub");
				await publishes(pub, "t", "1", 1, { dup: true });
				await publishes(pub, "t", "2", 2, { dup: true });
				await receives(sub, 'PUBLISH t "1" QoS 1', 'PUBLISH t "2" QoS 2');
			},
		},
		{
			id: "MQTT-3.3.1-3",
			says: "the DUP of the publisher is not passed on to a subscriber that was away",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 1);
				await leaves(sub);
				await publishes(await join("pub"), "t", "1", 1, { dup: true });
				const lines = await collects(await keep("x"), "PUBLISH", () => true);
				insist(lines[0] === 'PUBLISH t "1" QoS 1', `${lines[0]} came where PUBLISH t "1" QoS 1 was due`);
			},
		},
		{
			id: "MQTT-3.3.1-4",
			says: "a PUBLISH with both QoS bits set ends the connection",
			async probe({ join }) {
				const client = await join("x");
				client.sendBytes(bytesOf(0x36, "t", uint16(1), Buffer.from("1")));
				await client.closes("after a PUBLISH with QoS 3");
			},
		},
	],
};
