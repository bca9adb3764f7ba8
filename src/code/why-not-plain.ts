import type { ScriptLine } from "#script/runner.ts";
import type { ScriptedStep } from "#script/step.ts";
import { joined } from "#story/phrases.ts";
import { plainPlan } from "./plain.ts";
import { hasWildcard, type PlanLine, planOf } from "./plan.ts";

/** What takes more than a short program, by the verb of its step. */
const MORE: Readonly<Partial<Record<ScriptedStep["do"], string>>> = {
	cut: "a cut cable",
	silence: "a silent wire",
	mend: "a mended wire",
	hold: "a held wire",
	release: "a held wire",
	"let-go": "a held wire",
	"wire-delay": "a wire with a delay of its own",
	crash: "a crash before an acknowledgement",
	withhold: "an acknowledgement that is never sent",
	violate: "a broken rule",
	takeover: "a takeover",
	pause: "a pause",
	resume: "a pause",
	step: "a pause",
	settings: "another setting of the broker",
	restart: "a restart of the broker",
	await: "a wait until the broker gives something up",
};

const IN_SHELL =
	"There is no short form in the shell: a command ends before the next one begins, so nothing can be published while a subscriber is connected, and mosquitto_sub asks for all of its filters at one QoS.";

/** Why these steps have no short form, with what in them takes more. */
export function whyNotPlain(steps: readonly ScriptLine[], language: "python" | "javascript" | "shell"): string {
	const plan = planOf(steps);
	if (language === "shell" && plainPlan(plan) !== null) return IN_SHELL;
	const more = [...new Set(steps.flatMap(({ step }, at) => MORE[step.do] ?? moreIn(plan.lines[at]) ?? []))];
	const what = more.length === 0 ? "a step of a client that was, or was not, connected" : joined(more);
	return `There is no short form: a short program can connect, subscribe, publish, leave with DISCONNECT and come back. Here there was also ${what}.`;
}

function moreIn(line: PlanLine | undefined): string | null {
	if (line === undefined) return null;
	const { act } = line;
	if ("card" in act && act.card.will !== null) return "a will";
	if (act.do !== "publish") return null;
	if (hasWildcard(act.topic)) return "a topic with a wildcard";
	return act.waits ? null : "a message that nobody waited for";
}
