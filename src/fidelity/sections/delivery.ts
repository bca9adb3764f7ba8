import { leaves, publishes, receives, subscribes } from "#fidelity/bench.ts";
import { Departure, insist } from "#fidelity/departure.ts";
import { idOf, lineOf, type Packet, payloadOf, puback, pubcomp, publish, pubrec, pubrel } from "#fidelity/packets.ts";
import type { Section, Statement } from "#fidelity/statement.ts";
import { ONE } from "./stage.ts";

const only = (packets: readonly Packet[]): number => idOf(packets[0] as Packet);

export const DELIVERY: Section = {
	title: "Delivery, and sending again",
	statements: [
		{
			id: "MQTT-4.3.1-1",
			says: "QoS 0: one PUBLISH with QoS 0 and DUP 0, and no other after a return",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 0);
				await publishes(await join("pub"), "t", "1", 1);
				await sub.take('PUBLISH t "1" QoS 0');
				sub.cut();
				await (await keep("x", { present: 1 })).quiet();
			},
		},
		{
			id: "MQTT-4.3.2-1",
			says: "QoS 1, the broker sends: first with DUP 0 and an id; unacknowledged until PUBACK, and only until then",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 1);
				await publishes(await join("pub"), "t", "1", 1);
				const id = only(await sub.take('PUBLISH t "1" QoS 1'));
				sub.cut();
				const back = await keep("x");
				const again = await back.next("PUBLISH");
				insist(idOf(again) === id && idOf(again) > 0, "it came again under another id");
				back.send(puback(id));
				await back.quiet();
				back.cut();
				await (await keep("x")).quiet();
			},
		},
		{
			id: "MQTT-4.3.2-1",
			says: "QoS 1, the client sends: a new id and DUP 0 first; after its PUBACK it is not sent again",
			async client({ lab, answer }) {
				lab.add("x", { cleanSession: false });
				const first = await answer("x");
				lab.publish("x", { ...ONE, qos: 1 });
				lab.publish("x", { ...ONE, payload: "2", qos: 1 });
				const [one, two] = await first.take('PUBLISH t "1" QoS 1', 'PUBLISH t "2" QoS 1');
				insist(one !== undefined && two !== undefined && idOf(one) !== idOf(two), "both have one id");
				first.send(puback(idOf(one)), { cmd: "pingresp" });
				lab.subscribeTo("x", "behind", 0);
				await first.next("SUBSCRIBE");
				await first.drop();
				const second = await answer("x", { present: true });
				await second.take('PUBLISH t "2" QoS 1 DUP');
			},
		},
		{
			id: "MQTT-4.3.2-2",
			says: "QoS 1, the broker receives: PUBACK; after that the same id is a new message, whatever its DUP",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 1);
				const pub = await join("pub");
				await publishes(pub, "t", "1", 1, { id: 5 });
				await publishes(pub, "t", "1", 1, { id: 5, dup: true });
				await publishes(pub, "t", "2", 1, { id: 5 });
				const payloads: string[] = [];
				while (payloads.length < 3) {
					const packet = await sub.next("PUBLISH");
					payloads.push(payloadOf(packet));
					sub.send(puback(idOf(packet)));
				}
				insist(payloads.join() === "1,1,2", `${payloads.join(", ")} came where 1, 1, 2 was due`);
			},
		},
		{
			id: "MQTT-4.3.3-1",
			says: "QoS 2, the broker sends: PUBLISH, PUBREC, PUBREL, PUBCOMP, and no more",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 2);
				await publishes(await join("pub"), "t", "1", 2);
				await receives(sub, 'PUBLISH t "1" QoS 2');
				await sub.quiet();
				sub.cut();
				await (await keep("x")).quiet();
			},
		},
		{
			id: "MQTT-4.3.3-1",
			says: "QoS 2, the broker sends a retained message to a client with a kept session",
			async probe({ keep, join }) {
				await publishes(await join("pub"), "t", "1", 2, { retain: true });
				const sub = await keep("x");
				await subscribes(sub, "t", 2);
				await receives(sub, 'PUBLISH t "1" QoS 2 RETAIN');
				await sub.quiet();
			},
		},
		{
			id: "MQTT-4.3.3-1",
			says: "QoS 2, the client sends: PUBLISH, then PUBREL until PUBCOMP, never PUBLISH again after PUBREL",
			async client({ lab, answer }) {
				lab.add("x", { cleanSession: false });
				const first = await answer("x");
				lab.publish("x", { ...ONE, qos: 2 });
				const id = only(await first.take('PUBLISH t "1" QoS 2'));
				first.send(pubrec(id));
				await first.take(`PUBREL ${id}`);
				await first.drop();
				const second = await answer("x", { present: true });
				await second.take(`PUBREL ${id}`);
				second.send(pubcomp(id));
				lab.publish("x", { ...ONE, payload: "2", qos: 2 });
				await second.take('PUBLISH t "2" QoS 2');
			},
		},
		{
			id: "MQTT-4.3.3-2",
			says: "QoS 2, the broker receives: the same id before PUBREL is answered with PUBREC and not delivered again",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 2);
				const pub = await join("pub");
				for (const dup of [false, true, true]) {
					pub.send(publish("t", "1", 2, { id: 5, dup }));
					await pub.take("PUBREC 5");
				}
				pub.send(pubrel(5));
				await pub.take("PUBCOMP 5");
				await publishes(pub, "t", "2", 2, { id: 5 });
				await receives(sub, 'PUBLISH t "1" QoS 2', 'PUBLISH t "2" QoS 2');
			},
		},
		{
			id: "MQTT-4.3.3-2",
			says: "QoS 2, the broker receives: the same in one segment",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "t", 2);
				const pub = await join("pub");
				pub.send(publish("t", "1", 2, { id: 5 }), publish("t", "1", 2, { id: 5, dup: true }), pubrel(5));
				await pub.take("PUBREC 5", "PUBREC 5", "PUBCOMP 5");
				await publishes(pub, "t", "2", 2, { id: 5 });
				await receives(sub, 'PUBLISH t "1" QoS 2', 'PUBLISH t "2" QoS 2');
			},
		},
		{
			id: "MQTT-4.3.3-2",
			says: "QoS 2, the broker receives: PUBREL is answered with PUBCOMP, also when its id is no longer known",
			async probe({ join }) {
				const pub = await join("pub");
				await publishes(pub, "t", "1", 2, { id: 5 });
				pub.send(pubrel(5));
				await pub.take("PUBCOMP 5");
			},
		},
		{
			id: "MQTT-4.3.3-2",
			says: "QoS 2, the client receives: the same id before PUBREL is answered with PUBREC, PUBREL with PUBCOMP",
			async client({ lab, answer }) {
				lab.add("x", { cleanSession: false });
				const broker = await answer("x");
				broker.send(publish("t", "1", 2, { id: 5 }), publish("t", "1", 2, { id: 5, dup: true }), pubrel(5), pubrel(5));
				const lines = (await broker.takeAny(4)).map(lineOf);
				const due = ["PUBCOMP 5", "PUBCOMP 5", "PUBREC 5", "PUBREC 5"];
				insist(lines.sort().join() === due.join(), `${lines.join(", ")} came`);
			},
		},
		{
			id: "MQTT-4.4.0-1",
			says: "after a return, unacknowledged PUBLISHes come again under their old ids, those that never left come after them",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 2);
				const pub = await join("pub");
				await publishes(pub, "t", "1", 1);
				await publishes(pub, "t", "2", 2);
				const before = (await sub.take('PUBLISH t "1" QoS 1', 'PUBLISH t "2" QoS 2')).map(idOf);
				sub.cut();
				await sub.ended("after it was cut");
				await publishes(pub, "t", "3", 1);
				const back = await keep("x");
				const packets = [await back.next("PUBLISH"), await back.next("PUBLISH"), await back.next("PUBLISH")];
				const payloads = packets.map((packet) => (packet.cmd === "publish" ? String(packet.payload) : packet.cmd)).join(", ");
				insist(payloads === "1, 2, 3", `${payloads} came where 1, 2, 3 was due`);
				insist(before.join() === packets.slice(0, 2).map(idOf).join(), "the ids have changed");
			},
		},
		{
			id: "MQTT-4.4.0-1",
			says: "after a return, a PUBREL without its PUBCOMP comes again under its old id",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 2);
				await publishes(await join("pub"), "t", "1", 2);
				const id = only(await sub.take('PUBLISH t "1" QoS 2'));
				sub.send(pubrec(id));
				await sub.take(`PUBREL ${id}`);
				sub.cut();
				const back = await keep("x");
				await back.take(`PUBREL ${id}`);
				back.send(pubcomp(id));
				await back.quiet();
			},
		},
		...([1, 2] as const).map(
			(qos): Statement => ({
				id: "MQTT-4.4.0-1",
				says: `after a return, an unacknowledged retained copy with QoS ${qos} comes again`,
				async probe({ keep, join }) {
					await publishes(await join("pub"), "t", "1", qos, { retain: true });
					const sub = await keep("x");
					await subscribes(sub, "t", qos);
					const id = only(await sub.take(`PUBLISH t "1" QoS ${qos} RETAIN`));
					sub.cut();
					const again = await (await keep("x")).next("the retained copy");
					if (idOf(again) !== id || again.cmd !== "publish") throw new Departure("it came again under another id");
				},
			}),
		),
		{
			id: "MQTT-4.4.0-1",
			says: "after a return, the client sends its unacknowledged PUBLISHes and PUBRELs again under their old ids",
			async client({ lab, answer }) {
				lab.add("x", { cleanSession: false });
				const first = await answer("x");
				for (const [payload, qos] of [["1", 1] as const, ["2", 2] as const, ["3", 2] as const]) lab.publish("x", { ...ONE, payload, qos });
				const ids = (await first.takeAny(3)).map(idOf);
				first.send(pubrec(ids[1] as number));
				await first.take(`PUBREL ${ids[1]}`);
				await first.drop();
				const second = await answer("x", { present: true });
				const again: string[] = [];
				while (again.length < 3) {
					const packet = await second.next("what was not acknowledged");
					again.push(`${packet.cmd} ${idOf(packet)}`);
					if (packet.cmd === "pubrel") second.send(pubcomp(idOf(packet)));
					else second.send(idOf(packet) === ids[0] ? puback(idOf(packet)) : pubrec(idOf(packet)));
				}
				insist(
					again.sort().join() === [`publish ${ids[0]}`, `publish ${ids[2]}`, `pubrel ${ids[1]}`].sort().join(),
					`${again.join(", ")} came`,
				);
			},
		},
		{
			id: "4.4",
			says: "nothing is sent again while the connection lives",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 2);
				const pub = await join("pub");
				await publishes(pub, "t", "1", 2);
				await sub.take('PUBLISH t "1" QoS 2');
				await publishes(pub, "t", "2", 1);
				await sub.take('PUBLISH t "2" QoS 1');
				await sub.quiet();
				await leaves(sub);
			},
		},
		{
			id: "MQTT-4.8.0-1",
			says: "a violation of the protocol ends the connection it came on, and no other",
			async probe({ join }) {
				const bystander = await join("bystander");
				await subscribes(bystander, "t");
				for (const [name, first] of [["packet type 0", 0x00] as const, ["packet type 15", 0xf0] as const, ["SUBACK", 0x90] as const]) {
					const client = await join("x");
					client.sendBytes(Uint8Array.of(first, 3, 0, 1, 0));
					await client.closes(`after ${name}`);
				}
				await publishes(bystander, "t", "1");
				await receives(bystander, 'PUBLISH t "1" QoS 0');
			},
		},
		{
			id: "MQTT-4.8.0-2",
			says: "a transient error while a packet is taken in ends its connection",
			untestable: "an error inside a broker cannot be brought about from outside",
		},
	],
};
