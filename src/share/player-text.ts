import type { ScriptState } from "#script/runner.ts";

type Shown = {
	/** "3 of 8" */
	readonly count: string;
	readonly says: string;
	/** The client that acts in the step; null: none in particular. */
	readonly client: string | null;
};

/** The sentence of the step that is under way, or that was made last; before the first step, the question. */
export function shownLine({ script, next, state, worlds }: Pick<ScriptState, "script" | "next" | "state" | "worlds">): Shown {
	if (script === null) return { count: "", says: "Laying the script out", client: null };
	const total = script.steps.length;
	const underWay = state === "performing" || state === "playing";
	// A step counts as made before it is through: until it is through, it is the step under way. A script that plays goes on once it is read.
	const begins = worlds.length === next && (state === "performing" || next === 0);
	const at = underWay && begins ? Math.min(next, total - 1) : next - 1;
	const line = script.steps[at];
	if (line === undefined) return { count: total === 1 ? "1 step" : `${total} steps`, says: script.asks, client: null };
	return { count: `${at + 1} of ${total}`, says: line.says, client: "client" in line.step ? line.step.client : null };
}
