import type { Packet } from "mqtt-packet";
import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { PRESETS } from "#contract/presets.ts";
import { away, joined, payloadsSoFar, segment, subscribed } from "#engine/testkit/bench.ts";
import { connect, openRawClient, publish } from "#engine/testkit/raw.ts";
import { eachInStillRoom } from "#engine/testkit/still-room.ts";

const still = eachInStillRoom(PRESETS.aedes.settings);
const { told } = still;

describe("as Aedes ships", () => {
	it("repeats without DUP, and the room tells the repetition from the packet id alone [MQTT-3.3.1-1]", async () => {
		await away(still.room, "sub", "a", 1);
		const pub = await joined(still.room, "pub");
		pub.send(publish("a", "x", 1, { messageId: 1 }));
		await pub.next();
		expect(still.room.world().fates.m1?.sub).toMatchObject({ fate: "unseen" });
		const first = await joined(still.room, "sub", false);
		expect(await first.next()).toMatchObject({ cmd: "publish", dup: false });
		expect(still.room.world().sessions.sub?.inflight).toMatchObject([{ message: "m1", attempt: 1 }]);
		still.room.command({ type: "wire.cut", connection: still.room.world().sessions.sub?.connection ?? "" });
		const again = await joined(still.room, "sub", false);
		const packet = (await again.next()) as { dup: boolean; messageId: number };
		expect(packet.dup).toBe(false);
		expect(told("delivery.sent").at(-1)).toMatchObject({ message: "m1", attempt: 2, dup: false });
		again.send({ cmd: "puback", messageId: packet.messageId });
		await still.room.until(({ sessions }) => sessions.sub?.inflight.length === 0);
		expect(told("delivery.queued")).toEqual([]);
	});

	it("takes a filter that the standard forbids; the room says so, and passes it on [MQTT-4.7.1-2]", async () => {
		const sub = await joined(still.room, "sub");
		await subscribed(sub, "a#", 1);
		expect(told("packet.malformed")).toMatchObject([{ clause: "MQTT-4.7.1-2" }]);
		expect(Object.keys(still.room.world().sessions.sub?.subscriptions ?? {})).toEqual(["a#"]);
	});

	it("shows bytes that are not packets behind a DISCONNECT, which still ends the connection without a will [MQTT-3.14.4-3]", async () => {
		const watcher = await joined(still.room, "watcher");
		await subscribed(watcher, "#", 0);
		const x = await joined(still.room, "x", true, { will: { topic: "w", payload: Buffer.from("WILL"), qos: 0, retain: false } });
		x.sendBytes(Buffer.concat([Buffer.from([0xe0, 0x00]), Buffer.from([0x30, 0xff, 0xff, 0xff, 0xff])]));
		await x.closed;
		expect(told("packet.malformed")).toMatchObject([{ direction: "up", hex: "30 ff ff ff ff" }]);
		expect(told("connection.closed")).toMatchObject([{ reason: "disconnect" }]);
		expect(told("will.disarmed")).toHaveLength(1);
		expect(await payloadsSoFar(watcher)).toEqual([]);
	});

	it("is told of a SUBSCRIBE right behind its CONNECT as well: what that brings is no queue of its session", async () => {
		const pub = await joined(still.room, "pub");
		pub.send(publish("a", "x", 1, { messageId: 1, retain: true }));
		await pub.next();
		const sub = openRawClient(still.room);
		sub.sendBytes(segment(connect("sub", false), { cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a", qos: 1 }] }));
		await still.room.until(() => told("delivery.sent").length === 1);
		expect(told("delivery.sent")).toMatchObject([{ message: "r1", session: "sub", from: "retained" }]);
	});

	it("is told of what comes from a session as such, though a SUBSCRIBE for that stands right behind the CONNECT", async () => {
		await away(still.room, "sub", "a", 1);
		const pub = await joined(still.room, "pub");
		pub.send(publish("a", "x", 1, { messageId: 1, retain: true }));
		await pub.next();
		for (const attempt of [1, 2]) {
			const sub = openRawClient(still.room);
			sub.sendBytes(segment(connect("sub", false), { cmd: "subscribe", messageId: 1, subscriptions: [{ topic: "a", qos: 1 }] }));
			await still.room.until(() => told("delivery.sent").length === attempt);
			expect(told("delivery.sent").at(-1)).toMatchObject({ message: "r1", attempt, from: "queue" });
			sub.ends.gone("It broke.");
		}
	});

	it("takes nothing at QoS 0 for what has waited, though another connection of the session began behind it: Aedes keeps none of it", async () => {
		await subscribed(await joined(still.room, "sub", false), "a", 0);
		still.room.command({ type: "clock.pause" });
		const [sub, newer] = [openRawClient(still.room), openRawClient(still.room)];
		sub.sendBytes(segment(connect("sub", false), publish("a", "x", 0)));
		newer.send(connect("sub", false));
		still.room.command({ type: "clock.resume" });
		await still.room.until(() => told("delivery.sent").length > 0);
		for (const one of told("delivery.sent")) expect(one).toMatchObject({ message: "m1", session: "sub", from: "live" });
	});

	it("knows what a SUBSCRIBE brings although an UNSUBSCRIBE for the same filter stood before it", async () => {
		const pub = await joined(still.room, "pub");
		pub.send(publish("a", "x", 0, { retain: true }));
		pub.send({ cmd: "pingreq" });
		await pub.next();
		const sub = await joined(still.room, "sub");
		const ask = (messageId: number): Packet => ({ cmd: "subscribe", messageId, subscriptions: [{ topic: "a", qos: 0 }] });
		sub.sendBytes(segment(ask(1), { cmd: "unsubscribe", messageId: 2, unsubscriptions: ["a"] }, ask(3)));
		await still.room.until(() => told("delivery.sent").length === 2);
		expect(told("delivery.sent")).toMatchObject([{ from: "retained" }, { from: "retained" }]);
	});

	it("says nothing more of half a packet once its client has closed its end", async () => {
		const x = await joined(still.room, "x");
		still.room.command({ type: "wire.delay", delayMs: LIMITS.delayMs });
		x.sendBytes(Buffer.from([0xe0, 0x00, 0x30]));
		x.ends.ended(false);
		still.time.pass(LIMITS.halfPacketMs * 4);
		await x.closed;
		expect(told("connection.closed")).toMatchObject([{ reason: "disconnect" }]);
		expect(told("packet.malformed")).toEqual([]);
	});

	it("passes on what Aedes itself writes against the standard, and says so [MQTT-3.3.1-2]", async () => {
		const sub = await joined(still.room, "sub");
		await subscribed(sub, "a", 0);
		const pub = await joined(still.room, "pub");
		pub.send(publish("a", "x", 1, { messageId: 1, dup: true }));
		expect(await sub.next()).toMatchObject({ cmd: "publish", qos: 0, dup: true });
		expect(told("packet.malformed")).toMatchObject([{ direction: "down" }]);
	});

	it("lowers the QoS of overlapping filters [MQTT-3.3.5-1]", async () => {
		const sub = await joined(still.room, "sub");
		await subscribed(sub, "+", 2);
		await subscribed(sub, "t", 0);
		const pub = await joined(still.room, "pub");
		pub.send(publish("t", "x", 2, { messageId: 1 }));
		expect(await sub.next()).toMatchObject({ cmd: "publish", qos: 0 });
		expect(still.room.world().fates.m1?.sub).toMatchObject({ fate: "delivered", qos: 0 });
	});

	it("publishes wills, and lets a newer connection take over", async () => {
		const watcher = await joined(still.room, "watcher");
		await subscribed(watcher, "w", 1);
		const will = { topic: "w", payload: Buffer.from("bye"), qos: 1 as const, retain: false };
		const old = await joined(still.room, "x", true, { will });
		await joined(still.room, "x", true);
		await old.closed;
		expect(await watcher.next()).toMatchObject({ cmd: "publish", topic: "w" });
		await still.room.until(({ fates }) => fates.w1?.watcher?.fate === "inflight" || fates.w1?.watcher?.fate === "delivered");
		expect(told("connection.closed")).toMatchObject([{ reason: "takeover" }]);
		expect(still.room.world().sessions.x?.connection).toBe("c3");
	});

	it("gets all that arrived before the end of the stream, a DISCONNECT too [MQTT-3.14.4-3]", async () => {
		const watcher = await joined(still.room, "watcher");
		await subscribed(watcher, "#", 0);
		const will = { topic: "w", payload: Buffer.from("WILL"), qos: 0 as const, retain: false };
		const pub = await joined(still.room, "pub", true, { will });
		still.room.command({ type: "clock.pause" });
		pub.sendBytes(segment(publish("a", "PUB", 0), { cmd: "disconnect" }));
		pub.ends.ended(false);
		still.room.command({ type: "clock.resume" });
		await still.room.until(({ clients }) => clients.pub?.phase.phase === "offline");
		expect(told("connection.closed")).toMatchObject([{ reason: "disconnect" }]);
		expect(await watcher.next()).toMatchObject({ cmd: "publish", topic: "a" });
		expect(await payloadsSoFar(watcher)).toEqual(["PUB"]);
	});

	it.each([
		["behind its CONNACK", true],
		["behind its CONNECT", false],
	])("is given a burst of publications %s, all of them", async (_, waits) => {
		const burst = Array.from({ length: 300 }, (_, n) => publish("a", String(n), 1, { messageId: n + 1 }));
		const pub = waits ? await joined(still.room, "pub") : openRawClient(still.room);
		pub.send(waits ? (burst[0] as never) : connect("pub", true));
		pub.sendBytes(segment(...burst.slice(waits ? 1 : 0)));
		await still.room.until(() => told("publication.accepted").length === 300);
	});

	it("is not sent a retained will that would be too much for what it may keep", async () => {
		const will = { topic: "w", payload: Buffer.alloc(60_000), qos: 0, retain: true } as const;
		for (let n = 0; told("limit.reached").length === 0; n += 1) {
			const client = openRawClient(still.room);
			client.send(connect(`c${n}`, true, { will: { ...will, topic: `w/${n}` } }));
			await Promise.race([client.next(), client.closed]);
			client.ends.gone("It broke.");
			expect(n).toBeLessThan(1_200);
		}
	});

	it("is not said to take what it does not: before CONNACK, with wildcards, for $SYS", async () => {
		const stranger = openRawClient(still.room);
		stranger.send(publish("p", "x", 0, { retain: true }));
		for (const topic of ["x/#", "$SYS/x"]) {
			const client = await joined(still.room, `of ${topic}`);
			// mqtt-packet would not write the wildcard
			const bytes = Buffer.from(topic);
			client.sendBytes(Buffer.concat([Buffer.from([0x31, 2 + bytes.length + 1, 0, bytes.length]), bytes, Buffer.from("y")]));
			await client.closed;
		}
		expect(told("publication.accepted")).toEqual([]);
		expect(still.room.world().retained).toEqual({});
	});

	it("is another broker: what the corrected one held is gone, and the other way round", async () => {
		await away(still.room, "sub", "a", 1);
		still.room.command({ type: "broker.settings", settings: PRESETS["mosquitto-2.0"].settings });
		await still.room.until(() => told("broker.restarted").length === 1);
		expect(still.room.world().sessions).toEqual({});
		const back = openRawClient(still.room);
		back.send(connect("sub", false));
		expect(await back.next()).toMatchObject({ sessionPresent: false });
		await subscribed(back, "a", 1);
		still.room.command({ type: "broker.settings", settings: PRESETS.aedes.settings });
		await back.closed;
		await still.room.until(() => told("broker.restarted").length === 2);
		const again = openRawClient(still.room);
		again.send(connect("sub", false));
		expect(await again.next()).toMatchObject({ sessionPresent: false });
		expect(await payloadsSoFar(again)).toEqual([]);
	});

	it("starts anew when the room is cleared", async () => {
		await away(still.room, "sub", "a", 1);
		still.room.command({ type: "room.clear" });
		const back = openRawClient(still.room);
		back.send(connect("sub", false));
		expect(await back.next()).toMatchObject({ cmd: "connack", sessionPresent: false });
	});
});
