import { type Bench, publishes, subscribes } from "#fidelity/bench.ts";
import type { ProbeClient } from "#fidelity/client.ts";
import { insist } from "#fidelity/departure.ts";
import { DISCONNECT, idOf, type Packet, payloadOf, pubcomp, publish, pubrec, pubrel } from "#fidelity/packets.ts";
import type { Section, Statement } from "#fidelity/statement.ts";

/** A client that counts each QoS 2 message once, as an application would; it remembers ids across its connections. */
async function counting(client: ProbeClient, known: Set<number>, until: string): Promise<string[]> {
	const counted: string[] = [];
	for (;;) {
		const packet = await client.next(`"${until}"`);
		if (packet.cmd === "pubrel") {
			known.delete(idOf(packet));
			client.send(pubcomp(idOf(packet)));
		} else if (packet.cmd === "publish") {
			const id = idOf(packet);
			if (!known.has(id)) counted.push(payloadOf(packet));
			if (packet.qos === 2) {
				known.add(id);
				client.send(pubrec(id));
			}
			if (payloadOf(packet) === until) return counted;
		}
	}
}

function insistOnce(counted: readonly string[]): void {
	const copies = counted.filter((payload) => payload === "1").length;
	insist(copies === 1, copies === 0 ? "the message is lost" : "the message arrived twice");
}

const ID = 5;

/** What the publisher does before its cable is cut, and what it sends once it is back. */
const PUBLISHER: readonly (readonly [string, (pub: ProbeClient) => Promise<void>, Packet])[] = [
	["PUBLISH", async () => {}, publish("t", "1", 2, { id: ID, dup: true })],
	["PUBREC", (pub) => upTo(pub, false), publish("t", "1", 2, { id: ID, dup: true })],
	["PUBREL", (pub) => upTo(pub, false), pubrel(ID)],
	["PUBCOMP", (pub) => upTo(pub, true), pubrel(ID)],
];

async function upTo(pub: ProbeClient, released: boolean): Promise<void> {
	pub.send(publish("t", "1", 2, { id: ID }));
	await pub.take(`PUBREC ${ID}`);
	if (!released) return;
	pub.send(pubrel(ID));
	await pub.take(`PUBCOMP ${ID}`);
}

const publisherCuts = PUBLISHER.map(
	([lost, before, again]): Statement => ({
		id: "MQTT-4.3.3-2",
		says: `exactly once, though the publisher's cable is cut and ${lost} is lost`,
		async probe({ join, keep }) {
			const sub = await join("sub");
			await subscribes(sub, "t", 2);
			const pub = await keep("pub");
			await subscribes(pub, "own");
			await before(pub);
			pub.cut();
			const back = await keep("pub", { present: 1 });
			back.send(again);
			if (again.cmd === "publish") {
				await back.take(`PUBREC ${ID}`);
				back.send(pubrel(ID));
			}
			await back.take(`PUBCOMP ${ID}`);
			// The id is free again: this is a new message.
			await publishes(back, "t", "last", 2, { id: ID });
			insistOnce(await counting(sub, new Set(), "last"));
		},
	}),
);

/** How far the subscriber gets before its cable is cut; `due` is what comes first after the subscriber's return. */
type Cut = {
	readonly lost: string;
	readonly due: "PUBLISH" | "PUBREL";
	/** Returns what the client has counted. */
	before(sub: ProbeClient, known: Set<number>): Promise<string[]>;
};
const SUBSCRIBER: readonly Cut[] = [
	{
		lost: "PUBLISH",
		due: "PUBLISH",
		async before(sub) {
			// The message left the broker, and the client never knew.
			await sub.take('PUBLISH t "1" QoS 2');
			return [];
		},
	},
	{
		lost: "PUBREC",
		due: "PUBLISH",
		async before(sub, known) {
			known.add(idOf(await sub.next("PUBLISH")));
			return ["1"];
		},
	},
	{ lost: "PUBREL", due: "PUBREL", before: recorded },
	{
		lost: "PUBCOMP",
		due: "PUBREL",
		async before(sub, known) {
			const counted = await recorded(sub, known);
			known.clear();
			return counted;
		},
	},
];

async function recorded(sub: ProbeClient, known: Set<number>): Promise<string[]> {
	const id = idOf(await sub.next("PUBLISH"));
	known.add(id);
	sub.send(pubrec(id));
	await sub.take(`PUBREL ${id}`);
	return ["1"];
}

const subscriberCuts = SUBSCRIBER.map(
	({ lost, due, before }): Statement => ({
		id: "MQTT-4.3.3-1",
		says: `exactly once, though the subscriber's cable is cut and ${lost} is lost`,
		probe: (bench) => cutSubscriber(bench, due, before),
	}),
);

async function cutSubscriber({ join, keep }: Bench, due: Cut["due"], before: Cut["before"]): Promise<void> {
	const sub = await keep("x");
	await subscribes(sub, "t", 2);
	const pub = await join("pub");
	await publishes(pub, "t", "1", 2);
	const known = new Set<number>();
	const counted = await before(sub, known);
	const id = idOf(sub.got.find(({ cmd }) => cmd === "publish") as Packet);
	sub.cut();
	const back = await keep("x", { present: 1 });
	const first = await back.next(due);
	insist(first.cmd.toUpperCase() === due, `${first.cmd.toUpperCase()} came where ${due} was due`);
	insist(idOf(first) === id, `${due} came under another id`);
	if (first.cmd === "publish") {
		if (!known.has(id)) counted.push("1");
		known.add(id);
		back.send(pubrec(id));
		await back.take(`PUBREL ${id}`);
	}
	known.delete(id);
	back.send(pubcomp(id));
	await publishes(pub, "t", "last", 2, { id: 9 });
	counted.push(...(await counting(back, known, "last")));
	const rest = await back.next("PUBREL");
	back.send(pubcomp(idOf(rest)), DISCONNECT);
	await back.ended("after DISCONNECT");
	insistOnce(counted);
	await (await keep("x", { present: 1 })).quiet();
}

export const CUTS: Section = {
	title: "QoS 2 with the cable cut at each of its packets",
	statements: [...publisherCuts, ...subscriberCuts],
};
