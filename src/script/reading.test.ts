import { afterEach, beforeEach, expect, it } from "vitest";
import { openStillTime, turns } from "#engine/testkit/still.ts";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { openPlayground } from "./open-playground.ts";
import type { Playground } from "./playground.ts";
import { readingMs } from "./reading.ts";
import type { Script, ScriptState } from "./runner.ts";
import { TESTS } from "./tests.ts";

let host: TestHost;
let page: Playground;
const time = openStillTime();

beforeEach(async () => {
	host = openMemoryHost();
	const storage = openMemory();
	page = openPlayground({ room: "read", page: "p", wsBase: host.wsBase, storage, tabStorage: storage, WebSocket: host.WebSocket, time });
	await page.room.until((world) => world.delayMs === 500);
});

afterEach(async () => {
	page.close();
	await host.close();
});

function scriptUntil(holds: (state: ScriptState) => boolean): Promise<void> {
	return new Promise((resolve) => {
		const look = () => {
			if (!holds(page.script.getState())) return;
			stop();
			resolve();
		};
		const stop = page.script.subscribe(look);
		look();
	});
}

async function playing(script: Script): Promise<{ readonly done: Promise<unknown> }> {
	await page.script.load(script);
	await page.perform({ do: "delay", delayMs: 1 });
	const done = page.script.play();
	await scriptUntil(({ worlds }) => worlds.length === 1);
	await turns(20);
	return { done };
}

const [, , , four] = TESTS;
if (four === undefined) throw new Error("no test 4");
const first = readingMs(four.steps[0]?.says ?? "");

it("a sentence of few words stays for a moment, one of many words longer, and none for ever", () => {
	expect([1, 6, 12, 20, 60].map((words) => readingMs(Array.from({ length: words }, () => "word").join(" ")))).toEqual([
		1_500, 1_500, 3_000, 5_000, 5_000,
	]);
});

it("a script that plays takes its next step once the sentence of this one can have been read", async () => {
	await playing(four);
	time.pass(first - 1);
	await turns(20);
	expect(page.script.getState()).toMatchObject({ next: 1, state: "playing" });
	time.pass(1);
	await scriptUntil(({ next }) => next === 2);
});

it("the time to read stands still while a person has the room paused", async () => {
	await playing(four);
	time.pass(first - 1);
	await page.perform({ do: "pause" });
	await page.room.until(({ clock }) => clock.paused);
	time.pass(60_000);
	await turns(20);
	expect(page.script.getState().next).toBe(1);
	await page.perform({ do: "resume" });
	await page.room.until(({ clock }) => !clock.paused);
	time.pass(1);
	await scriptUntil(({ next }) => next === 2);
});

it("a script that pauses the room itself goes on by itself", async () => {
	const [connect] = four.steps;
	if (connect === undefined) throw new Error("no step");
	const script: Script = {
		...four,
		expects: null,
		steps: [{ says: "Pause.", step: { do: "pause" } }, { says: "Resume.", step: { do: "resume" } }, connect],
	};
	await playing(script);
	time.pass(1_500);
	await scriptUntil(({ next }) => next === 2);
});

it("nothing is waited for on wires without delay, step by step, all at once, or by hand", async () => {
	const { done } = await playing(four);
	await page.perform({ do: "delay", delayMs: 0 });
	expect(await done).toEqual({ ok: true });
	expect(page.script.getState()).toMatchObject({ state: "done", verdict: { asExpected: true } });

	const again = await playing(four);
	page.script.pause();
	await again.done;
	expect(page.script.getState()).toMatchObject({ state: "waiting", next: 1 });
	expect(await page.script.next()).toEqual({ ok: true });
	expect(await page.script.playAtOnce()).toEqual({ ok: true });
	expect(page.script.getState().state).toBe("done");
	expect(time.timers).toBeLessThan(5);

	await playing(four);
	page.script.takeOver();
	expect(page.script.getState()).toMatchObject({ state: "taken-over", next: 1 });
});
