import type { ScriptState } from "#script/runner.ts";
import type { StageStanding } from "./next-stage.ts";

/**
 * How far the script of this lesson is in this room. Only a run that has reached its end decides anything: somebody who took it over, or put it away
 * in the midst of it, has none. ended: this page has seen the end of that run, and the room has not been cleared since; its script may be put away.
 */
export function runStand(
	{ script, state, interruption }: Pick<ScriptState, "script" | "state"> & Partial<Pick<ScriptState, "interruption">>,
	lesson: string | null,
	ended = false,
): StageStanding["run"] {
	if (script?.role.kind !== "lesson" || script.role.lesson !== lesson) return ended ? "over" : "none";
	if (state === "waiting") return "waits";
	if (state === "playing" || state === "performing") return "under-way";
	// The page was loaded again, and its clients are on their way back: see plugInAgain().
	if (state === "interrupted" && interruption === "reloaded") return "under-way";
	return state === "done" ? "over" : "none";
}
