import mqttPacket from "mqtt-packet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FactOf } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { PRESETS } from "#contract/presets.ts";
import { joined, subscribed } from "#engine/testkit/bench.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "#engine/testkit/raw.ts";

let room: RawRoom;
beforeEach(async () => {
	room = await openRawRoom(undefined, PRESETS.aedes.settings);
});
afterEach(async () => {
	await room.close();
});

const closed = () => room.events.filter((event) => event.type === "connection.closed") as unknown as FactOf<"connection.closed">[];
const overflows = () => closed().filter(({ reason }) => reason === "overflow");
const subscribe = (topics: readonly string[], qos: 0 | 1 = 1) =>
	mqttPacket.generate({ cmd: "subscribe", messageId: 7, subscriptions: topics.map((topic) => ({ topic, qos })) });

/** Comes and goes politely; whether the broker let it in. */
async function comes(clientId: string, clean = false): Promise<boolean> {
	const client = openRawClient(room);
	client.send(connect(clientId, clean));
	const first = await Promise.race([client.next(), client.closed]);
	if (typeof first === "string") return false;
	client.send({ cmd: "disconnect" });
	await client.closed;
	return true;
}

describe("stock Aedes, which bounds nothing", () => {
	it("is handed no more sessions that outlive their connections than a room has, of 2,400 client ids", async () => {
		let admitted = 0;
		for (let at = 0; at < 2_400; at += 1) if (await comes(`id-${at}`)) admitted += 1;
		expect(admitted).toBe(LIMITS.sessions);
		expect(Object.keys(room.world().sessions)).toHaveLength(LIMITS.sessions);
		expect(overflows()).toHaveLength(2_400 - LIMITS.sessions);
		expect(overflows()[0]?.says).toContain("200 sessions that outlive their connections");
		// Clients that leave nothing behind are served, as is one that has its session; a session that is given up is a free place.
		expect([await comes("clean", true), await comes("id-3"), await comes("new")]).toEqual([true, true, false]);
		expect([await comes("id-3", true), await comes("new"), await comes("newer")]).toEqual([true, true, false]);
	});

	it("is handed them as soon as it is another one", async () => {
		for (let at = 0; at <= LIMITS.sessions; at += 1) await comes(`id-${at}`);
		expect(overflows()).toHaveLength(1);
		room.command({ type: "broker.restart" });
		await room.until(() => room.events.some(({ type }) => type === "broker.restarted"));
		expect(await comes("new")).toBe(true);
	});

	/** Filters with as many levels as can be. */
	const deep = (client: string) => Array.from({ length: 100 }, (_, at) => `${client}/${at}/${Array(97).fill("x").join("/")}`);

	/** Subscribes without waiting for the CONNACK; whether it was answered. */
	async function asks(clientId: string): Promise<{ readonly client: RawClient; readonly answered: boolean }> {
		const client = openRawClient(room);
		client.sendBytes(Buffer.concat([mqttPacket.generate(connect(clientId, true)), subscribe(deep(clientId))]));
		for (;;) {
			const one = await Promise.race([client.next(), client.closed]);
			if (typeof one === "string") return { client, answered: false };
			if (one.cmd === "suback") return { client, answered: true };
		}
	}

	it("is handed no more filters than it can keep in its bytes, and more once some of them are gone", async () => {
		const clients: RawClient[] = [];
		for (let next = await asks("c-0"); next.answered; next = await asks(`c-${clients.length}`)) clients.push(next.client);
		expect(clients.length).toBeGreaterThan(5);
		expect(clients.length * 100 * 100 * 530).toBeLessThanOrEqual(LIMITS.stockBytes);
		expect(overflows()).toMatchObject([{ says: expect.stringContaining(`${LIMITS.stockBytes} bytes`) }]);
		clients[0]?.send({ cmd: "disconnect" });
		await clients[0]?.closed;
		expect((await asks("again")).answered).toBe(true);
	});

	it("is handed no more levels of filters with + than it looks through in a moment, and more once some of them are gone", async () => {
		const forked = (client: string) => deep(client).map((filter) => `+${filter.slice(filter.indexOf("/"))}`);
		const clients: RawClient[] = [];
		const next = async () => {
			const client = await joined(room, `c-${clients.length}`);
			client.sendBytes(subscribe(forked(`${clients.length}`)));
			clients.push(client);
			const answer = await Promise.race([client.next(), client.closed]);
			return typeof answer !== "string";
		};
		while (await next());
		expect(clients.length).toBe(LIMITS.stockLevels / 10_000 + 1);
		expect(overflows()).toMatchObject([{ says: expect.stringContaining(`${LIMITS.stockLevels} levels`) }]);
		clients[0]?.send({ cmd: "disconnect" });
		await clients[0]?.closed;
		expect(await next()).toBe(true);
	});

	it("is handed nothing more to keep once the topics with a retained message have too many levels", async () => {
		const pub = await joined(room, "pub");
		const topic = (at: number) => `${at}/${Array(99).fill("x").join("/")}`;
		let sent = 0;
		const isOver = pub.closed.then(() => true);
		const send = async () => {
			sent += 1;
			pub.send(publish(topic(sent), "x", 1, { messageId: sent, retain: true }));
			return (await Promise.race([pub.next(), isOver])) !== true;
		};
		while (await send());
		expect(sent).toBe(LIMITS.stockLevels / 100 + 2);
		expect(overflows()).toMatchObject([{ says: expect.stringContaining(`${LIMITS.stockLevels} levels of topics`) }]);
	});

	it("does not hear of a SUBSCRIBE for more filters than a session has; those that it has do not count again", async () => {
		const client = await joined(room, "sub", false);
		const topics = Array.from({ length: LIMITS.subscriptionsPerSession }, (_, at) => `t/${at}`);
		for (const some of [topics, topics.slice(0, 60), topics]) {
			client.sendBytes(subscribe(some));
			expect(await client.next()).toMatchObject({ cmd: "suback" });
		}
		client.sendBytes(subscribe(["one more", ...Array.from({ length: 20_000 }, (_, at) => `${at}`)]));
		await client.closed;
		expect(client.got.filter(({ cmd }) => cmd === "suback")).toHaveLength(3);
		expect(Object.keys(room.world().sessions.sub?.subscriptions ?? {})).toEqual(topics);
	});

	it("does not hear of a filter that is longer than an event carries; a topic as long passes untold", async () => {
		const long = "x".repeat(LIMITS.topicCharacters + 1);
		const client = await joined(room, "sub");
		client.sendBytes(subscribe([long]));
		await client.closed;
		expect(overflows()).toHaveLength(1);
		const all = await joined(room, "all");
		await subscribed(all, "#", 0);
		const pub = await joined(room, "pub");
		pub.send(publish(long, "x"));
		pub.send(publish("a", "y"));
		expect(await all.next()).toMatchObject({ cmd: "publish", topic: long });
		expect(await all.next()).toMatchObject({ cmd: "publish", topic: "a" });
		expect(Math.max(...room.events.map((event) => JSON.stringify(event).length))).toBeLessThan(2 * LIMITS.topicCharacters);
	});

	it("answers a filter that is named twice with one code, and that is told as one subscription at the last QoS", async () => {
		const client = await joined(room, "sub");
		client.sendBytes(
			mqttPacket.generate({
				cmd: "subscribe",
				messageId: 7,
				subscriptions: [
					{ topic: "a", qos: 0 },
					{ topic: "b", qos: 1 },
					{ topic: "a", qos: 2 },
				],
			}),
		);
		expect(await client.next()).toMatchObject({ cmd: "suback", granted: [2, 1] });
		expect(room.events.filter(({ type }) => type === "subscription.added")).toMatchObject([
			{ filter: "a", qos: 2 },
			{ filter: "b", qos: 1 },
		]);
	});
});
