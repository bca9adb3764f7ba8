import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { AS_HOST, CLASS_ROOM, openClassHost } from "#host/class/testkit/class-host.ts";
import { SWIFT } from "#host/testkit/memory-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { World } from "#model/world.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { Script } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { untilEither } from "#script/wait.ts";
import { plugInAgain } from "./plug-in-again.ts";

const FOREVER = new AbortController().signal;
const isIn = (clientId: string) => (world: World) => world.clients[clientId]?.phase.phase === "connected";
const pageOf = (world: World, clientId: string) => {
	const origin = world.clients[clientId]?.origin;
	return origin?.kind === "lab" ? origin.page : null;
};

describe("the host's page, loaded again", () => {
	let closes: (() => void | Promise<void>)[] = [];
	let lesson: Awaited<ReturnType<typeof openClassHost>>;
	let loads = 0;
	beforeEach(async () => {
		lesson = await openClassHost(SWIFT);
	});
	afterEach(async () => {
		for (const close of closes) await close();
		closes = [];
		await lesson.close();
	});

	/** tab: what survives a reload. */
	async function load(tab: Storage): Promise<Playground> {
		loads += 1;
		const { wsBase, WebSocket } = lesson.host;
		const storages = { storage: openMemory(), tabStorage: tab };
		const page = openPlayground({ room: CLASS_ROOM, page: `page-${loads}`, wsBase, WebSocket, ...storages, hello: () => AS_HOST });
		closes.push(() => page.close());
		await untilEither(page.room, page.lab, () => page.room.getState().class !== null, FOREVER);
		return page;
	}
	/** A page on which both clients are in, and sub-1 has subscribed. */
	async function atWork(tab: Storage, cleanSession: boolean): Promise<Playground> {
		const page = await load(tab);
		const { perform, room } = page;
		await untilEither(room, page.lab, () => Object.keys(page.lab.getState().clients).length === 2, FOREVER);
		await perform({ do: "delay", delayMs: 0 });
		await perform({ do: "set", client: "sub-1", setup: { cleanSession, keepAlive: 60 } });
		for (const client of ["pub-1", "sub-1"]) {
			await perform({ do: "connect", client });
			await room.until(isIn(client));
		}
		await perform({ do: "subscribe", client: "sub-1", filter: "site/#", qos: 1 });
		await room.until((world) => world.sessions["sub-1"]?.subscriptions["site/#"] !== undefined);
		return page;
	}
	async function again(tab: Storage): Promise<Playground> {
		const page = await load(tab);
		closes.push(plugInAgain(page));
		return page;
	}

	it.each([true, false])("has its clients back by themselves, as they were, with cleanSession %s", async (cleanSession) => {
		const tab = openMemory();
		(await atWork(tab, cleanSession)).close();
		const { room, lab, recorder } = await again(tab);
		const { page } = lab.getState();
		const world = await room.until(
			(now) =>
				["pub-1", "sub-1"].every((client) => isIn(client)(now) && pageOf(now, client) === page) &&
				now.sessions["sub-1"]?.subscriptions["site/#"]?.qos === 1,
		);
		expect(world.clients["sub-1"]).toMatchObject({ cleanSession, keepAlive: 60 });
		expect(lab.getState().reloaded).toEqual([]);
		const connections = Object.values(world.connections).map(({ clientId }) => clientId);
		expect(connections.toSorted()).toEqual(["pub-1", "sub-1"]);
		// No person has done that, and what is made of this room knows of it.
		await untilEither(room, lab, () => recorder.getState().steps.some(({ step }) => step.do === "connect"), FOREVER);
	});

	it("waits for the end of the old connections on a slow wire", async () => {
		const tab = openMemory();
		const before = await atWork(tab, false);
		await before.perform({ do: "delay", delayMs: 300 });
		before.close();
		const { room, lab } = await again(tab);
		await room.until((now) => isIn("sub-1")(now) && pageOf(now, "sub-1") === lab.getState().page);
		const ends = room
			.getState()
			.history.after(0)
			.flatMap((event) => (event.type === "connection.closed" ? [event.reason] : []));
		expect(ends).toEqual(["client-gone", "client-gone"]);
	});

	it("goes on with a script that was under way, at its next step", async () => {
		const tab = openMemory();
		const before = await load(tab);
		await untilEither(before.room, before.lab, () => before.room.getState().link.state === "live", FOREVER);
		const [, , , test4] = TESTS as readonly Script[];
		expect(await before.script.load(test4 as Script)).toEqual({ ok: true });
		await before.perform({ do: "delay", delayMs: 0 });
		for (let step = 0; step < 3; step += 1) await before.script.next();
		const { next } = before.script.getState();
		before.close();
		const { script, room } = await again(tab);
		await new Promise<void>((settle) => {
			const look = () => script.getState().state === "waiting" && settle();
			script.subscribe(look);
			look();
		});
		expect(script.getState()).toMatchObject({ next, interruption: null, script: { title: test4?.title } });
		expect(await script.play()).toEqual({ ok: true });
		expect(script.getState().state).toBe("done");
		expect(room.getState().live.restarts).toBe(0);
	});

	it("leaves off where a person was faster, or a client was not plugged in", async () => {
		const tab = openMemory();
		const before = await atWork(tab, false);
		await before.perform({ do: "disconnect", client: "pub-1" });
		await before.room.until((world) => world.clients["pub-1"]?.phase.phase === "offline");
		await before.perform({ do: "pause" });
		await before.room.until(({ clock }) => clock.paused);
		before.close();
		const { room, lab, perform } = await again(tab);
		await room.until((world) => world.clients["sub-1"]?.phase.phase === "leaving");
		expect(lab.remove("sub-1")).toEqual({ ok: true });
		await perform({ do: "resume" });
		const world = await room.until((now) => now.clients["sub-1"]?.phase.phase === "offline");
		expect([Object.keys(world.connections), Object.keys(lab.getState().links)]).toEqual([[], []]);
	});

	it("takes no client away from a copy of the tab that has it", async () => {
		const tab = openMemory();
		const first = await atWork(tab, false);
		const copy = openMemory();
		for (let at = 0; at < tab.length; at += 1) copy.setItem(String(tab.key(at)), String(tab.getItem(String(tab.key(at)))));
		const { lab, room } = await again(copy);
		await first.perform({ do: "publish", client: "pub-1", topic: "site/a", payload: "1", qos: 0, retain: false, times: 1 });
		const world = await room.until((now) => now.clients["sub-1"]?.receivedCount === 1);
		expect([pageOf(world, "pub-1"), pageOf(world, "sub-1")]).toEqual(Array(2).fill(first.lab.getState().page));
		expect(lab.getState().reloaded).toEqual(["pub-1", "sub-1"]);
	});
});
