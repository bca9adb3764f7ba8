import { afterEach, beforeEach, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { CutSocket, TestHost } from "#host/testkit/test-host.ts";
import { PAGE_TIME } from "#room/host-line.ts";
import type { Script } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { openTrials, type Trials } from "./open-trials.ts";

const SEED = TESTS[3] as (typeof TESTS)[number];

/** Two clocks that run only when a test lets them. */
const IDLE_MS = 12_345;
const RUN_MS = 54_321;
const timers = new Set<{ readonly ms: number; readonly call: () => void }>();
function kept(ms: number, call: () => void): () => void {
	const timer = { ms, call };
	timers.add(timer);
	return () => timers.delete(timer);
}
function ring(ms: number): void {
	for (const timer of [...timers]) if (timer.ms === ms && timers.delete(timer)) timer.call();
}

const roomSockets = new Set<CutSocket>();
let roomsOpened = 0;
let memory: TestHost;
let trials: Trials;
let close: () => Promise<void>;

beforeEach(async () => {
	memory = openMemoryHost(SWIFT);
	class Socket extends memory.WebSocket {
		constructor(url: string, protocols?: string | string[]) {
			super(url, protocols);
			if (!url.includes("/watch")) return;
			roomsOpened += 1;
			roomSockets.add(this);
			this.addEventListener("close", () => roomSockets.delete(this));
		}
	}
	trials = openTrials({
		wsBase: memory.wsBase,
		page: "p1",
		rooms: 2,
		WebSocket: Socket,
		time: { now: PAGE_TIME.now, after: (ms, call) => (ms === IDLE_MS || ms === RUN_MS ? kept(ms, call) : PAGE_TIME.after(ms, call)) },
		idleMs: IDLE_MS,
		runMs: RUN_MS,
	});
	roomsOpened = 0;
	close = async () => {
		trials.close();
		await memory.close();
		expect(timers.size).toBe(0);
	};
});
afterEach(() => close());

it("runs scripts side by side in hidden rooms, each as if it were alone, and tells how each came out", async () => {
	const came = await Promise.all(TESTS.map((test) => trials.run(test, FIRST_SETTINGS)));
	for (const [at, trial] of came.entries()) {
		if (!trial.ok) throw new Error(trial.says);
		expect(trial.worlds).toHaveLength(TESTS[at]?.steps.length ?? 0);
		expect(trial.world.clients["sub-1"]?.received.map(({ payload }) => payload)).toEqual(TESTS[at]?.expects.received);
	}
	expect(memory.host.rooms.counts().rooms).toBe(2);
});

it("runs with the settings that it is given", async () => {
	const trial = await trials.run(TESTS[1] as (typeof TESTS)[number], { ...FIRST_SETTINGS, queueQos0Messages: true });
	if (!trial.ok) throw new Error(trial.says);
	expect(trial.world.clients["sub-1"]?.received).toHaveLength(3);
});

it("gives up what is waiting when it is closed", async () => {
	const running = TESTS.map((test) => trials.run(test, FIRST_SETTINGS));
	trials.close();
	for (const trial of await Promise.all(running)) expect(trial.ok).toBe(false);
});

it("gives up one run in its midst, and its room with it; the others go on", async () => {
	const giveUp = new AbortController();
	const stuck = trials.run(NEVER, FIRST_SETTINGS, giveUp.signal);
	const other = await trials.run(SEED, FIRST_SETTINGS);
	expect(other.ok).toBe(true);
	giveUp.abort();
	expect((await stuck).ok).toBe(false);
	const after = await Promise.all([SEED, SEED, SEED].map((script) => trials.run(script, FIRST_SETTINGS)));
	expect(after.map(({ ok }) => ok)).toEqual([true, true, true]);
});

const NEVER: Script = {
	...SEED,
	steps: [...SEED.steps, { says: "It never goes.", step: { do: "await", client: "sub-1", until: "offline" } }],
};

it("gives up what takes too long, with a sentence, and has its room for the next one", async () => {
	const [one, two] = [trials.run(NEVER, FIRST_SETTINGS), trials.run(NEVER, FIRST_SETTINGS)];
	const next = trials.run(SEED, FIRST_SETTINGS);
	await expect.poll(() => [...timers].filter(({ ms }) => ms === RUN_MS).length).toBe(2);
	ring(RUN_MS);
	expect(await Promise.all([one, two])).toEqual([
		{ ok: false, says: "It did not come to its end within 54.321 s." },
		{ ok: false, says: "It did not come to its end within 54.321 s." },
	]);
	expect((await next).ok).toBe(true);
});

it("opens no room for what is given up while it waits for one", async () => {
	const giveUp = new AbortController();
	const running = Array.from({ length: 2 }, () => trials.run(NEVER, FIRST_SETTINGS));
	const waiting = Array.from({ length: 8 }, () => trials.run(SEED, FIRST_SETTINGS, giveUp.signal));
	giveUp.abort();
	for (const trial of await Promise.all(waiting)) expect(trial.ok).toBe(false);
	expect(roomsOpened).toBe(2);
	trials.close();
	for (const trial of await Promise.all(running)) expect(trial.ok).toBe(false);
});

it("leaves a room that has had nothing to run for a while, and opens one when there is something again", async () => {
	expect((await trials.run(SEED, FIRST_SETTINGS)).ok).toBe(true);
	const [socket] = roomSockets;
	const closed = new Promise((settle) => socket?.addEventListener("close", settle));
	ring(IDLE_MS);
	await closed;
	expect((await trials.run(SEED, FIRST_SETTINGS)).ok).toBe(true);
	expect(roomsOpened).toBe(2);
});
