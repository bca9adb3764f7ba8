import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { progress } from "#model/progress.ts";
import { away, joined, payloadsSoFar, subscribed } from "./testkit/bench.ts";
import { connect, openRawClient, openRawRoom, publish, type RawRoom } from "./testkit/raw.ts";
import { openStillTime, type StillTime } from "./testkit/still.ts";

let room: RawRoom;
let time: StillTime;
beforeEach(async () => {
	time = openStillTime();
	room = await openRawRoom(time);
});
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
});

const wireOf = (clientId: string) => {
	const phase = room.world().clients[clientId]?.phase;
	return phase === undefined || phase.phase === "offline" ? "" : phase.connection;
};
const silence = (clientId: string) => expect(room.command({ type: "wire.silence", connection: wireOf(clientId) })).toEqual({ ok: true });
const will = { topic: "w", payload: Buffer.from("bye"), qos: 1 as const, retain: true };

describe("a silent wire", () => {
	it("lets nothing pass in either direction, and tells neither end; mended, everything arrives in order", async () => {
		const sub = await joined(room, "sub");
		await subscribed(sub, "a", 1);
		const pub = await joined(room, "pub");
		silence("sub");
		for (const n of [1, 2]) pub.send(publish("a", String(n), 1, { messageId: n }));
		await payloadsSoFar(pub);
		sub.send({ cmd: "pingreq" });
		expect(sub.got.filter(({ cmd }) => cmd === "publish" || cmd === "pingresp")).toEqual([]);
		expect(Object.values(room.world().packets).map(({ fields, still }) => [fields.type, still])).toEqual([
			["PUBLISH", true],
			["PUBLISH", true],
			["PINGREQ", true],
		]);
		expect(room.command({ type: "wire.step" })).toMatchObject({ ok: false });
		expect(room.command({ type: "wire.mend", connection: wireOf("sub") })).toEqual({ ok: true });
		expect(await payloadsSoFar(sub)).toEqual(["1", "2"]);
		expect(room.world().packets).toEqual({});
	});

	it("holds a packet where it is, and lets it go on from there", async () => {
		const pub = await joined(room, "pub");
		await payloadsSoFar(pub);
		room.command({ type: "wire.delay", delayMs: 2_000 });
		pub.send(publish("a", "x", 0));
		time.pass(500);
		silence("pub");
		time.pass(60_000);
		const [held] = Object.values(room.world().packets);
		expect(held === undefined ? null : progress(held, room.now())).toBe(0.25);
		room.command({ type: "wire.delay", delayMs: 1_000 });
		time.pass(60_000);
		room.command({ type: "wire.mend", connection: wireOf("pub") });
		time.pass(749);
		expect(room.world().messages.m1?.phase).toBe("to-broker");
		time.pass(1);
		expect(room.world().messages.m1?.phase).toBe("accepted");
	});

	it("is noticed by the broker after 1.5 x keep alive, as it said beforehand, and the will is published then [MQTT-3.1.2-24, 3.1.2-8]", async () => {
		const watcher = await joined(room, "watcher");
		await subscribed(watcher, "w", 2);
		await joined(room, "sub", true, { keepalive: 10, will });
		time.pass(3_000);
		silence("sub");
		expect(room.world().connections[wireOf("sub")]?.silent).toEqual({ since: 3_000, noticedAt: 15_000 });
		time.pass(11_999);
		expect(room.world().named.will).toBe(0);
		time.pass(1);
		expect(room.world().clients.sub?.phase).toMatchObject({ phase: "offline", reason: "keep-alive" });
		expect(await watcher.next()).toMatchObject({ cmd: "publish", topic: "w", qos: 1, retain: false });
		await room.until(({ retained }) => retained.w !== undefined);
	});

	it("is never noticed with keep alive 0: half open until somebody mends it, and then its end arrives", async () => {
		const sub = await joined(room, "sub", false);
		silence("sub");
		sub.ends.ended(true);
		sub.ends.gone("the device lost its power");
		expect(room.events.filter(({ type }) => type === "connection.ending")).toHaveLength(1);
		time.pass(3_600_000);
		const { phase } = room.world().clients.sub ?? {};
		expect(phase).toMatchObject({ phase: "leaving", polite: false });
		expect(room.world().connections[wireOf("sub")]?.silent).toMatchObject({ noticedAt: null });
		room.command({ type: "wire.mend", connection: wireOf("sub") });
		const world = await room.until(({ clients }) => clients.sub?.phase.phase === "offline");
		expect(world.clients.sub?.phase).toMatchObject({ reason: "client-gone" });
	});

	it("with its CONNECT still on the way is given up like any connection without CONNECT [3.1.1 section 3.1.4]", async () => {
		room.command({ type: "wire.delay", delayMs: 2_000 });
		const late = openRawClient(room);
		late.send(connect("late", true, { keepalive: 2 }));
		silence("late");
		const wire = wireOf("late");
		expect(room.world().connections[wire]?.silent).toEqual({ since: 0, noticedAt: 10_000 });
		time.pass(10_000);
		expect(await late.closed).toBe("end");
		expect(room.world().connections).toEqual({});
	});

	it("gives way to a newer connection of the same client, whose session is resumed [MQTT-3.1.4-2]", async () => {
		await away(room, "sub", "a", 1);
		const lost = await joined(room, "sub", false);
		silence("sub");
		const pub = await joined(room, "pub");
		pub.send(publish("a", "x", 1, { messageId: 1 }));
		await payloadsSoFar(pub);
		lost.ends.gone("the network went away");
		const back = openRawClient(room);
		back.send(connect("sub", false));
		expect(await back.next()).toMatchObject({ cmd: "connack", sessionPresent: true });
		expect(await back.next()).toMatchObject({ cmd: "publish", dup: true });
		expect(Object.keys(room.world().connections)).toHaveLength(2);
	});

	it("loses everything on it when it is cut, and both ends see that", async () => {
		const sub = await joined(room, "sub", false);
		await subscribed(sub, "a", 0);
		silence("sub");
		const pub = await joined(room, "pub");
		pub.send(publish("a", "x", 0));
		await payloadsSoFar(pub);
		room.command({ type: "wire.cut", connection: wireOf("sub") });
		expect(await sub.closed).toBe("terminate");
		expect(room.world().fates.m1?.sub).toMatchObject({ fate: "dropped", reason: "lost-on-wire" });
	});
});
