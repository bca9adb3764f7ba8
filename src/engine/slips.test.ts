import type { Packet } from "mqtt-packet";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { wholeLine } from "#story/log-line.ts";
import { joined, payloadsSoFar, segment, subscribed } from "./testkit/bench.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "./testkit/raw.ts";

let room: RawRoom;
let pub: RawClient;
beforeEach(async () => {
	room = await openRawRoom();
	pub = await joined(room, "pub");
});
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
});

/** The rules broken so far, once everything that this client has sent is taken; its connection is still there. */
async function slips(client: RawClient): Promise<readonly object[]> {
	await payloadsSoFar(client);
	return room.events.flatMap((event) => (event.type === "rule.broken" ? [event] : []));
}
const broken = (packet: string, breach: string, clause: string, more: object = {}) => [{ packet, breach, clause, ...more }];
/** A subscriber that has been sent m1 at this QoS, and has not answered. */
async function owing(qos: 1 | 2, clean = true): Promise<{ sub: RawClient; messageId: number }> {
	const sub = await joined(room, "sub", clean);
	await subscribed(sub, "a", qos);
	pub.send(publish("a", "x", qos, { messageId: 1 }));
	const { messageId } = (await sub.next()) as Extract<Packet, { cmd: "publish" }>;
	return { sub, messageId: messageId as number };
}

describe("a subscriber that", () => {
	it("answers a message at QoS 2 with PUBACK is told of, and the message is still in flight [MQTT-3.3.4-1]", async () => {
		const { sub, messageId } = await owing(2);
		sub.send({ cmd: "puback", messageId });
		expect(await slips(sub)).toMatchObject(broken("PUBACK", "wrong-answer", "MQTT-3.3.4-1", { message: "m1" }));
		expect(room.world().sessions.sub?.inflight).toHaveLength(1);
	});

	it.each(["pubrec", "pubcomp"] as const)("answers a message at QoS 1 with %s is told of [MQTT-3.3.4-1]", async (cmd) => {
		const { sub, messageId } = await owing(1);
		sub.send({ cmd, messageId });
		expect(await slips(sub)).toMatchObject(broken(cmd.toUpperCase(), "wrong-answer", "MQTT-3.3.4-1"));
	});

	it("sends PUBCOMP before PUBREC is told of, and the message is still in flight [MQTT-4.3.3-2]", async () => {
		const { sub, messageId } = await owing(2);
		sub.send({ cmd: "pubcomp", messageId });
		expect(await slips(sub)).toMatchObject(broken("PUBCOMP", "pubcomp-too-early", "MQTT-4.3.3-2"));
		sub.send({ cmd: "pubrec", messageId });
		expect(await sub.next()).toMatchObject({ cmd: "pubrel", messageId });
	});

	it.each([
		["puback", "MQTT-2.3.1-6"],
		["pubrec", "MQTT-2.3.1-6"],
		["pubcomp", "MQTT-4.3.3-2"],
	] as const)("acknowledges with %s what it was never sent is told of", async (cmd, clause) => {
		const { sub } = await owing(1);
		sub.send({ cmd, messageId: 700 });
		expect(await slips(sub)).toMatchObject(broken(cmd.toUpperCase(), "unknown-id", clause, { packetId: 700, message: null }));
	});

	it("acknowledges twice, or on its next connection what it was sent on this one, is not told of", async () => {
		const { sub, messageId } = await owing(1, false);
		sub.send({ cmd: "puback", messageId });
		sub.send({ cmd: "puback", messageId });
		expect(await slips(sub)).toEqual([]);
		pub.send(publish("a", "y", 1, { messageId: 2 }));
		await sub.next();
		sub.ends.gone("The cable broke.");
		const back = await joined(room, "sub", false);
		for (let times = 0; times < 2; times += 1) back.send({ cmd: "puback", messageId: messageId + 1 });
		expect(await slips(back)).toEqual([]);
	});

	it("answers what was sent to its session long ago, after every packet id has been used, is not told of", async () => {
		const sub = await joined(room, "sub");
		await subscribed(sub, "a", 1);
		const [session] = [...room.sessions()].filter(({ session }) => session === "sub");
		Object.assign(session as object, { begun: 70_000, lastId: 5 });
		sub.send({ cmd: "puback", messageId: 900 });
		expect(await slips(sub)).toEqual([]);
	});
});

describe("a publisher that", () => {
	it("publishes again after its PUBREL is told of [MQTT-4.3.3-1]", async () => {
		const client = await joined(room, "x", false);
		client.send(publish("a", "x", 2, { messageId: 5 }));
		expect(await client.next()).toMatchObject({ cmd: "pubrec" });
		room.command({ type: "wire.delay", delayMs: 60_000 });
		client.send({ cmd: "pubrel", messageId: 5 });
		client.ends.gone("The cable broke.");
		room.command({ type: "wire.delay", delayMs: 0 });
		const back = await joined(room, "x", false);
		back.send(publish("a", "x", 2, { messageId: 5, dup: true }));
		expect(await slips(back)).toMatchObject(broken("PUBLISH", "published-after-pubrel", "MQTT-4.3.3-1"));
	});

	it.each([1, 2] as const)("uses the id of a message at QoS %i that is not acknowledged yet is told of [MQTT-2.3.1-2]", async (qos) => {
		const client = await joined(room, "x");
		room.command({ type: "clock.pause" });
		client.sendBytes(segment(publish("a", "x", qos, { messageId: 5 }), publish("a", "y", 1, { messageId: 5 })));
		client.send({ cmd: "subscribe", messageId: 5, subscriptions: [{ topic: "b", qos: 0 }] });
		room.command({ type: "clock.resume" });
		expect(await slips(client)).toMatchObject([
			{ packet: "PUBLISH", packetId: 5, breach: "id-in-use", clause: "MQTT-2.3.1-2" },
			{ packet: "SUBSCRIBE", packetId: 5, breach: "id-in-use", clause: "MQTT-2.3.1-2" },
		]);
	});

	it.each([
		["SUBSCRIBE", { cmd: "subscribe", messageId: 5, subscriptions: [{ topic: "b", qos: 0 }] } as Packet],
		["PUBLISH", publish("a", "y", 1, { messageId: 5 })],
	])("uses the id of a SUBSCRIBE that is not answered yet for a %s is told of [MQTT-2.3.1-2]", async (type, packet) => {
		const client = await joined(room, "x");
		room.command({ type: "clock.pause" });
		client.sendBytes(segment({ cmd: "subscribe", messageId: 5, subscriptions: [{ topic: "c", qos: 0 }] }, packet));
		room.command({ type: "clock.resume" });
		expect(await slips(client)).toMatchObject(broken(type, "id-in-use", "MQTT-2.3.1-2", { packetId: 5 }));
		client.send({ cmd: "unsubscribe", messageId: 5, unsubscriptions: ["b"] });
		expect(await slips(client)).toHaveLength(1);
	});

	// As libmosquitto does with a clean session; the connection before may have been one of another host, or of this one before it was restarted.
	it.each([1, 2] as const)(
		"sends again with DUP at QoS %i, in a new clean session, what was not acknowledged is not told of",
		async (qos) => {
			const client = await joined(room, "x");
			client.send(publish("a", "x", qos, { messageId: 5 }));
			client.ends.gone("The cable broke.");
			const back = await joined(room, "x");
			back.send(publish("a", "x", qos, { messageId: 5, dup: true }));
			back.send(publish("a", "y", qos, { messageId: 6, dup: true }));
			expect(await slips(back)).toEqual([]);
		},
	);

	it("sends PUBREL before PUBREC has gone to it is told of [MQTT-4.3.3-1]", async () => {
		const client = await joined(room, "x");
		room.command({ type: "clock.pause" });
		client.sendBytes(segment(publish("a", "x", 2, { messageId: 5 }), { cmd: "pubrel", messageId: 5 }));
		room.command({ type: "clock.resume" });
		expect(await slips(client)).toMatchObject(broken("PUBREL", "pubrel-too-early", "MQTT-4.3.3-1"));
	});

	it("asks for the end of an exchange that is not known is answered, as it has to be [MQTT-4.3.3-2]", async () => {
		const client = await joined(room, "x", false);
		client.send({ cmd: "pubrel", messageId: 77 });
		expect(await client.next()).toMatchObject({ cmd: "pubcomp", messageId: 77 });
		expect(await slips(client)).toEqual([]);
	});

	it("repeats with DUP what never came here the first time is not told of: its session may be older than that", async () => {
		const client = await joined(room, "x", false);
		client.send(publish("a", "x", 1, { messageId: 5, dup: true }));
		client.send(publish("a", "y", 2, { messageId: 6, dup: true }));
		expect(await slips(client)).toEqual([]);
	});

	it("repeats with DUP on the same connection, before or after the acknowledgement, is not told of", async () => {
		const client = await joined(room, "x");
		for (const dup of [false, true, true]) client.send(publish("a", "x", 1, { messageId: 5, dup }));
		expect(await slips(client)).toEqual([]);
	});

	it("speaks MQTT 3.1 is judged by none of these rules", async () => {
		const client = await joined(room, "x", true, { protocolId: "MQIsdp", protocolVersion: 3 } as never);
		client.send(publish("a", "x", 1, { messageId: 5, dup: true }));
		client.send({ cmd: "puback", messageId: 700 });
		expect(await slips(client)).toEqual([]);
	});
});

it("a flood of broken rules is told of no more often than the bound says, and then that it is reached", async () => {
	const before = room.journal.seq;
	for (let n = 0; n < 1_000; n += 1) pub.send({ cmd: "puback", messageId: 700 });
	expect(await slips(pub)).toHaveLength(LIMITS.rulesBroken);
	expect(room.events.filter(({ type }) => type === "limit.reached")).toHaveLength(1);
	expect(room.journal.seq - before).toBeLessThan(1_000 + LIMITS.rulesBroken + 4);
});

it("each rule broken has a line that names the packet, and the clause beside it", async () => {
	const { sub, messageId } = await owing(2);
	sub.send({ cmd: "puback", messageId });
	await slips(sub);
	const event = room.events.find(({ type }) => type === "rule.broken");
	if (event === undefined) throw new Error("no rule is broken");
	expect(wholeLine(event, room.world(), room.world())).toBe(
		"Rule broken by sub: PUBACK #1, but m1 went out at QoS 2, which is answered with PUBREC and PUBCOMP",
	);
});

it("a client of stock Aedes is told of by what its own packets show", async () => {
	const stock = await openRawRoom(undefined, { broker: "aedes" });
	const client = openRawClient(stock);
	client.send(connect("x", true));
	await client.next();
	client.sendBytes(segment(publish("a", "x", 2, { messageId: 5 }), { cmd: "pubrel", messageId: 5 }));
	await stock.until(({ messages }) => messages.m1?.phase === "accepted");
	expect(stock.events.filter(({ type }) => type === "rule.broken")).toMatchObject([{ breach: "pubrel-too-early" }]);
	await stock.close();
});
