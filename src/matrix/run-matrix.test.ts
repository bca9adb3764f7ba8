import { beforeEach, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { lookingAround } from "#room/cursor.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { type Combination, combinationsOf, FILTERS } from "#trial/combination.ts";
import type { Trial, Trials } from "#trial/open-trials.ts";
import { cellIn, countOver, type MatrixStore, openMatrix } from "./run-matrix.ts";

type Run = { readonly id: string; readonly settings: BrokerSettings; settle(trial: Trial): void };
/**
 * What has been asked for and is not over, the first four in rooms, the others waiting for a room. Settled by hand: these tests are about
 * the order of runs, not the results. Results are measured in src/trial/matrix.test.ts.
 */
let asked: Run[];
let matrix: MatrixStore;
let room: RoomStore;
/** As many hidden rooms as a page has: a run that nobody ends keeps its own. */
const ROOMS = 4;
const TOO_LONG: Trial = { ok: false, says: "It did not come to its end in 30 s." };
const GIVEN_UP: Trial = { ok: false, says: "The trial was given up." };
const FAILED: Trial = { ok: false, says: "The line to the host is down." };
const first = combinationsOf(FILTERS[0])[0] as Combination;
const last = combinationsOf(FILTERS[0])[35] as Combination;

function roomWith(state: "opening" | "live", settings = FIRST_SETTINGS): RoomStore {
	const store = createStore<RoomState>(() => stateOf(openHistory({ ...EMPTY_WORLD, settings }), { link: { state } }));
	const never = () => new Promise<never>(() => {});
	return Object.assign(store, {
		now: () => 0,
		send: never,
		wake: () => {},
		sendClass: never,
		askPast: () => {},
		askBytes: never,
		...lookingAround(store),
		until: never,
		notice: () => {},
		dismissNotice: () => {},
		close: () => {},
	});
}

function open(state: "opening" | "live" = "live", settings = FIRST_SETTINGS): void {
	asked = [];
	const trials: Trials = {
		run: (script, at, signal) =>
			new Promise((over) => {
				const run: Run = {
					id: script.id,
					settings: at,
					settle(trial) {
						const place = asked.indexOf(run);
						if (place < 0) return;
						expect(trial === GIVEN_UP || place < ROOMS, "a run that waits for a room comes to no end").toBe(true);
						asked.splice(place, 1);
						over(trial);
					},
				};
				asked.push(run);
				signal?.addEventListener("abort", () => run.settle(GIVEN_UP));
			}),
		replay: () => new Promise(() => {}),
		close: () => {},
	};
	room = roomWith(state, settings);
	let at = 0;
	matrix = openMatrix({
		trials,
		room,
		now: () => {
			at += 50;
			return at;
		},
	});
}

/** Settles everything that was asked for, and whatever is asked for as a result, at most this many times. */
async function settleAll(times: number): Promise<void> {
	for (let n = 0; n < times; n += 1) {
		const next = asked[0];
		if (next === undefined) return;
		next.settle(FAILED);
		await turns();
	}
}

async function turns(): Promise<void> {
	for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}

const over = () => countOver(matrix.getState().cells, FILTERS[0]);
beforeEach(() => open());

it("begins by itself, four side by side, and comes to its end with every cell once", async () => {
	expect(asked).toHaveLength(4);
	expect(matrix.getState().run).toBe("running");
	await settleAll(36);
	expect(asked).toHaveLength(0);
	expect(over()).toBe(36);
	expect(matrix.getState()).toMatchObject({ run: "done", secondsLeft: 0 });
});

it("waits for the room before it runs anything", () => {
	open("opening");
	expect(asked).toHaveLength(0);
	expect(matrix.getState().run).toBe("opening");
	room.setState({ link: { state: "live" } });
	expect(asked).toHaveLength(4);
});

it("asks for nothing new while it is paused, takes what is under way, and goes on from there", async () => {
	matrix.pause();
	await settleAll(4);
	expect(asked).toHaveLength(0);
	expect(over()).toBe(4);
	matrix.resume();
	expect(asked).toHaveLength(4);
	await settleAll(32);
	expect(over()).toBe(36);
});

it("runs a cell that is opened before its turn, and those one change away, also while it is paused", async () => {
	matrix.pause();
	await settleAll(4);
	matrix.open(last);
	expect(asked).toHaveLength(7);
	expect(cellIn(matrix.getState().cells, last).state).toBe("running");
	await settleAll(7);
	expect(cellIn(matrix.getState().cells, last)).toEqual({ state: "failed", says: "The line to the host is down." });
});

it("runs a failed cell again when it is asked to", async () => {
	await settleAll(36);
	matrix.rerun(first);
	expect(asked.map(({ id }) => id)).toEqual(["matrix-retain-0.clean-1.sub-0.pub-0.exact"]);
	expect(cellIn(matrix.getState().cells, first).state).toBe("running");
});

it("compares with the settings of Mosquitto 2.0 once every cell has been run, where the room is set otherwise", async () => {
	open("live", PRESETS.emqx.settings);
	expect(asked.every(({ settings }) => settings === PRESETS.emqx.settings)).toBe(true);
	await settleAll(36);
	expect(over()).toBe(36);
	expect(matrix.getState().run).toBe("running");
	expect(asked.every(({ settings }) => settings === FIRST_SETTINGS)).toBe(true);
	await settleAll(36);
	expect(matrix.getState().run).toBe("done");
});

it("takes a run that did not come to its end as failed, says so, and goes on with the others", async () => {
	for (const run of asked.slice(0, ROOMS)) run.settle(TOO_LONG);
	await turns();
	expect(cellIn(matrix.getState().cells, first)).toEqual({ state: "failed", says: "It did not come to its end in 30 s." });
	expect(asked).toHaveLength(4);
	await settleAll(32);
	expect(matrix.getState().run).toBe("done");
});

it("ends the runs under way when it is begun anew: nothing waits behind them for a room", async () => {
	const early = [...asked];
	matrix.runAgain();
	expect(asked.filter((run) => early.includes(run))).toEqual([]);
	await turns();
	expect(asked).toHaveLength(4);
	await settleAll(36);
	expect(over()).toBe(36);
});

it("ends the runs under way when nobody looks any more, and runs them later", async () => {
	const leave = matrix.stay();
	leave();
	await turns();
	expect(asked).toEqual([]);
	expect(cellIn(matrix.getState().cells, first).state).toBe("todo");
	matrix.stay();
	await settleAll(36);
	expect(over()).toBe(36);
});

it("takes nothing over from before it was begun anew", async () => {
	asked[0]?.settle(FAILED);
	matrix.runAgain();
	await turns();
	expect(cellIn(matrix.getState().cells, first).state).toBe("running");
});

it("runs the other filter when it is chosen, and keeps what was measured of the first", async () => {
	await settleAll(36);
	matrix.choose(FILTERS[1]);
	expect(asked.every(({ id }) => id.endsWith("wildcard"))).toBe(true);
	await settleAll(36);
	matrix.choose(FILTERS[0]);
	expect(asked).toHaveLength(0);
	expect(matrix.getState().run).toBe("done");
});

it("stops when nobody looks any more, goes on when somebody does again, and takes no notice of a page that leaves and comes in one turn", async () => {
	const leave = matrix.stay();
	leave();
	const again = matrix.stay();
	await Promise.resolve();
	expect(matrix.getState().run).toBe("running");
	again();
	await Promise.resolve();
	expect(matrix.getState().run).toBe("paused");
	await settleAll(4);
	expect(asked).toHaveLength(0);
	matrix.stay();
	expect(matrix.getState().run).toBe("running");
});
