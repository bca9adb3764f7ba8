import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import type { CutSocket, TestHost } from "#host/testkit/test-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { DecidedFate, Fate, World } from "#model/world.ts";
import { oneChangeFrom } from "./one-change.ts";
import { openPlayground } from "./open-playground.ts";
import type { Playground } from "./playground.ts";
import { TESTS } from "./tests.ts";

let host: TestHost;
const open: Playground[] = [];

beforeEach(async () => {
	host = openMemoryHost();
});

afterEach(async () => {
	for (const playground of open.splice(0)) playground.close();
	roomSockets.length = 0;
	await host.close();
});

const roomSockets: CutSocket[] = [];

async function enter(storage = openMemory(), page = "page-1"): Promise<Playground> {
	class Socket extends host.WebSocket {
		constructor(url: string, protocols?: string | string[]) {
			super(url, protocols);
			if (url.includes("/watch")) roomSockets.push(this);
		}
	}
	const playground = openPlayground({
		room: "class-1",
		page,
		wsBase: host.wsBase,
		storage,
		tabStorage: storage,
		WebSocket: Socket,
	});
	open.push(playground);
	await playground.room.until((world) => world.delayMs === 500);
	return playground;
}

async function quick(): Promise<Playground> {
	const playground = await enter();
	await playground.perform({ do: "delay", delayMs: 0 });
	await playground.room.until((world) => world.delayMs === 0);
	return playground;
}

const isConnected = (world: World, clientId: string) => world.clients[clientId]?.phase.phase === "connected";
const isOffline = (world: World, clientId: string) => world.clients[clientId]?.phase.phase === "offline";

async function connect({ perform, room }: Playground, clientId: string): Promise<void> {
	expect(await perform({ do: "connect", client: clientId })).toEqual({ ok: true });
	await room.until((world) => isConnected(world, clientId));
}

function fatesOf(world: World, subscriber: string): readonly (DecidedFate | undefined)[] {
	return Object.keys(world.messages).map((message) => world.fates[message]?.[subscriber]);
}

const FATES: Readonly<Record<string, Partial<Fate>>> = {
	"test-1": { fate: "dropped", reason: "no-session" },
	"test-2": { fate: "dropped", reason: "publish-qos-0" },
	"test-3": { fate: "dropped", reason: "no-session" },
	"test-4": { fate: "delivered", how: "queue", copies: 1 },
	"test-5": { fate: "dropped", reason: "publish-qos-0" },
};

describe("the five tests of the seed experiment, from a page to the broker and back", () => {
	it.each(TESTS.map((test) => [test.id, test] as const))("%s comes out as expected, twice in a row in the same room", async (id, test) => {
		const { room, script } = await enter();
		for (let run = 1; run <= 2; run += 1) {
			expect(await script.load(test)).toEqual({ ok: true });
			expect(script.getState()).toMatchObject({ state: "waiting", next: 0, verdict: null });
			expect(await script.playAtOnce()).toEqual({ ok: true });
			const { received, sessionPresent } = test.expects;
			expect(script.getState()).toMatchObject({ state: "done", verdict: { received, sessionPresent, asExpected: true } });
			const fates = fatesOf(room.getState().live, "sub-1");
			expect(fates).toHaveLength(3);
			for (const fate of fates) expect(fate).toMatchObject(FATES[id] as Fate);
		}
		await room.until((world) => world.delayMs === 500);
	});

	it("comes out as expected with one switch turned, also where the article has no such test", async () => {
		const { script } = await quick();
		const changed = new Map(TESTS.flatMap(oneChangeFrom).map(({ test }) => [test.id, test]));
		expect(changed.size).toBe(8);
		for (const [id, test] of changed) {
			await script.load(test);
			await script.playAtOnce();
			expect([id, script.getState().verdict]).toMatchObject([id, { asExpected: true }]);
		}
	});

	it("slows a room down that had no delay, and leaves it without one, as it was found", async () => {
		const { script, room } = await quick();
		expect(await script.load(TESTS[1] as (typeof TESTS)[number])).toEqual({ ok: true });
		expect(room.getState().live.delayMs).toBe(500);
		await script.playAtOnce();
		expect(script.getState()).toMatchObject({ state: "done", verdict: { asExpected: true } });
		expect(room.getState().live.delayMs).toBe(0);
	});

	it("goes on step by step, by hand in between, and after a pause", async () => {
		const playground = await enter();
		const { script, perform, room } = playground;
		await script.load(TESTS[3] as (typeof TESTS)[number]);
		await perform({ do: "delay", delayMs: 10 });
		expect(await script.next()).toEqual({ ok: true });
		expect(script.getState()).toMatchObject({ next: 1, state: "waiting" });
		expect(await script.next()).toEqual({ ok: true });
		script.takeOver();
		expect(await perform({ do: "disconnect", client: "sub-1" })).toEqual({ ok: true });
		await room.until((world) => isOffline(world, "sub-1"));
		await perform({ do: "delay", delayMs: 0 });
		await perform({ do: "pause" });
		await room.until((world) => world.clock.paused);
		const playing = script.play();
		await room.until((world) => Object.keys(world.packets).length > 0);
		await perform({ do: "resume" });
		expect(await playing).toEqual({ ok: true });
		expect(script.getState()).toMatchObject({ state: "done", verdict: { asExpected: true } });
	});
});

it("a script that is taken over while its CONNECT is under way goes on when that is through", async () => {
	const { script, perform, room } = await enter();
	await script.load(TESTS[3] as (typeof TESTS)[number]);
	await perform({ do: "pause" });
	await room.until((world) => world.clock.paused);
	const given = script.next();
	await room.until((world) => Object.keys(world.packets).length > 0);
	script.takeOver();
	expect((await given).ok).toBe(false);
	const playing = script.play();
	await perform({ do: "delay", delayMs: 0 });
	await perform({ do: "resume" });
	expect(await playing).toEqual({ ok: true });
	const { state, worlds, verdict } = script.getState();
	expect({ state, asExpected: verdict?.asExpected, worlds: worlds.length }).toEqual({ state: "done", asExpected: true, worlds: 8 });
	expect(worlds[0]?.clients["sub-1"]?.phase.phase).toBe("connected");
});

describe("a cut wire", () => {
	it("leaves the copy of an unarrived QoS 1 message with its sender, and it arrives with DUP after the sender is back", async () => {
		const playground = await quick();
		const { perform, room } = playground;
		await perform({ do: "set", client: "pub-1", setup: { cleanSession: false } });
		await connect(playground, "sub-1");
		await perform({ do: "subscribe", client: "sub-1", filter: "greenhouse/temp", qos: 1 });
		await room.until((world) => world.sessions["sub-1"]?.subscriptions["greenhouse/temp"] !== undefined);
		await connect(playground, "pub-1");

		await perform({ do: "pause" });
		await room.until((world) => world.clock.paused);
		await perform({ do: "publish", client: "pub-1", topic: "greenhouse/temp", payload: "21.5", qos: 1, retain: false, times: 1 });
		await room.until((world) => world.messages.m1?.phase === "to-broker");
		expect(await perform({ do: "cut", client: "pub-1" })).toEqual({ ok: true });
		const cut = await room.until((world) => isOffline(world, "pub-1"));
		expect(cut.messages.m1?.phase).toBe("with-sender");
		expect(cut.clients["pub-1"]?.outgoing).toMatchObject([{ message: "m1", awaits: "PUBACK" }]);

		await perform({ do: "resume" });
		await connect(playground, "pub-1");
		const world = await room.until(({ clients }) => clients["pub-1"]?.outgoing.length === 0 && clients["sub-1"]?.receivedCount === 1);
		expect(world.messages.m1).toMatchObject({ phase: "accepted", publications: 1 });
		const sendings = room
			.getState()
			.history.after(0)
			.flatMap((event) =>
				(event.type === "packet.entered" || event.type === "packet.passed") && event.direction === "up" && event.fields.type === "PUBLISH"
					? [event.fields]
					: [],
			);
		expect(sendings).toMatchObject([
			{ message: "m1", dup: false, attempt: 1, packetId: 1 },
			{ message: "m1", dup: true, attempt: 2, packetId: 1 },
		]);
	});

	it("is forgotten by a clean connect: both halves are thrown away", async () => {
		const playground = await quick();
		const { perform, room } = playground;
		await connect(playground, "pub-1");
		await perform({ do: "pause" });
		await room.until((world) => world.clock.paused);
		await perform({ do: "publish", client: "pub-1", topic: "t", payload: "1", qos: 1, retain: false, times: 1 });
		await room.until((world) => world.messages.m1?.phase === "to-broker");
		await perform({ do: "cut", client: "pub-1" });
		await perform({ do: "resume" });
		await room.until((world) => isOffline(world, "pub-1"));
		await connect(playground, "pub-1");
		const world = room.getState().live;
		expect(world.messages.m1?.phase).toBe("lost");
		expect(world.clients["pub-1"]?.outgoing).toEqual([]);
	});
});

describe("leaving", () => {
	it("sends DISCONNECT at once, whatever is unacknowledged, and fires no will", async () => {
		const playground = await quick();
		const { perform, room } = playground;
		const will = { topic: "wills/pub-1", payload: "gone", qos: 0, retain: false } as const;
		await perform({ do: "set", client: "pub-1", setup: { will } });
		await connect(playground, "pub-1");
		await perform({ do: "pause" });
		await room.until((world) => world.clock.paused);
		await perform({ do: "publish", client: "pub-1", topic: "t", payload: "1", qos: 1, retain: false, times: 1 });
		expect(await perform({ do: "disconnect", client: "pub-1" })).toEqual({ ok: true });
		await room.until((world) => world.clients["pub-1"]?.phase.phase === "leaving");
		await perform({ do: "resume" });
		const world = await room.until((now) => isOffline(now, "pub-1"));
		expect(world.clients["pub-1"]?.phase).toMatchObject({ reason: "disconnect" });
		expect(world.messages.m1?.phase).toBe("accepted");
		expect(world.named.will).toBe(0);
	});

	it("by a reload is a cut cable, and the page that comes back says so", async () => {
		const storage = openMemory();
		const before = await enter(storage);
		await connect(before, "sub-1");
		before.close();
		const after = await enter(storage);
		expect(after.lab.getState().reloaded).toEqual(["sub-1"]);
		const world = await after.room.until((now) => isOffline(now, "sub-1"));
		expect(world.clients["sub-1"]?.phase).toMatchObject({ reason: "client-gone" });
		await connect(after, "sub-1");
		expect(after.lab.getState().reloaded).toEqual([]);
	});
});

describe("a room socket that breaks", () => {
	it("comes back by itself, without a gap and without a double", async () => {
		const playground = await quick();
		const { lab, room } = playground;
		await connect(playground, "pub-1");
		roomSockets.at(-1)?.terminate();
		const back = new Promise<void>((live) => {
			const stop = room.subscribe(({ link }, before) => {
				if (before.link.state !== "lost" || link.state !== "live") return;
				stop();
				live();
			});
		});
		expect(lab.publish("pub-1", { topic: "t", payload: "meanwhile", qos: 1, retain: false, times: 20 })).toEqual({ ok: true });
		await back;
		const world = await room.until(({ named, clients }) => named.plain === 20 && clients["pub-1"]?.outgoing.length === 0);
		expect(
			Object.values(world.messages)
				.map(({ payload }) => payload)
				.slice(0, 2),
		).toEqual(["meanwhile (1)", "meanwhile (2)"]);
		const seqs = room
			.getState()
			.history.after(0)
			.map(({ seq }) => seq);
		expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
	});
});

describe("what makes no sense", () => {
	it("is refused with a sentence, told to the narrator too", async () => {
		const playground = await quick();
		const { perform, room } = playground;
		const early = await perform({ do: "publish", client: "pub-1", topic: "t", payload: "1", qos: 0, retain: false, times: 1 });
		expect(early).toEqual({ ok: false, says: "pub-1 is offline. Connect first." });
		expect(room.getState().notice).toMatchObject({ says: "pub-1 is offline. Connect first." });
		await connect(playground, "sub-1");
		expect(await perform({ do: "connect", client: "sub-1" })).toMatchObject({ ok: false });
		expect(await perform({ do: "subscribe", client: "sub-1", filter: "a/#/b", qos: 0 })).toMatchObject({
			ok: false,
			says: expect.stringContaining("MQTT-4.7.1-2"),
		});
	});

	it("by MQTT is sent, and the broker ends the connection over it", async () => {
		const playground = await quick();
		const { perform, room } = playground;
		await connect(playground, "pub-1");
		await perform({ do: "publish", client: "pub-1", topic: "a/#", payload: "1", qos: 0, retain: false, times: 1 });
		const world = await room.until((now) => isOffline(now, "pub-1"));
		expect(world.clients["pub-1"]?.phase).toMatchObject({ reason: "protocol-error" });
	});
});
