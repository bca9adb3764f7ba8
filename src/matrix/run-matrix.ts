import { createStore, type StoreApi } from "zustand/vanilla";
import { FIRST_SETTINGS, isSame } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { RoomStore } from "#room/room-state.ts";
import { type Combination, combinationsOf, FILTERS, keyOf, type MatrixFilter, scriptOf } from "#trial/combination.ts";
import type { Trials } from "#trial/open-trials.ts";
import { type Measured, measure } from "#trial/positions.ts";
import { neighboursOf } from "./one-change.ts";

export type Cell =
	| { readonly state: "todo" | "running" }
	| { readonly state: "done"; readonly measured: Measured }
	| { readonly state: "failed"; readonly says: string };
/** By keyOf(); a combination that is missing still has to be run. */
type Cells = Readonly<Record<string, Cell>>;

export type MatrixState = {
	readonly filter: MatrixFilter;
	/** opening: the room has not been reached. */
	readonly run: "opening" | "running" | "paused" | "done";
	/** The settings of the run: those of the room when the run began. */
	readonly settings: BrokerSettings;
	readonly cells: Cells;
	/** The same combinations with Mosquitto 2.0's settings, where the room's settings differ. */
	readonly references: Cells;
	/** Whole seconds; null: there is nothing to estimate from yet. */
	readonly secondsLeft: number | null;
	readonly opened: Combination | null;
};

export type MatrixStore = StoreApi<MatrixState> & {
	pause(): void;
	resume(): void;
	/** Forgets everything and starts again, with the current settings of the room. */
	runAgain(): void;
	/** Shows the 36 combinations of this filter, and runs those that are still missing. */
	choose(filter: MatrixFilter): void;
	/** Opens a cell; this cell and those one change away are run at once if they are still missing. */
	open(combination: Combination): void;
	shut(): void;
	rerun(combination: Combination): void;
	/** Somebody looks at the matrix. Returns a function that leaves: while nobody looks, nothing new is run. */
	stay(): () => void;
};

type MatrixOptions = {
	readonly trials: Trials;
	readonly room: RoomStore;
	/** Ms, of any clock that never goes back. */
	readonly now: () => number;
};

type Kind = "cells" | "references";
type Task = { readonly combination: Combination; readonly kind: Kind };

/** How many combinations are asked for at a time; how many run is up to the trials. */
const BESIDE = 4;
const TODO: Cell = { state: "todo" };
const FIRST: MatrixState = {
	filter: FILTERS[0],
	run: "opening",
	settings: FIRST_SETTINGS,
	cells: {},
	references: {},
	secondsLeft: null,
	opened: null,
};
const UNSEEN: Cell = { state: "failed", says: "The end of this run was not seen." };

/** Runs every combination in hidden rooms and keeps the results. The first run begins as soon as the room is reached. */
export function openMatrix({ trials, room, now }: MatrixOptions): MatrixStore {
	const store = createStore<MatrixState>(() => FIRST);
	const state = store.getState;
	/** Ends the runs that are under way: their rooms are needed for others. */
	let ending = new AbortController();
	let leftRunning = false;
	/** Counts the runs: a result that was measured for an earlier run is not taken over. */
	let life = 0;
	let workers = 0;
	let spent = { ms: 0, tasks: 0 };

	const put = ({ combination, kind }: Task, cell: Cell) => store.setState({ [kind]: { ...state()[kind], [keyOf(combination)]: cell } });
	const isTodo = ({ combination, kind }: Task) => cellIn(state()[kind], combination).state === "todo";
	const next = () => tasksOf(state()).find(isTodo);

	async function perform(task: Task): Promise<void> {
		const [mine, signal, from] = [life, ending.signal, now()];
		put(task, { state: "running" });
		const settings = task.kind === "cells" ? state().settings : FIRST_SETTINGS;
		const trial = await trials.run(scriptOf(task.combination), settings, signal);
		if (mine !== life) return;
		const measured = trial.ok ? measure(task.combination, trial) : null;
		if (measured !== null) put(task, { state: "done", measured });
		else if (signal.aborted) put(task, TODO);
		else put(task, trial.ok ? UNSEEN : { state: "failed", says: trial.says });
		spent = { ms: spent.ms + now() - from, tasks: spent.tasks + 1 };
		const open = tasksOf(state()).filter((one) => !isOver(cellIn(state()[one.kind], one.combination))).length;
		store.setState({ secondsLeft: Math.ceil(((spent.ms / spent.tasks) * open) / BESIDE / 1_000), ...(open === 0 ? { run: "done" } : {}) });
	}
	async function work(): Promise<void> {
		workers += 1;
		for (let task = next(); task !== undefined && state().run === "running"; task = next()) await perform(task);
		workers -= 1;
	}
	function goOn(): void {
		store.setState({ run: next() === undefined && workers === 0 ? "done" : "running" });
		while (workers < BESIDE && next() !== undefined && state().run === "running") void work();
	}
	/** Runs at once, whatever the other runs are doing. */
	function runNow(combinations: readonly Combination[]): void {
		const tasks = combinations.flatMap((combination) => kindsOf(state()).map((kind): Task => ({ combination, kind })));
		for (const task of tasks.filter(isTodo)) void perform(task);
	}
	function endRuns(): void {
		ending.abort();
		ending = new AbortController();
	}
	function begin(): void {
		endRuns();
		life += 1;
		spent = { ms: 0, tasks: 0 };
		store.setState({ settings: room.getState().live.settings, cells: {}, references: {}, secondsLeft: null });
		goOn();
	}
	const reached = () => room.getState().link.state === "live";
	const stopWaiting = room.subscribe(() => {
		if (!reached()) return;
		stopWaiting();
		if (state().run === "opening") begin();
	});
	if (reached()) {
		stopWaiting();
		begin();
	}

	return Object.assign(store, {
		pause() {
			if (state().run === "running") store.setState({ run: "paused" });
		},
		resume() {
			if (state().run === "paused") goOn();
		},
		runAgain: begin,
		choose(filter: MatrixFilter) {
			const { opened, run } = state();
			store.setState({ filter, opened: opened === null ? null : { ...opened, filter }, secondsLeft: null });
			if (run !== "opening") goOn();
		},
		open(combination: Combination) {
			store.setState({ opened: combination });
			if (state().run !== "opening") runNow([combination, ...neighboursOf(combination).map((near) => near.combination)]);
		},
		shut: () => store.setState({ opened: null }),
		rerun(combination: Combination) {
			for (const kind of kindsOf(state())) put({ combination, kind }, TODO);
			runNow([combination]);
		},
		stay: countVisitors({
			came() {
				if (leftRunning) goOn();
				leftRunning = false;
			},
			left() {
				endRuns();
				leftRunning = state().run === "running";
				if (leftRunning) store.setState({ run: "paused" });
			},
		}),
	});
}

/** Each visitor calls this, and gets a function that ends the visit. `left` is called when the last visitor has gone. */
function countVisitors({ came, left }: { came: () => void; left: () => void }): () => () => void {
	let visitors = 0;
	return () => {
		visitors += 1;
		came();
		return () => {
			visitors -= 1;
			// StrictMode leaves and comes back within one turn.
			queueMicrotask(() => {
				if (visitors === 0) left();
			});
		};
	};
}

/** Everything that this filter needs, in order: first all cells, then the runs that the cells are compared with. */
function tasksOf(state: MatrixState): readonly Task[] {
	const all = combinationsOf(state.filter);
	return kindsOf(state).flatMap((kind) => all.map((combination): Task => ({ combination, kind })));
}

function kindsOf(state: MatrixState): readonly Kind[] {
	return isCompared(state) ? ["cells", "references"] : ["cells"];
}

/** Whether the settings of this room's broker differ from those of Mosquitto 2.0. */
export function isCompared({ settings }: Pick<MatrixState, "settings">): boolean {
	return !isSame(settings, FIRST_SETTINGS);
}

export function cellIn(cells: Cells, combination: Combination): Cell {
	return cells[keyOf(combination)] ?? TODO;
}

/** The measured result, if there is one. */
export function measuredIn(cells: Cells, combination: Combination): Measured | null {
	const cell = cellIn(cells, combination);
	return cell.state === "done" ? cell.measured : null;
}

/** How many of a filter's 36 combinations are over, measured or failed. */
export function countOver(cells: Cells, filter: MatrixFilter): number {
	return combinationsOf(filter).filter((combination) => isOver(cellIn(cells, combination))).length;
}

function isOver({ state }: Cell): boolean {
	return state === "done" || state === "failed";
}
