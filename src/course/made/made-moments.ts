import { LIMITS } from "#contract/limits.ts";
import type { Lesson } from "#course/lesson.ts";
import type { ScriptLine } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import { isLeaving, type ScriptedStep } from "#script/step.ts";

type Moments = Lesson["moments"];

/** The lines, divided where a watched client leaves or comes back; null: there are more lines than four moments hold. */
export function momentsOf(lines: readonly ScriptLine[], watches: readonly string[]): Moments | null {
	const starts = startsOf(lines, watches);
	if (starts === null) return null;
	return starts.map((start, at) => {
		const mine = lines.slice(start, starts[at + 1]);
		return { title: titleOf(lines.slice(0, start), mine, watches), lines: mine.map(withoutOwnSentence) };
	});
}

function startsOf(lines: readonly ScriptLine[], watches: readonly string[]): readonly number[] | null {
	const natural = lines.flatMap((_, at) => (at === 0 || beginsHere(lines, at, watches) ? [at] : [])).slice(0, LIMITS.lessonMoments);
	const starts: number[] = [];
	for (const [at, start] of natural.entries()) {
		const end = natural[at + 1] ?? lines.length;
		for (let from = start; from < end; from += LIMITS.momentLines) starts.push(from);
	}
	return starts.length > LIMITS.lessonMoments ? null : starts;
}

function beginsHere(lines: readonly ScriptLine[], at: number, watches: readonly string[]): boolean {
	const [before, here] = [lines[at - 1]?.step, lines[at]?.step];
	if (before !== undefined && isOf(before, watches) && isLeaving(before)) return true;
	return here !== undefined && here.do === "connect" && watches.includes(here.client) && isAway(lines.slice(0, at), here.client);
}

/** Whether the client was here before, and has left. */
function isAway(before: readonly ScriptLine[], clientId: string): boolean {
	const last = before.findLast(({ step }) => isOf(step, [clientId]) && (step.do === "connect" || isLeaving(step)));
	return last !== undefined && isLeaving(last.step);
}

function isOf(step: ScriptedStep, clients: readonly string[]): boolean {
	return "client" in step && clients.includes(step.client);
}

/** The title above the moment's column: what the watched client does in that moment. */
function titleOf(before: readonly ScriptLine[], mine: readonly ScriptLine[], watches: readonly string[]): string {
	const acts = (clientId: string, how: (step: ScriptedStep) => boolean) => mine.some(({ step }) => isOf(step, [clientId]) && how(step));
	const moves = (clientId: string) => acts(clientId, (step) => step.do === "connect" || isLeaving(step));
	const clientId = watches.find(moves) ?? watches.find((one) => isAway(before, one)) ?? watches[0] ?? "";
	const away = isAway(before, clientId);
	const comes = acts(clientId, (step) => step.do === "connect");
	const leaves = acts(clientId, isLeaving);
	if (away && comes) return leaves ? `${clientId} comes back, then leaves` : `${clientId} comes back`;
	if (away) return `While ${clientId} is away`;
	const does = acts(clientId, (step) => step.do === "subscribe") ? "subscribes" : comes ? "connects" : "is connected";
	return leaves ? `${clientId} ${does}, then leaves` : `${clientId} ${does}`;
}

/** The page describes a step in its own words where nobody has written others. */
function withoutOwnSentence({ says, step, goesOn }: ScriptLine): Moments[number]["lines"][number] {
	return { ...(says === sayStep(step) ? {} : { says }), step, ...(goesOn === undefined ? {} : { goesOn }) };
}
