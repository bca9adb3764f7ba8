import type { Packet } from "mqtt-packet";
import { afterEach, beforeEach, expect, it } from "vitest";
import { busyPace } from "#engine/testkit/busy.ts";
import { connect, openRawClient, openRawRoom, publish, type RawClient, type RawRoom } from "#engine/testkit/raw.ts";
import { openStillTime } from "#engine/testkit/still.ts";

const TOPICS = 40;

let room: RawRoom;
let pub: RawClient;
beforeEach(async () => {
	const time = openStillTime();
	room = await openRawRoom(time, {}, busyPace(time));
	pub = await open("pub", true);
	for (let n = 1; n <= TOPICS; n += 1) {
		pub.send(publish(`t/${n}`, String(n), 1, { messageId: n, retain: true }));
		expect(await pub.next()).toMatchObject({ cmd: "puback" });
	}
});
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
});

async function open(clientId: string, clean: boolean): Promise<RawClient> {
	const client = openRawClient(room);
	client.send(connect(clientId, clean));
	expect(await client.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
	return client;
}
const ALL: Packet = { cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "t/+", qos: 1 }] };
/** Subscribes to all, and is cut while retained messages are still to be decided. */
async function cutInTheMiddle(client: RawClient): Promise<void> {
	client.send(ALL);
	const { sessions } = await room.until(({ sessions }) => sessions.sub?.awaitsRetained === true);
	expect(room.command({ type: "wire.cut", connection: sessions.sub?.connection ?? "" })).toEqual({ ok: true });
	await client.closed;
}
const decided = () => room.until(({ sessions }) => sessions.sub?.awaitsRetained !== true);
/** What the client gets and acknowledges until this comes. */
async function until(client: RawClient, isLast: (packet: Packet) => boolean): Promise<string[]> {
	const got: string[] = [];
	for (;;) {
		const packet = await client.next();
		got.push(packet.cmd === "publish" ? String(packet.payload) : packet.cmd);
		if (packet.cmd === "publish" && packet.qos === 1) client.send({ cmd: "puback", messageId: packet.messageId as number });
		if (isLast(packet)) return got;
	}
}
const brings = (payload: string) => (packet: Packet) => packet.cmd === "publish" && String(packet.payload) === payload;
const payloads = Array.from({ length: TOPICS }, (_, n) => String(n + 1));

it("retained messages that are still to be decided when their client is cut wait for its return, in order, and before what came later", async () => {
	await cutInTheMiddle(await open("sub", false));
	expect(room.world().sessions.sub?.awaitsRetained).toBe(true);
	pub.send(publish("t/1", "later", 1, { messageId: 1 }));
	expect(await pub.next()).toMatchObject({ cmd: "puback" });
	await decided();
	expect(await until(await open("sub", false), brings("later"))).toEqual([...payloads, "later"]);
});

it("an UNSUBSCRIBE on return is answered behind them, and nothing of theirs comes after its UNSUBACK [MQTT-3.10.4-2]", async () => {
	await cutInTheMiddle(await open("sub", false));
	const back = await open("sub", false);
	back.send({ cmd: "unsubscribe", messageId: 2, unsubscriptions: ["t/+"] });
	const before = await until(back, ({ cmd }) => cmd === "unsuback");
	expect(before).toEqual([...payloads.slice(0, before.length - 1), "unsuback"]);
	expect(room.world().sessions.sub?.awaitsRetained).toBe(false);
	// What is in the queue and in flight was there before the UNSUBSCRIBE.
	const { queue = [], inflight = [] } = room.world().sessions.sub ?? {};
	expect(before.length - 1 + queue.length + inflight.length).toBeGreaterThanOrEqual(TOPICS);
});

it("a client that subscribes and is cut, again and again, is answered at last, and nothing is left to decide", async () => {
	for (let n = 0; n < 20; n += 1) await cutInTheMiddle(await open("sub", false));
	const back = await open("sub", false);
	back.send(ALL);
	await until(back, ({ cmd }) => cmd === "suback");
	pub.send(publish("t/1", "later", 1, { messageId: 1 }));
	await until(back, brings("later"));
	await decided();
});

it("a clean session that ends in their middle says that the rest are not sent", async () => {
	await cutInTheMiddle(await open("sub", true));
	await room.until(({ sessions }) => sessions.sub === undefined);
	expect(room.events.find(({ type }) => type === "retained.decided")).toMatchObject({ session: "sub", unsent: true });
});

it("nothing that waited behind them comes into a room that is cleared", async () => {
	const sub = await open("sub", true);
	sub.send(ALL);
	sub.send(publish("old", "kept", 1, { messageId: 9, retain: true }));
	await room.until(({ sessions }) => sessions.sub?.awaitsRetained === true);
	room.command({ type: "room.clear" });
	expect(room.world().retained).toEqual({});
	const next = await open("next", true);
	next.send({ cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "#", qos: 1 }] });
	next.send({ cmd: "pingreq" });
	expect(await until(next, ({ cmd }) => cmd === "pingresp")).toEqual(["suback", "pingresp"]);
});
