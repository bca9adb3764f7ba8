import { checkLesson } from "#course/file/lesson-checks.ts";
import type { Lesson } from "#course/lesson.ts";
import { scriptOf } from "#course/play.ts";
import { readLink } from "#script/link.ts";
import type { Script } from "#script/runner.ts";

/** What a link with something in its fragment should do: lay out a script, or open a lesson (whose script a player shows). */
export type Arrival =
	| { readonly ok: true; readonly kind: "script"; readonly script: Script }
	| { readonly ok: true; readonly kind: "lesson"; readonly lesson: Lesson; readonly script: Script }
	| { readonly ok: false; readonly says: string };

/** Reads the fragment of an address, with or without its #. Never throws. */
export async function readArrival(hash: string): Promise<Arrival> {
	const opened = await readLink(hash);
	if (!opened.ok) return opened;
	const { what } = opened;
	if (what.kind === "script") {
		const { title, broker, steps } = what;
		const asks = `What is the outcome of ${steps.length === 1 ? "this one step" : `these ${steps.length} steps`}?`;
		return { ok: true, kind: "script", script: { id: "from-link", role: { kind: "alone" }, title, asks, broker, steps, expects: null } };
	}
	const checked = checkLesson(what.lesson);
	if (checked.ok) return { ok: true, kind: "lesson", lesson: checked.lesson, script: scriptOf(checked.lesson) };
	const { says = "it cannot be understood", whole } = checked.faults[0] ?? {};
	return { ok: false, says: whole ? says : `The lesson in this link cannot be played: ${says}.` };
}
