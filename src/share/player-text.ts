import type { ScriptState } from "#script/runner.ts";

type Shown = {
	/** "3 of 8" */
	readonly count: string;
	readonly says: string;
};

/** The sentence of the step that is under way, or was made last; before the first one, what is asked. */
export function shownLine({ script, next, state, worlds }: Pick<ScriptState, "script" | "next" | "state" | "worlds">): Shown {
	if (script === null) return { count: "", says: "Laying the script out" };
	const total = script.steps.length;
	const underWay = state === "performing" || state === "playing";
	// A step counts as made before it is through: until then it is the one under way.
	const at = underWay && worlds.length === next ? Math.min(next, total - 1) : next - 1;
	const line = script.steps[at];
	if (line === undefined) return { count: total === 1 ? "1 step" : `${total} steps`, says: script.asks };
	return { count: `${at + 1} of ${total}`, says: line.says };
}
