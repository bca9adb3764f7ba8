import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { connect, openRawClient, publish } from "#engine/testkit/raw.ts";
import { eachAtGates, GUEST, HERE, HOST, SEAT } from "./testkit/gate-scene.ts";

const { still, enter, open, freeze } = eachAtGates();

async function passSeconds(count: number): Promise<void> {
	for (let seconds = 0; seconds < count; seconds += 1) {
		still.time.pass(1_000);
		await still.settled();
	}
}
const accepted = () => still.told("publication.accepted").length;

describe("hands off", () => {
	it.each([
		["a seat", SEAT],
		["a guest", GUEST],
		["a guest on this machine", HERE],
	] as const)("%s waits with what it publishes, and nothing of it is lost", async (_, owner) => {
		const client = await enter(owner);
		freeze(true);
		client.send(publish("class/a", "1", 1, { messageId: 1 }));
		client.send(publish("class/a", "2"));
		client.send({ cmd: "subscribe", messageId: 2, subscriptions: [{ topic: "class/+", qos: 1 }] });
		await still.settled();
		expect(accepted()).toBe(0);
		expect(client.got.map(({ cmd }) => cmd)).toEqual(["connack"]);
		freeze(false);
		await still.settled();
		expect(accepted()).toBe(2);
		expect(client.got.map(({ cmd }) => cmd)).toEqual(["connack", "puback", "suback"]);
	});

	it("does not hold the host back", async () => {
		const client = await enter(HOST);
		freeze(true);
		client.send(publish("class/a", "1", 1, { messageId: 1 }));
		await still.settled();
		expect(accepted()).toBe(1);
	});

	it("still lets a subscriber acknowledge what comes, and disconnect", async () => {
		const client = await enter(SEAT);
		client.send({ cmd: "subscribe", messageId: 2, subscriptions: [{ topic: "class/+", qos: 1 }] });
		await still.settled();
		freeze(true);
		const host = await enter(HOST);
		host.send(publish("class/a", "1", 1, { messageId: 1 }));
		await still.settled();
		const copy = client.got.at(-1);
		expect(copy).toMatchObject({ cmd: "publish", qos: 1 });
		client.send({ cmd: "puback", messageId: (copy?.cmd === "publish" && copy.messageId) || 0 });
		client.send({ cmd: "disconnect" });
		await still.settled();
		expect(still.told("delivery.acked")).toHaveLength(1);
		expect(still.told("connection.closed")).toMatchObject([{ reason: "disconnect" }]);
	});

	it("refuses a CONNECT with return code 3, server unavailable, and the client may try again", async () => {
		freeze(true);
		const client = await enter(GUEST);
		expect(client.got).toMatchObject([{ cmd: "connack", returnCode: 3 }]);
		freeze(false);
		expect((await enter(GUEST)).got).toMatchObject([{ cmd: "connack", returnCode: 0 }]);
	});

	it("answers the pings of a client whose messages wait, so that neither side takes the other for gone", async () => {
		const client = await enter(SEAT, 10);
		freeze(true);
		client.send(publish("class/a", "1", 1, { messageId: 1 }));
		for (let beat = 1; beat <= 6; beat += 1) {
			client.send({ cmd: "pingreq" });
			await still.settled();
			expect(client.got.filter(({ cmd }) => cmd === "pingresp")).toHaveLength(beat);
			await passSeconds(10);
		}
		expect(still.told("connection.closed")).toEqual([]);
		expect(accepted()).toBe(0);
		freeze(false);
		await still.settled();
		expect(accepted()).toBe(1);
		// One that says nothing is gone, hands off or not.
		freeze(true);
		await passSeconds(31);
		expect(still.told("connection.closed")).toMatchObject([{ reason: "keep-alive" }]);
	});

	it("lets acknowledgements pass by messages that wait, and nothing else", async () => {
		const client = await enter(SEAT);
		client.send({ cmd: "subscribe", messageId: 2, subscriptions: [{ topic: "class/+", qos: 1 }] });
		await still.settled();
		freeze(true);
		client.send(publish("class/a", "mine"));
		const host = await enter(HOST);
		host.send(publish("class/a", "theirs", 1, { messageId: 1 }));
		await still.settled();
		const copy = client.got.at(-1);
		client.send({ cmd: "puback", messageId: (copy?.cmd === "publish" && copy.messageId) || 0 });
		client.send({ cmd: "disconnect" });
		await still.settled();
		expect(still.told("delivery.acked")).toHaveLength(1);
		expect(still.told("connection.closed")).toEqual([]);
		freeze(false);
		await still.settled();
		expect(still.told("publication.accepted")).toMatchObject([{ payload: "theirs" }, { payload: "mine" }]);
		expect(still.told("connection.closed")).toMatchObject([{ reason: "disconnect" }]);
	});

	it("holds back the PUBREL of a message too: a broker may hand the message on with that", async () => {
		const client = await enter(SEAT);
		client.send(publish("class/a", "1", 2, { messageId: 1 }));
		await still.settled();
		expect(client.got.at(-1)).toMatchObject({ cmd: "pubrec" });
		freeze(true);
		client.send({ cmd: "pubrel", messageId: 1 });
		await still.settled();
		expect(client.got.at(-1)).toMatchObject({ cmd: "pubrec" });
		freeze(false);
		await still.settled();
		expect(client.got.at(-1)).toMatchObject({ cmd: "pubcomp" });
	});

	it("lets a packet that is against the standard overtake nothing: what came before it arrives before it", async () => {
		const client = await enter(SEAT);
		still.room.command({ type: "wire.delay", delayMs: 300 });
		freeze(true);
		client.send(publish("class/a", "first", 1, { messageId: 1 }));
		// A PUBACK of packet identifier 0 [MQTT-2.3.1-1].
		client.sendBytes(Uint8Array.of(0x40, 2, 0, 0));
		await still.settled();
		freeze(false);
		await still.settled();
		still.time.pass(300);
		await still.settled();
		expect(still.told("packet.malformed")).toMatchObject([{ clause: "MQTT-2.3.1-1" }]);
		expect(still.told("publication.accepted")).toMatchObject([{ payload: "first" }]);
		expect(still.told("connection.closed")).toMatchObject([{ reason: "protocol-error" }]);
	});

	it("does not read a client that goes on sending, and does not let its keep alive run out for that", async () => {
		const client = await enter(SEAT, 10);
		freeze(true);
		for (let sent = 0; sent < 100; sent += 1) client.send(publish("class/a", "x".repeat(1_000)));
		await still.settled();
		client.send({ cmd: "pingreq" });
		await passSeconds(60);
		expect(still.told("connection.closed")).toEqual([]);
		expect(still.room.bytes()).toBeGreaterThan(100_000);
		// What waits is part of what the room holds, and is lost with its connection.
		client.ends.gone("the network is gone");
		await still.settled();
		expect(still.told("connection.closed")).toHaveLength(1);
		expect(still.room.bytes()).toBe(0);
		freeze(false);
		await still.settled();
		expect(accepted()).toBe(0);
	});

	it("gives back the socket of a client that has left meanwhile", async () => {
		const gate = open(GUEST);
		const client = openRawClient(still.room, undefined, gate);
		client.send(connect("guest", true));
		await client.next();
		freeze(true);
		client.send(publish("class/a", "1"));
		client.ends.ended(false);
		gate.leave();
		await still.settled();
		expect(still.room.counts().connections).toBe(0);
		freeze(false);
		await still.settled();
		expect(accepted()).toBe(1);
		expect(still.told("connection.closed")).toHaveLength(1);
	});
});

describe("messages per second", () => {
	it.each([
		["a seat", SEAT],
		["a guest", GUEST],
	] as const)("%s gets so many through in a second; the rest waits, and is told once", async (_, owner) => {
		const client = await enter(owner);
		for (let sent = 1; sent <= 50; sent += 1) client.send(publish("class/a", String(sent)));
		await still.settled();
		expect(accepted()).toBe(LIMITS.seatMessagesPerSecond);
		still.time.pass(1_000);
		await still.settled();
		expect(accepted()).toBe(2 * LIMITS.seatMessagesPerSecond);
		still.time.pass(1_000);
		await still.settled();
		expect(accepted()).toBe(50);
		const payloads = still.told("publication.accepted").map((event) => (event.type === "publication.accepted" ? Number(event.payload) : 0));
		expect(payloads).toEqual(payloads.map((_, at) => at + 1));
		expect(still.told("limit.reached")).toMatchObject([{ says: "No more than 20 messages a second here; the rest waits." }]);
	});

	it("holds CONNECTs to as many, since each of them may leave a will", async () => {
		const will = { topic: "class/last", payload: Buffer.from("x"), qos: 0 as const, retain: false };
		for (let at = 1; at <= 30; at += 1) {
			const gate = open(GUEST);
			const client = openRawClient(still.room, undefined, gate);
			client.send(connect("guest", true, { will }));
			if (at <= LIMITS.seatMessagesPerSecond) await client.next();
			else await still.settled();
			client.ends.gone("the network is gone");
			gate.leave();
			await still.settled();
		}
		expect(still.told("will.fired")).toHaveLength(LIMITS.seatMessagesPerSecond);
		expect(still.told("limit.reached")).toMatchObject([{ says: "No more than 20 CONNECT packets a second here; the rest waits." }]);
		still.time.pass(1_000);
		await still.settled();
		expect((await enter(GUEST)).got).toMatchObject([{ cmd: "connack", returnCode: 0 }]);
	});

	it("lets no guest be called what pages call a seat", async () => {
		for (const id of ["seat 9", "Seat 9", " seat9 "]) expect((await enter(HERE, 0, { id })).got).toMatchObject([{ returnCode: 5 }]);
		for (const id of ["seats", "seat", "my seat 9"]) expect((await enter(HERE, 0, { id })).got).toMatchObject([{ returnCode: 0 }]);
	});

	it("lets no guest have an id that is drawn like a seat's", async () => {
		const answerTo = async (id: string) => {
			const { got } = await enter({ of: "guest", source: `the address of ${id}` }, 0, { id });
			return got[0];
		};
		for (const id of ["s07-pub ", " S07-sub", "SEAT 9"]) expect(await answerTo(id)).toMatchObject({ returnCode: 5 });
		for (const id of ["seat 9\u200b", "\u0455eat 9", "s07\u2011pub", "\u202ebup-70s", "s\u0660\u0667-pub", "ｓ07-pub", "a\u0007"])
			expect(await answerTo(id)).toMatchObject({ returnCode: 2 });
		expect(await answerTo("!~ <b>x</b>")).toMatchObject({ returnCode: 0 });
	});

	it("is one share for all connections of a guest's address", async () => {
		const [one, other] = [await enter(GUEST), openRawClient(still.room, undefined, open(GUEST))];
		other.send(connect("other", true));
		await other.next();
		await still.settled();
		for (let sent = 0; sent < 15; sent += 1) for (const client of [one, other]) client.send(publish("class/a", "x"));
		await still.settled();
		expect(accepted()).toBe(LIMITS.seatMessagesPerSecond);
	});

	it.each([
		["a host", HOST],
		["a guest on the host's machine", HERE],
	] as const)("does not hold back %s", async (_, owner) => {
		const client = await enter(owner);
		for (let sent = 0; sent < 100; sent += 1) client.send(publish("class/a", "x"));
		await still.settled();
		expect(accepted()).toBe(100);
	});

	it("leaves no timer behind once everybody is gone", async () => {
		const gate = open(SEAT);
		const before = still.time.timers;
		for (let sent = 0; sent < 30; sent += 1) gate.withholds("PUBLISH");
		gate.leave();
		still.time.pass(1_000);
		still.time.pass(1_000);
		expect(still.time.timers).toBe(before);
	});
});
