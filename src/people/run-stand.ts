import type { ScriptState } from "#script/runner.ts";
import type { StageStanding } from "./next-stage.ts";

/** How far the script of this lesson is in this room. Somebody who goes on by hand decides when it is over. */
export function runStand(
	{ script, state, interruption }: Pick<ScriptState, "script" | "state"> & Partial<Pick<ScriptState, "interruption">>,
	lesson: string | null,
): StageStanding["run"] {
	if (script?.role.kind !== "lesson" || script.role.lesson !== lesson) return "none";
	if (state === "waiting") return "waits";
	if (state === "playing" || state === "performing") return "under-way";
	// The page was loaded again, and its clients are on their way back: see plugInAgain().
	if (state === "interrupted" && interruption === "reloaded") return "under-way";
	return state === "done" || state === "taken-over" ? "over" : "none";
}
