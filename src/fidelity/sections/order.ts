import { type Bench, collects, leaves, publishes, receives, subscribes } from "#fidelity/bench.ts";
import type { ProbeClient } from "#fidelity/client.ts";
import { insist } from "#fidelity/departure.ts";
import { connect, idOf, lineOf, type Packet, payloadOf, puback, publish, pubrec, pubrel, type QoS } from "#fidelity/packets.ts";
import type { Section, Statement } from "#fidelity/statement.ts";
import { ONE } from "./stage.ts";

const numbers = (count: number) => Array.from({ length: count }, (_, n) => n + 1);

/** Three QoS 2 messages, delivered and unacknowledged: their ids at the subscriber. */
async function threeAtQos2({ keep, join }: Bench) {
	const sub = await keep("x");
	await subscribes(sub, "t", 2);
	const pub = await join("pub");
	for (const n of numbers(3)) await publishes(pub, "t", String(n), 2);
	const ids = (await sub.take(...numbers(3).map((n) => `PUBLISH t "${n}" QoS 2`))).map(idOf) as [number, number, number];
	return { sub, ids };
}

async function released(sub: ProbeClient, ids: readonly number[], order: readonly number[]): Promise<void> {
	const came: string[] = [];
	while (came.length < order.length) {
		const packet = await sub.next("PUBREL");
		came.push(`${packet.cmd.toUpperCase()} ${ids.indexOf(idOf(packet)) + 1}`);
	}
	const due = order.map((id) => `PUBREL ${ids.indexOf(id) + 1}`);
	insist(came.join() === due.join(), `${came.join(", ")} came where ${due.join(", ")} was due`);
}

/** What comes in one segment, and which payloads have to arrive from it. */
const SEGMENTS: readonly (readonly [string, readonly Packet[]])[] = [
	["QoS 0 with RETAIN, then QoS 0", [publish("t", "1", 0, { retain: true }), publish("t", "2")]],
	["QoS 2 with RETAIN, then QoS 0", [publish("t", "1", 2, { retain: true }), pubrel(1), publish("t", "2")]],
	["QoS 1, then QoS 0", [publish("t", "1", 1), publish("t", "2")]],
	[
		"QoS 0, 1 and 2 in turn",
		numbers(9).flatMap((n) => {
			const qos = (n % 3) as QoS;
			const packet = publish("t", String(n), qos, { id: n });
			return qos === 2 ? [packet, pubrel(n)] : [packet];
		}),
	],
];

const inOneSegment = SEGMENTS.map(
	([name, packets]): Statement => ({
		id: "MQTT-4.6.0-6",
		says: `what one publisher sends in one segment arrives, in order for each QoS: ${name}`,
		async probe({ join }) {
			const sub = await join("sub");
			await subscribes(sub, "t", 2);
			const pub = await join("pub");
			pub.send(...packets, publish("t", "last", 0), publish("t", "last", 1, { id: 99 }), publish("t", "last", 2, { id: 100 }), pubrel(100));
			const sent = packets.filter(({ cmd }) => cmd === "publish");
			let lasts = 0;
			const lines = await collects(sub, "PUBLISH", (line) => {
				lasts += line.includes('"last"') ? 1 : 0;
				return lasts >= 3;
			});
			for (const qos of [0, 1, 2]) {
				const due = sent.map(lineOf).filter((line) => line.includes(`QoS ${qos}`));
				const came = lines.filter((line) => line.includes(`QoS ${qos}`) && !line.includes('"last"'));
				const wanted = due.map((line) => line.replace(" RETAIN", ""));
				insist(came.join() === wanted.join(), `${came.join(", ") || "nothing"} came where ${wanted.join(", ")} was due`);
			}
		},
	}),
);

export const ORDER: Section = {
	title: "Order",
	statements: [
		{
			id: "MQTT-4.6.0-1",
			says: "what the broker sends again keeps its order, whatever was acknowledged in between",
			async probe({ keep, join }) {
				const sub = await keep("x");
				await subscribes(sub, "t", 1);
				const pub = await join("pub");
				for (const n of numbers(5)) await publishes(pub, "t", String(n), 1);
				const packets = await sub.take(...numbers(5).map((n) => `PUBLISH t "${n}" QoS 1`));
				for (const n of [1, 3]) sub.send(puback(idOf(packets[n] as Packet)));
				await sub.quiet();
				sub.cut();
				const back = await keep("x");
				const again = [await back.next("PUBLISH"), await back.next("PUBLISH"), await back.next("PUBLISH")].map(payloadOf).join(", ");
				insist(again === "1, 3, 5", `${again} came where 1, 3, 5 was due`);
				await back.quiet();
			},
		},
		{
			id: "MQTT-4.6.0-1",
			says: "what the client sends again keeps its order",
			async client({ lab, answer }) {
				lab.add("x", { cleanSession: false });
				const first = await answer("x");
				for (const n of numbers(4)) lab.publish("x", { ...ONE, payload: String(n), qos: 1 });
				const packets = await first.takeAny(4);
				first.send(puback(idOf(packets[1] as Packet)));
				lab.subscribeTo("x", "behind", 0);
				await first.next("SUBSCRIBE");
				await first.drop();
				const second = await answer("x", { present: true });
				for (const payload of [1, 3, 4]) {
					const [again] = await second.take(`PUBLISH t "${payload}" QoS 1 DUP`);
					second.send(puback(idOf(again as Packet)));
				}
			},
		},
		{
			id: "MQTT-4.6.0-1",
			says: "a client that comes and goes while a publisher floods: no gap, the order kept, repetitions with DUP",
			probe: flood,
		},
		...([1, 2] as const).map(
			(qos): Statement => ({
				id: qos === 1 ? "MQTT-4.6.0-2" : "MQTT-4.6.0-3",
				says: `the broker's ${qos === 1 ? "PUBACKs" : "PUBRECs"} come in the order of the PUBLISHes`,
				async probe({ join }) {
					const pub = await join("pub");
					const ids = [9, 3, 7, 1, 65_535, 2];
					pub.send(...ids.map((id) => publish("t", "1", qos, { id })));
					await pub.take(...ids.map((id) => `${qos === 1 ? "PUBACK" : "PUBREC"} ${id}`));
				},
			}),
		),
		...([1, 2] as const).map(
			(qos): Statement => ({
				id: qos === 1 ? "MQTT-4.6.0-2" : "MQTT-4.6.0-3",
				says: `the client's ${qos === 1 ? "PUBACKs" : "PUBRECs"} come in the order of the PUBLISHes`,
				async client({ lab, answer }) {
					lab.add("x");
					const broker = await answer("x");
					const ids = [9, 3, 7, 1];
					broker.send(...ids.map((id) => publish("t", "1", qos, { id })));
					await broker.take(...ids.map((id) => `${qos === 1 ? "PUBACK" : "PUBREC"} ${id}`));
				},
			}),
		),
		{
			id: "MQTT-4.6.0-4",
			says: "the broker's PUBRELs come in the order of the PUBRECs",
			async probe(bench) {
				const { sub, ids } = await threeAtQos2(bench);
				const order = [ids[2], ids[0], ids[1]];
				sub.send(...order.map(pubrec));
				await released(sub, ids, order);
			},
		},
		{
			id: "MQTT-4.6.0-4",
			says: "the broker's PUBRELs come in the order of the PUBRECs, also after a return",
			async probe(bench) {
				const { sub, ids } = await threeAtQos2(bench);
				const order = [ids[2], ids[0], ids[1]];
				sub.send(...order.map(pubrec));
				for (const _ of order) await sub.next("PUBREL");
				sub.cut();
				await released(await bench.keep("x"), ids, order);
			},
		},
		{
			id: "MQTT-4.6.0-4",
			says: "the client's PUBRELs come in the order of the PUBRECs",
			async client({ lab, answer }) {
				lab.add("x");
				const broker = await answer("x");
				for (const n of numbers(3)) lab.publish("x", { ...ONE, payload: String(n), qos: 2 });
				const ids = (await broker.takeAny(3)).map(idOf);
				const order = [ids[2], ids[0], ids[1]] as number[];
				broker.send(...order.map(pubrec));
				await broker.take(...order.map((id) => `PUBREL ${id}`));
			},
		},
		{
			id: "MQTT-4.6.0-5",
			says: "every topic is ordered unless the broker offers otherwise",
			async probe({ join }) {
				const sub = await join("sub");
				await subscribes(sub, "#", 1);
				const pub = await join("pub");
				const lines = numbers(30).map((n) => [`t/${n % 3}`, String(n)] as const);
				pub.send(...lines.map(([topic, payload], index) => publish(topic, payload, 1, { id: index + 1 })));
				const came = await collects(sub, "PUBLISH", (line) => line.includes('"30"'));
				for (const topic of ["t/0", "t/1", "t/2"]) {
					const due = lines.filter(([name]) => name === topic).map(([, payload]) => `PUBLISH ${topic} "${payload}" QoS 1`);
					insist(came.filter((line) => line.includes(`${topic} `)).join() === due.join(), "a topic is out of order");
				}
			},
		},
		...([0, 1, 2] as const).map(
			(qos): Statement => ({
				id: "MQTT-4.6.0-6",
				says: `one publisher's messages with QoS ${qos} on one topic arrive in the order received, there and from the queue`,
				async probe({ keep, join }) {
					const sub = await keep("x");
					await subscribes(sub, "t", 2);
					const pub = await join("pub");
					for (const n of numbers(15)) await publishes(pub, "t", String(n), qos);
					await receives(sub, ...numbers(15).map((n) => `PUBLISH t "${n}" QoS ${qos}`));
					if (qos === 0) return;
					await leaves(sub);
					for (const n of numbers(50)) await publishes(pub, "t", String(n), qos);
					await receives(await keep("x"), ...numbers(50).map((n) => `PUBLISH t "${n}" QoS ${qos}`));
				},
			}),
		),
		...inOneSegment,
	],
};

const FLOOD = 60;
/** Messages seen and not acknowledged when the cable is cut. */
const LEFT = 10;
/** More often than not the flood meets a return; over this many rounds it always does. */
const ROUNDS = 12;

async function flood({ keep, join, dial }: Bench): Promise<void> {
	let sub = await keep("x");
	await subscribes(sub, "t", 1);
	const pub = await join("pub");
	let highest = 0;
	const takeOne = (packet: Packet): void => {
		if (packet.cmd !== "publish") return;
		const n = Number(payloadOf(packet));
		if (n <= highest) return insist(packet.dup, "a repetition has DUP 0");
		insist(n === highest + 1, "a message is missing, or the order is broken");
		highest = n;
	};
	for (let round = 0; round < ROUNDS; round += 1) {
		sub.cut();
		sub = await dial();
		const first = round * FLOOD;
		for (const n of numbers(FLOOD)) {
			pub.send(publish("t", String(first + n), 1, { id: n }));
			if (n === FLOOD / 3) sub.send(connect("x", { clean: false }));
		}
		await sub.take("CONNACK 0, session present 1");
		while (highest < first + FLOOD) {
			const packet = await sub.next("PUBLISH");
			takeOne(packet);
			if (highest <= first + FLOOD - LEFT) sub.send(puback(idOf(packet)));
		}
		for (const n of numbers(FLOOD)) await pub.take(`PUBACK ${n}`);
	}
}
