import { describe, expect, it } from "vitest";
import { progress } from "#model/progress.ts";
import { away, joined, payloadsSoFar, subscribed } from "./testkit/bench.ts";
import { connect, openRawClient, publish } from "./testkit/raw.ts";
import { eachInStillRoom } from "./testkit/still-room.ts";

const still = eachInStillRoom();

const wireOf = (clientId: string) => {
	const phase = still.room.world().clients[clientId]?.phase;
	return phase === undefined || phase.phase === "offline" ? "" : phase.connection;
};
const silence = (clientId: string) =>
	expect(still.room.command({ type: "wire.silence", connection: wireOf(clientId) })).toEqual({ ok: true });
const will = { topic: "w", payload: Buffer.from("bye"), qos: 1 as const, retain: true };

describe("a silent wire", () => {
	it("lets nothing pass in either direction, and tells neither end; mended, everything arrives in order", async () => {
		const sub = await joined(still.room, "sub");
		await subscribed(sub, "a", 1);
		const pub = await joined(still.room, "pub");
		silence("sub");
		for (const n of [1, 2]) pub.send(publish("a", String(n), 1, { messageId: n }));
		await payloadsSoFar(pub);
		sub.send({ cmd: "pingreq" });
		expect(sub.got.filter(({ cmd }) => cmd === "publish" || cmd === "pingresp")).toEqual([]);
		expect(Object.values(still.room.world().packets).map(({ fields, still }) => [fields.type, still])).toEqual([
			["PUBLISH", true],
			["PUBLISH", true],
			["PINGREQ", true],
		]);
		expect(still.room.command({ type: "wire.step" })).toMatchObject({ ok: false });
		expect(still.room.command({ type: "wire.mend", connection: wireOf("sub") })).toEqual({ ok: true });
		expect(await payloadsSoFar(sub)).toEqual(["1", "2"]);
		expect(still.room.world().packets).toEqual({});
	});

	it("holds a packet where it is, and lets it go on from there", async () => {
		const pub = await joined(still.room, "pub");
		await payloadsSoFar(pub);
		still.room.command({ type: "wire.delay", delayMs: 2_000 });
		pub.send(publish("a", "x", 0));
		still.time.pass(500);
		silence("pub");
		still.time.pass(60_000);
		const [held] = Object.values(still.room.world().packets);
		expect(held === undefined ? null : progress(held, still.room.now())).toBe(0.25);
		still.room.command({ type: "wire.delay", delayMs: 1_000 });
		still.time.pass(60_000);
		still.room.command({ type: "wire.mend", connection: wireOf("pub") });
		still.time.pass(749);
		expect(still.room.world().messages.m1?.phase).toBe("to-broker");
		still.time.pass(1);
		expect(still.room.world().messages.m1?.phase).toBe("accepted");
	});

	it("is noticed by the broker after 1.5 x keep alive, as it said beforehand, and the will is published then [MQTT-3.1.2-24, 3.1.2-8]", async () => {
		const watcher = await joined(still.room, "watcher");
		await subscribed(watcher, "w", 2);
		await joined(still.room, "sub", true, { keepalive: 10, will });
		still.time.pass(3_000);
		silence("sub");
		expect(still.room.world().connections[wireOf("sub")]?.silent).toEqual({ since: 3_000, noticedAt: 15_000 });
		still.time.pass(11_999);
		expect(still.room.world().named.will).toBe(0);
		still.time.pass(1);
		expect(still.room.world().clients.sub?.phase).toMatchObject({ phase: "offline", reason: "keep-alive" });
		expect(await watcher.next()).toMatchObject({ cmd: "publish", topic: "w", qos: 1, retain: false });
		await still.room.until(({ retained }) => retained.w !== undefined);
	});

	it("is never noticed with keep alive 0: half open until somebody mends it, and then its end arrives", async () => {
		const sub = await joined(still.room, "sub", false);
		silence("sub");
		sub.ends.ended(true);
		sub.ends.gone("the device lost its power");
		expect(still.room.events.filter(({ type }) => type === "connection.ending")).toHaveLength(1);
		still.time.pass(3_600_000);
		const { phase } = still.room.world().clients.sub ?? {};
		expect(phase).toMatchObject({ phase: "leaving", polite: false });
		expect(still.room.world().connections[wireOf("sub")]?.silent).toMatchObject({ noticedAt: null });
		still.room.command({ type: "wire.mend", connection: wireOf("sub") });
		const world = await still.room.until(({ clients }) => clients.sub?.phase.phase === "offline");
		expect(world.clients.sub?.phase).toMatchObject({ reason: "client-gone" });
	});

	it("with its CONNECT still on the way is given up like any connection without CONNECT [3.1.1 section 3.1.4]", async () => {
		still.room.command({ type: "wire.delay", delayMs: 2_000 });
		const late = openRawClient(still.room);
		late.send(connect("late", true, { keepalive: 2 }));
		silence("late");
		const wire = wireOf("late");
		expect(still.room.world().connections[wire]?.silent).toEqual({ since: 0, noticedAt: 10_000 });
		still.time.pass(10_000);
		expect(await late.closed).toBe("end");
		expect(still.room.world().connections).toEqual({});
	});

	it("gives way to a newer connection of the same client, whose session is resumed [MQTT-3.1.4-2]", async () => {
		await away(still.room, "sub", "a", 1);
		const lost = await joined(still.room, "sub", false);
		silence("sub");
		const pub = await joined(still.room, "pub");
		pub.send(publish("a", "x", 1, { messageId: 1 }));
		await payloadsSoFar(pub);
		lost.ends.gone("the network went away");
		const back = openRawClient(still.room);
		back.send(connect("sub", false));
		expect(await back.next()).toMatchObject({ cmd: "connack", sessionPresent: true });
		expect(await back.next()).toMatchObject({ cmd: "publish", dup: true });
		expect(Object.keys(still.room.world().connections)).toHaveLength(2);
	});

	it("loses everything on it when it is cut, and both ends see that", async () => {
		const sub = await joined(still.room, "sub", false);
		await subscribed(sub, "a", 0);
		silence("sub");
		const pub = await joined(still.room, "pub");
		pub.send(publish("a", "x", 0));
		await payloadsSoFar(pub);
		still.room.command({ type: "wire.cut", connection: wireOf("sub") });
		expect(await sub.closed).toBe("terminate");
		expect(still.room.world().fates.m1?.sub).toMatchObject({ fate: "dropped", reason: "lost-on-wire" });
	});
});
