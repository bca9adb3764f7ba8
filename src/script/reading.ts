import type { PageTime } from "#room/host-line.ts";
import type { RoomStore } from "#room/room-state.ts";
import type { ScriptLine, ScriptStore } from "./runner.ts";

const MS_A_WORD = 250;
const LEAST_MS = 1_500;
const MOST_MS = 5_000;

/** How long a sentence takes to read, in ms. */
export function readingMs(says: string): number {
	return Math.min(MOST_MS, Math.max(LEAST_MS, says.split(/\s+/).length * MS_A_WORD));
}

type Reading = {
	readonly room: Pick<RoomStore, "getState" | "subscribe">;
	readonly script: Pick<ScriptStore, "getState" | "subscribe">;
	readonly time: PageTime;
	/** The steps that have been made; the sentence is that of the last one. */
	readonly made: readonly ScriptLine[];
	readonly signal: AbortSignal;
};

/** Whether these steps themselves have paused the room: nobody else has to resume it for the script to go on. */
function pausesItself(made: readonly ScriptLine[]): boolean {
	return made.findLast(({ step }) => step.do === "pause" || step.do === "resume")?.step.do === "pause";
}

/**
 * Begins when the sentence of a step is shown, and settles once it has been there long enough to be read. While a person has the room paused, so
 * is this. A script that no longer plays by itself waits for nothing, and neither does one whose wires have no delay: nobody watches those.
 */
export function whileRead({ room, script, time, made, signal }: Reading): Promise<void> {
	return new Promise((resolve) => {
		let left = readingMs(made.at(-1)?.says ?? "");
		let since: number | null = null;
		let cancel = () => {};
		const look = () => {
			if (since !== null) left -= time.now() - since;
			since = null;
			cancel();
			const { clock, delayMs } = room.getState().live;
			// In whole ms: what is left of a sum of fractions may be less than a clock can add, and such a wait never ends.
			if (left < 0.5 || delayMs === 0 || signal.aborted || script.getState().state !== "playing") {
				for (const unfollow of unfollows) unfollow();
				signal.removeEventListener("abort", look);
				return resolve();
			}
			if (clock.paused && !pausesItself(made)) return;
			since = time.now();
			cancel = time.after(Math.ceil(left), look);
		};
		const unfollows = [
			room.subscribe(({ live }, { live: before }) => {
				if (live.clock.paused !== before.clock.paused || live.delayMs !== before.delayMs) look();
			}),
			script.subscribe(({ state }, before) => {
				if (state !== before.state) look();
			}),
		];
		signal.addEventListener("abort", look);
		look();
	});
}
