import { afterEach, describe, expect, it } from "vitest";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { away, joined, payloadsSoFar, segment, subscribed } from "./testkit/bench.ts";
import { busyPace } from "./testkit/busy.ts";
import { connect, openRawClient, openRawRoom, publish, type RawRoom } from "./testkit/raw.ts";
import { openStillTime } from "./testkit/still.ts";

let room: RawRoom;
async function open(settings: Partial<BrokerSettings>): Promise<void> {
	room = await openRawRoom(openStillTime(), settings);
}
afterEach(async () => {
	await room.close();
	expect(room.timers()).toBe(0);
});

/** One message queued for sub, one in flight to slow, one retained, and a will armed. */
async function lived(): Promise<void> {
	await away(room, "sub", "a", 1);
	const slow = await joined(room, "slow", false);
	await subscribed(slow, "b", 2);
	const pub = await joined(room, "pub", true, { will: { topic: "a", payload: Buffer.from("bye"), qos: 1, retain: false } });
	pub.send(publish("a", "queued", 1, { messageId: 1 }));
	pub.send(publish("b", "open", 2, { messageId: 2 }));
	pub.send(publish("r", "kept", 1, { messageId: 3, retain: true }));
	await payloadsSoFar(pub);
	expect(await payloadsSoFar(slow)).toEqual(["open"]);
}

async function restarted(): Promise<void> {
	expect(room.command({ type: "broker.restart" })).toEqual({ ok: true });
	const told = () => room.events.some(({ type }) => type === "broker.restarted");
	await room.until(told);
	expect(room.world().connections).toEqual({});
}

describe("a restart of the broker", () => {
	it("without persistence leaves nothing: sessions, queues and retained messages are gone, and say why", async () => {
		await open({ persistence: false });
		await lived();
		await restarted();
		const { sessions, retained, fates, clients, named } = room.world();
		expect([sessions, retained]).toEqual([{}, {}]);
		expect(fates.m1?.sub).toMatchObject({ fate: "dropped", reason: "broker-restarted" });
		// The message has reached its application; that the broker has given up its delivery is still told.
		const dropped = { type: "delivery.dropped", message: "m2", session: "slow", reason: "broker-restarted" };
		expect(room.events).toContainEqual(expect.objectContaining(dropped));
		expect(clients.pub?.phase).toMatchObject({ phase: "offline", reason: "broker-restart" });
		expect(named.will).toBe(0);
		const back = openRawClient(room);
		back.send(connect("sub", false));
		expect(await back.next()).toMatchObject({ cmd: "connack", returnCode: 0, sessionPresent: false });
	});

	it("with persistence brings back sessions, queues, flights and retained messages, and the wills of clients that were cut off", async () => {
		await open({ persistence: true });
		await lived();
		await restarted();
		await room.until(({ named }) => named.will === 1);
		const back = openRawClient(room);
		back.send(connect("sub", false));
		expect(await back.next()).toMatchObject({ sessionPresent: true });
		expect(await payloadsSoFar(back)).toEqual(["queued", "bye"]);
		const slow = openRawClient(room);
		slow.send(connect("slow", false));
		expect(await slow.next()).toMatchObject({ sessionPresent: true });
		expect(await slow.next()).toMatchObject({ cmd: "publish", qos: 2, dup: true, messageId: 1 });
		const late = await joined(room, "late");
		await subscribed(late, "r", 0);
		expect(await payloadsSoFar(late)).toEqual(["kept"]);
	});

	it("and another one with persistence in the same moment bring back nothing: the first has lost it all", async () => {
		await open({});
		await lived();
		room.command({ type: "broker.restart" });
		room.command({ type: "broker.settings", settings: { ...room.world().settings, persistence: true } });
		room.command({ type: "broker.restart" });
		const told = () => room.events.filter(({ type }) => type === "broker.restarted").map((event) => "kept" in event && event.kept);
		await room.until(() => told().length === 2);
		expect(told()).toEqual([false, true]);
		expect([room.world().sessions, room.world().retained]).toEqual([{}, {}]);
		const late = await joined(room, "late");
		await subscribed(late, "r", 0);
		expect(await payloadsSoFar(late)).toEqual([]);
	});

	it("lets in a client that connects while the new broker is being started", async () => {
		await open({});
		await lived();
		room.command({ type: "broker.restart" });
		room.command({ type: "broker.restart" });
		const early = openRawClient(room);
		early.send(connect("early", true));
		expect(await early.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
		expect(room.events.filter(({ type }) => type === "broker.restarted")).toHaveLength(2);
	});

	it("is told before the new one answers anybody, another broker in its place too", async () => {
		await open(PRESETS.aedes.settings);
		for (let n = 1; n <= 3; n += 1) room.command({ type: "broker.restart" });
		room.command({ type: "broker.settings", settings: FIRST_SETTINGS });
		const early = openRawClient(room);
		early.sendBytes(segment(connect("early", false), publish("r", "kept", 1, { messageId: 1, retain: true })));
		expect(await early.next()).toMatchObject({ cmd: "connack", returnCode: 0 });
		expect(await early.next()).toMatchObject({ cmd: "puback" });
		await room.until(() => room.events.filter(({ type }) => type === "broker.restarted").length === 4);
		const types = room.events.map(({ type }) => type);
		expect(types.indexOf("session.created")).toBeGreaterThan(types.lastIndexOf("broker.restarted"));
		expect(Object.keys(room.world().sessions)).toEqual(["early"]);
		expect(Object.keys(room.world().retained)).toEqual(["r"]);
	});

	it.each([
		["decided", "aedes"],
		["aedes", "decided"],
	] as const)(
		"answers or ends every client that connects while the broker %s gives way to %s, however long that takes",
		async (broker, next) => {
			const time = openStillTime();
			// Every turn of the event loop is as short as can be.
			room = await openRawRoom(time, { broker }, busyPace(time));
			for (let n = 0; n < 10; n += 1) await away(room, `away-${n}`, "a", 1);
			room.command({ type: "broker.settings", settings: { ...room.world().settings, broker: next } });
			const clients: ReturnType<typeof openRawClient>[] = [];
			const isTold = () => room.events.some(({ type }) => type === "broker.restarted");
			for (; !isTold(); await new Promise(setImmediate)) {
				const client = openRawClient(room);
				client.send(connect(`c${clients.length}`, true));
				clients.push(client);
			}
			expect(clients.length).toBeGreaterThan(10);
			for (const { next, closed } of clients) expect(await Promise.race([next(), closed])).toBeTruthy();
			expect(room.world().sessions).not.toHaveProperty("away-0");
		},
	);

	it.each([
		["decided", "aedes"],
		["aedes", "decided"],
	] as const)("from the broker %s to %s tells nothing more of what was, once the room has been cleared", async (broker, next) => {
		const time = openStillTime();
		room = await openRawRoom(time, { broker }, busyPace(time));
		for (let n = 0; n < 10; n += 1) await away(room, `away-${n}`, "a", 1);
		const count = (type: string) => room.events.filter((event) => event.type === type).length;
		room.command({ type: "broker.settings", settings: { ...room.world().settings, broker: next } });
		while (count("session.discarded") < 3) await new Promise(setImmediate);
		room.command({ type: "room.clear" });
		await room.until(() => count("broker.restarted") === 1);
		expect(count("session.discarded")).toBe(3);
		expect(await joined(room, "late")).toBeDefined();
	});
});
