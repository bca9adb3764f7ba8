import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import WebSocket from "ws";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { RoomSocket } from "#room/host-line.ts";
import type { Script } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { openTrials, type Trials } from "#trial/open-trials.ts";
import { type AttachedRooms, attachRooms } from "./attach.ts";

const SEED = TESTS[3] as (typeof TESTS)[number];

let rooms: AttachedRooms;
let trials: Trials;
let close: () => Promise<void>;

beforeEach(async () => {
	const server = createServer();
	rooms = attachRooms(server, { strangers: "refuse", mqttPort: null, log: () => {} });
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	trials = openTrials({
		wsBase: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
		page: "p1",
		rooms: 2,
		WebSocket: WebSocket as unknown as RoomSocket,
	});
	close = async () => {
		trials.close();
		await rooms.close();
		await new Promise((closed) => server.close(closed));
	};
});
afterEach(() => close());

it("runs scripts beside each other in hidden rooms, each as if it were alone, and tells what came of it", async () => {
	const came = await Promise.all(TESTS.map((test) => trials.run(test, FIRST_SETTINGS)));
	for (const [at, trial] of came.entries()) {
		if (!trial.ok) throw new Error(trial.says);
		expect(trial.worlds).toHaveLength(TESTS[at]?.steps.length ?? 0);
		expect(trial.world.clients["sub-1"]?.received.map(({ payload }) => payload)).toEqual(TESTS[at]?.expects.received);
	}
	expect(rooms.rooms.counts().rooms).toBe(2);
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
	const never: Script = {
		...SEED,
		steps: [...SEED.steps, { says: "It never goes.", step: { do: "await", client: "sub-1", until: "offline" } }],
	};
	const stuck = trials.run(never, FIRST_SETTINGS, giveUp.signal);
	const other = await trials.run(SEED, FIRST_SETTINGS);
	expect(other.ok).toBe(true);
	giveUp.abort();
	expect((await stuck).ok).toBe(false);
	const after = await Promise.all([SEED, SEED, SEED].map((script) => trials.run(script, FIRST_SETTINGS)));
	expect(after.map(({ ok }) => ok)).toEqual([true, true, true]);
});
