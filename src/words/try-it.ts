import { packLink } from "#script/link.ts";
import { sayStep } from "#script/say-step.ts";
import { SCRIPTS } from "./scripts.ts";
import type { Try } from "./term.ts";

/** The address that shows a word at work: in this room, or for a script in a room of its own, where nobody’s work is cleared. */
export async function tryHref(tried: Try, room: string): Promise<string> {
	if ("lesson" in tried) return `/r/${room}/lessons/${tried.lesson}`;
	if ("test" in tried) return `/r/${room}?test=${tried.test}`;
	if ("page" in tried) return tried.page === "lab" ? `/r/${room}` : `/r/${room}/${tried.page}`;
	const { title, steps } = SCRIPTS[tried.script];
	const packed = await packLink({ kind: "script", title, steps: steps.map((line) => ({ says: sayStep(line.step), ...line })) });
	if (!packed.ok) throw new Error(`the script ${tried.script}: ${packed.says}`);
	return `/play#${packed.fragment}`;
}
