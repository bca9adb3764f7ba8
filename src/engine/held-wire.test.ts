import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { progress } from "#model/progress.ts";
import { joined, payloadsSoFar, subscribed } from "./testkit/bench.ts";
import { connect, openRawClient, publish, type RawClient } from "./testkit/raw.ts";
import { turns } from "./testkit/still.ts";
import { eachInStillRoom } from "./testkit/still-room.ts";

const still = eachInStillRoom();

const wireOf = (clientId: string) => {
	const phase = still.room.world().clients[clientId]?.phase;
	return phase === undefined || phase.phase === "offline" ? "" : phase.connection;
};
const hold = (clientId: string) => expect(still.room.command({ type: "wire.hold", connection: wireOf(clientId) })).toEqual({ ok: true });
const letGo = (clientId: string, direction?: "up" | "down") =>
	still.room.command({ type: "wire.step", connection: wireOf(clientId), ...(direction === undefined ? {} : { direction }) });
/** What has come, without asking a client that could not answer over its held wire. */
const payloads = (client: RawClient) => client.got.flatMap((packet) => (packet.cmd === "publish" ? [String(packet.payload)] : []));
const underWay = () => Object.values(still.room.world().packets);

describe("a held wire", () => {
	it("stands while the others run; its packets are let go one by one, in order, and the room is not paused", async () => {
		const sub = await joined(still.room, "sub");
		await subscribed(sub, "a", 1);
		const other = await joined(still.room, "other");
		await subscribed(other, "a", 1);
		const pub = await joined(still.room, "pub");
		hold("sub");
		for (const n of [1, 2]) pub.send(publish("a", String(n), 1, { messageId: n }));
		await turns(8);
		expect(await payloadsSoFar(other)).toEqual(["1", "2"]);
		expect(payloads(sub)).toEqual([]);
		const [first, second] = underWay();
		expect(still.room.command({ type: "wire.step", packet: second?.packet ?? "" })).toMatchObject({ ok: false });
		expect(still.room.command({ type: "wire.step" })).toMatchObject({ ok: false, says: expect.stringContaining("held wire") });
		expect(still.room.command({ type: "wire.step", packet: first?.packet ?? "" })).toEqual({ ok: true });
		expect(payloads(sub)).toEqual(["1"]);
		expect(still.room.world().clock.paused).toBe(false);
		expect(letGo("sub", "up")).toMatchObject({ ok: false });
		expect(letGo("sub")).toEqual({ ok: true });
		expect(payloads(sub)).toEqual(["1", "2"]);
		expect(letGo("sub")).toMatchObject({ ok: false });
	});

	it("goes on from where its packets were, in order, once it is released", async () => {
		const pub = await joined(still.room, "pub");
		await payloadsSoFar(pub);
		still.room.command({ type: "wire.delay", delayMs: 2_000 });
		pub.send(publish("a", "x", 0));
		still.time.pass(500);
		hold("pub");
		still.time.pass(60_000);
		expect(underWay().map((one) => [one.still, progress(one, still.room.now())])).toEqual([[true, 0.25]]);
		still.room.command({ type: "wire.release", connection: wireOf("pub") });
		still.time.pass(1_499);
		expect(still.room.world().messages.m1?.phase).toBe("to-broker");
		still.time.pass(1);
		await turns(8);
		expect(still.room.world().messages.m1?.phase).toBe("accepted");
	});

	it("holds while it is silent too, and only the last of both lets it go on", async () => {
		const pub = await joined(still.room, "pub");
		hold("pub");
		still.room.command({ type: "wire.silence", connection: wireOf("pub") });
		pub.send(publish("a", "x", 0));
		expect(letGo("pub")).toMatchObject({ ok: false });
		still.room.command({ type: "wire.mend", connection: wireOf("pub") });
		expect(underWay()).toMatchObject([{ still: true }]);
		still.room.command({ type: "wire.release", connection: wireOf("pub") });
		expect(underWay()).toEqual([]);
	});

	it("is cut as any other, and the answer that stood on it is lost: the message comes again with DUP", async () => {
		const pub = await joined(still.room, "pub", false);
		hold("pub");
		pub.send(publish("a", "x", 1, { messageId: 7 }));
		expect(letGo("pub", "up")).toEqual({ ok: true });
		await turns(8);
		expect(underWay().map(({ fields }) => fields.type)).toEqual(["PUBACK"]);
		still.room.command({ type: "wire.cut", connection: wireOf("pub") });
		expect(still.room.world().lost.map(({ fields }) => fields.type)).toEqual(["PUBACK"]);
		expect(still.room.world().clients.pub?.outgoing).toMatchObject([{ message: "m1", awaits: "PUBACK" }]);
	});

	it("says beforehand when the broker gives up, and what is let go up to it begins that time anew [MQTT-3.1.2-24]", async () => {
		const pub = await joined(still.room, "pub", true, { keepalive: 10 });
		still.time.pass(4_000);
		hold("pub");
		const noticedAt = () => still.room.world().connections[wireOf("pub")]?.held?.noticedAt;
		expect(noticedAt()).toBe(still.room.now() + 11_000);
		still.time.pass(6_000);
		pub.send({ cmd: "pingreq" });
		expect(noticedAt()).toBe(still.room.now() + 5_000);
		expect(letGo("pub")).toEqual({ ok: true });
		expect(noticedAt()).toBe(still.room.now() + 15_000);
		pub.send({ cmd: "pingreq" });
		still.time.pass(14_999);
		expect(wireOf("pub")).not.toBe("");
		still.time.pass(1);
		expect(still.room.world().clients.pub?.phase).toMatchObject({ phase: "offline", reason: "keep-alive" });
		expect(still.room.events.findLast(({ type }) => type === "connection.closed")).toMatchObject({
			says: expect.stringContaining("its wire is held"),
		});
	});

	it("lets a CONNECT stand for as long as a person likes, and its keep alive begins when it arrives", async () => {
		still.room.command({ type: "wire.delay", delayMs: 1_000 });
		const client = openRawClient(still.room);
		client.send(connect("slow", true, { keepalive: 10 }));
		hold("slow");
		still.time.pass(10 * LIMITS.connectMs);
		expect(letGo("slow")).toEqual({ ok: true });
		expect(still.room.world().connections[wireOf("slow")]?.held?.noticedAt).toBe(still.room.now() + 15_000);
	});

	it("holds nobody else up: past the bounds of its lane it is cut", async () => {
		const sub = await joined(still.room, "sub");
		await subscribed(sub, "a", 0);
		const pub = await joined(still.room, "pub");
		const connection = wireOf("sub");
		hold("sub");
		const payload = "x".repeat(64 * 1024);
		for (let n = 0; n < 400 && still.room.world().connections[connection] !== undefined; n += 1) {
			pub.send(publish("a", payload, 0));
			await payloadsSoFar(pub);
		}
		expect(still.room.world().connections[wireOf("pub")]).toBeDefined();
		expect(underWay().length).toBeLessThanOrEqual(LIMITS.downLanePackets);
	});

	it("carries the end of a stream behind what it holds", async () => {
		const pub = await joined(still.room, "pub");
		hold("pub");
		pub.send(publish("a", "x", 0));
		pub.send({ cmd: "disconnect" });
		pub.ends.ended(false);
		still.time.pass(60_000);
		expect(still.room.world().clients.pub?.phase.phase).toBe("leaving");
		still.room.command({ type: "wire.release", connection: wireOf("pub") });
		await turns(8);
		expect(still.room.world().clients.pub?.phase).toMatchObject({ phase: "offline", reason: "disconnect" });
		expect(still.room.world().messages.m1?.phase).toBe("accepted");
	});
});

describe("a delay of one wire alone", () => {
	const delayOf = (clientId: string, delayMs: number | null) =>
		expect(still.room.command({ type: "wire.delay-one", connection: wireOf(clientId), delayMs })).toEqual({ ok: true });

	it("slows that wire and no other, and does not follow the room's until it is taken back", async () => {
		const pub = await joined(still.room, "pub");
		const other = await joined(still.room, "other");
		delayOf("pub", 6_000);
		pub.send(publish("a", "slow", 0));
		other.send(publish("a", "fast", 0));
		expect(underWay().map(({ delayMs }) => delayMs)).toEqual([6_000]);
		await turns(8);
		expect(still.room.world().messages.m2?.phase).toBe("accepted");
		still.time.pass(3_000);
		still.room.command({ type: "wire.delay", delayMs: 1_000 });
		expect(underWay().map((one) => [one.delayMs, progress(one, still.room.now())])).toEqual([[6_000, 0.5]]);
		delayOf("pub", null);
		expect(underWay().map((one) => [one.delayMs, progress(one, still.room.now())])).toEqual([[1_000, 0.5]]);
		still.time.pass(499);
		expect(still.room.world().messages.m1?.phase).toBe("to-broker");
		still.time.pass(1);
		await turns(8);
		expect(still.room.world().messages.m1?.phase).toBe("accepted");
		expect(still.room.world().connections[wireOf("pub")]?.ownDelayMs).toBeUndefined();
	});

	it("takes effect on what is under way: none lets it arrive at once", async () => {
		const pub = await joined(still.room, "pub");
		still.room.command({ type: "wire.delay", delayMs: 5_000 });
		pub.send(publish("a", "x", 0));
		delayOf("pub", 0);
		await turns(8);
		expect(still.room.world().messages.m1?.phase).toBe("accepted");
	});
});
