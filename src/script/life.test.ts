import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FIRST_SETTINGS, isSame } from "#contract/presets.ts";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import type { CutSocket, TestHost } from "#host/testkit/test-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { RoomState } from "#room/room-state.ts";
import { openPlayground } from "./open-playground.ts";
import type { Playground } from "./playground.ts";
import type { Script } from "./runner.ts";
import { TESTS } from "./tests.ts";

let host: TestHost;
const open: Playground[] = [];

beforeEach(() => {
	host = openMemoryHost();
});
afterEach(async () => {
	for (const playground of open.splice(0)) playground.close();
	await host.close();
});

/** Reaches whichever host there is: one that is restarted is another one at the same address. */
function Socket(url: string, protocols?: string | string[]): CutSocket {
	return new host.WebSocket(url, protocols);
}

async function restartHost(): Promise<void> {
	const old = host;
	host = openMemoryHost();
	await old.close();
}

async function enter(tabStorage = openMemory(), page = "page-1"): Promise<Playground> {
	const playground = openPlayground({
		room: "class-1",
		page,
		wsBase: host.wsBase,
		storage: openMemory(),
		tabStorage,
		WebSocket: Socket as unknown as TestHost["WebSocket"],
	});
	open.push(playground);
	await until(playground, ({ link }) => link.state === "live");
	return playground;
}

function until({ room }: Playground, holds: (state: RoomState) => boolean): Promise<void> {
	return new Promise((settle) => {
		const look = () => {
			if (!holds(room.getState())) return;
			stop();
			settle();
		};
		const stop = room.subscribe(look);
		look();
	});
}

/** What reads a kept script is loaded when it is needed. */
function offered({ script }: Playground): Promise<void> {
	return new Promise((settle) => {
		const look = () => {
			if (script.getState().state !== "interrupted") return;
			stop();
			settle();
		};
		const stop = script.subscribe(look);
		look();
	});
}

const test4 = TESTS[3] as Script;
const another = (state: RoomState) => state.life?.before === 1 && state.link.state === "live";

describe("another life of the room", () => {
	it("begins without anything of the last one: recording, script, halves; and the wires are as slow as they were", async () => {
		const playground = await enter();
		const { room, lab, script, recorder, perform } = playground;
		expect(await script.load(test4)).toEqual({ ok: true });
		await perform({ do: "delay", delayMs: 120 });
		for (let step = 1; step <= 4; step += 1) expect(await script.next()).toEqual({ ok: true });
		await perform({ do: "pause" });
		await perform({ do: "publish", client: "pub-1", topic: "t", payload: "x", qos: 1, retain: false, times: 1 });
		expect(recorder.getState().steps.length).toBeGreaterThan(4);
		await restartHost();
		await until(playground, another);
		expect(recorder.getState().steps).toEqual([]);
		expect(script.getState()).toMatchObject({ script: test4, state: "interrupted", interruption: "begun-anew", next: 0, worlds: [] });
		expect(room.getState().notice?.says).toContain("The host was restarted");
		await until(playground, ({ live }) => live.delayMs === 120);
		expect(Object.keys(lab.getState().links)).toEqual([]);
		expect(await perform({ do: "connect", client: "pub-1" })).toEqual({ ok: true });
		await room.until(({ clients }) => clients["pub-1"]?.phase.phase === "connected");
		await room.until(({ packets }) => Object.keys(packets).length === 0);
		// Nothing of the old half is sent again.
		expect(Object.keys(room.getState().live.messages)).toEqual([]);
		expect(await script.next()).toMatchObject({ ok: false });
		expect(await script.load(test4)).toEqual({ ok: true });
		await script.playAtOnce();
		expect(script.getState().verdict?.asExpected).toBe(true);
	});

	it("has the delay that somebody in it has chosen already", async () => {
		const [one, two] = [await enter(), await enter(openMemory(), "page-2")];
		await one.perform({ do: "delay", delayMs: 120 });
		await restartHost();
		await Promise.all([until(one, another), until(two, another)]);
		await until(two, ({ live }) => live.delayMs === 120);
		await two.perform({ do: "delay", delayMs: 70 });
		await until(one, ({ live }) => live.delayMs === 70);
	});

	it("ends what is waited for in the last one, with a sentence", async () => {
		const playground = await enter();
		const { script, perform } = playground;
		await script.load(test4);
		await perform({ do: "pause" });
		const playing = script.next();
		await restartHost();
		await until(playground, another);
		await playing;
		expect(script.getState().state).toBe("interrupted");
	});
});

describe("a script that is laid out", () => {
	it("is offered again from its beginning when somebody else clears the room", async () => {
		const [mine, theirs] = [await enter(), await enter(openMemory(), "page-2")];
		await mine.script.load(test4);
		await mine.perform({ do: "delay", delayMs: 0 });
		await mine.script.next();
		await theirs.perform({ do: "clear" });
		await until(mine, ({ live }) => live.clearedSeq === theirs.room.getState().live.clearedSeq);
		expect(mine.script.getState()).toMatchObject({ state: "interrupted", interruption: "cleared", next: 0 });
	});

	it("is offered again where it was when its tab is loaded again, and goes on by hand", async () => {
		const tab = openMemory();
		const before = await enter(tab);
		await before.script.load(test4);
		await before.perform({ do: "delay", delayMs: 0 });
		for (let step = 1; step <= 4; step += 1) await before.script.next();
		before.close();
		const after = await enter(tab, "page-2");
		const { script, room, perform } = after;
		await offered(after);
		expect(script.getState()).toMatchObject({ state: "interrupted", interruption: "reloaded", next: 4, script: { title: "Test 4" } });
		expect(await script.play()).toMatchObject({ ok: false });
		await room.until(({ clients }) => clients["pub-1"]?.phase.phase === "offline");
		script.goOn();
		expect(await perform({ do: "connect", client: "pub-1" })).toEqual({ ok: true });
		await room.until(({ clients }) => clients["pub-1"]?.phase.phase === "connected");
		expect(await script.play()).toEqual({ ok: true });
		expect(script.getState()).toMatchObject({ state: "done", verdict: { asExpected: true } });
		expect(tab.getItem("slow-wire/class-1/script")).toBeNull();
	});

	it("is offered from its beginning when the room, too, is another one after the reload", async () => {
		const tab = openMemory();
		const before = await enter(tab);
		await before.script.load(test4);
		await before.script.next();
		before.close();
		await restartHost();
		const after = await enter(tab, "page-2");
		const { script } = after;
		await offered(after);
		expect(script.getState()).toMatchObject({ state: "interrupted", interruption: "begun-anew", next: 0 });
	});

	it("gives the delay back that it took while everything ran at once, also over a reload", async () => {
		const tab = openMemory();
		const before = await enter(tab);
		await before.perform({ do: "delay", delayMs: 120 });
		await before.script.load(test4);
		const swift = before.room.until(({ delayMs }) => delayMs === 0);
		void before.script.playAtOnce();
		await swift;
		before.close();
		const after = await enter(tab, "page-2");
		await until(after, ({ live }) => live.delayMs === 120);
	});
});

describe("a script that needs other settings", () => {
	const needy: Script = { ...test4, id: "needy", broker: { maxQueuedMessages: 2, persistence: true } };

	it("leaves the room's settings and delay as it found them, at its end and when it is put away", async () => {
		const { script, room, perform } = await enter();
		await perform({ do: "delay", delayMs: 0 });
		await perform({ do: "settings", settings: { persistence: true } });
		const { settings } = room.getState().live;
		for (const how of ["to its end", "put away"]) {
			expect(await script.load(needy)).toEqual({ ok: true });
			expect(room.getState().live).toMatchObject({ delayMs: 500, settings: { maxQueuedMessages: 2, persistence: true } });
			if (how === "to its end") await script.playAtOnce();
			else script.dismiss();
			await room.until((world) => world.delayMs === 0 && world.settings.maxQueuedMessages === settings.maxQueuedMessages);
			expect(room.getState().live.settings).toEqual(settings);
		}
	});

	it("does not hand its settings on to the next script", async () => {
		const { script, room } = await enter();
		await script.load(needy);
		await script.next();
		await script.load(test4);
		expect(room.getState().live.settings).toEqual(FIRST_SETTINGS);
	});

	it("does not hand them on to a script that is laid out in the middle of it either", async () => {
		const { script, room, perform } = await enter();
		await perform({ do: "delay", delayMs: 0 });
		const first = script.load(needy);
		expect(await script.load(test4)).toEqual({ ok: true });
		expect(await first).toMatchObject({ ok: false });
		expect(script.getState()).toMatchObject({ script: { id: test4.id }, state: "waiting" });
		expect(room.getState().live).toMatchObject({ delayMs: 500, settings: FIRST_SETTINGS });
		script.dismiss();
		await room.until(({ delayMs }) => delayMs === 0);
	});

	it("leaves the room as it found it, too, when it is put away in the middle of being laid out", async () => {
		const { script, room } = await enter();
		const set = room.until(({ settings }) => settings.maxQueuedMessages === 2);
		void script.load(needy);
		await set;
		script.dismiss();
		await room.until(({ settings }) => isSame(settings, FIRST_SETTINGS));
		expect(script.getState()).toMatchObject({ script: null, state: "idle" });
	});

	it("gives back what one of its steps has set, and leaves alone what somebody has set since", async () => {
		const { script, room, perform } = await enter();
		const steps: Script["steps"] = [
			{ says: "set", step: { do: "settings", settings: { maxInflightMessages: 1, retainAvailable: false } } },
		];
		await script.load({ ...needy, steps: [...steps, ...test4.steps], expects: null });
		await script.next();
		await perform({ do: "settings", settings: { maxQueuedMessages: 5 } });
		await script.playAtOnce();
		expect(room.getState().live.settings).toEqual({ ...FIRST_SETTINGS, maxQueuedMessages: 5 });
	});
});

it("a sentence of the page stays until it is read or another one comes, whatever happens in the room", async () => {
	const [mine, theirs] = [await enter(), await enter(openMemory(), "page-2")];
	const says = () => mine.room.getState().notice?.says;
	expect(await mine.perform({ do: "disconnect", client: "sub-1" })).toMatchObject({ ok: false });
	expect(says()).toBe("sub-1 is offline already.");
	await theirs.perform({ do: "pause" });
	await until(mine, ({ live }) => live.clock.paused);
	await mine.perform({ do: "resume" });
	expect(says()).toBe("sub-1 is offline already.");
	await mine.perform({ do: "disconnect", client: "pub-1" });
	expect(says()).toBe("pub-1 is offline already.");
	mine.room.dismissNotice();
	expect(says()).toBeUndefined();
});
