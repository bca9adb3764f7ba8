import { traitsOf } from "#contract/brokers.ts";
import { many } from "#contract/many.ts";
import { FIRST_SETTINGS, SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { type Expectation, type Interruption, isLed, type ScriptState, type SeedSettings, type Verdict } from "#script/runner.ts";

/** The step that the strip is about: the step under way, or the next step while the script waits for a person. */
export function shownStep({ next, state }: Pick<ScriptState, "next" | "state">): number {
	const underWay = state === "performing" || state === "playing";
	return underWay && next > 0 ? next - 1 : next;
}

const INTERRUPTED: Readonly<Record<Interruption, string>> = {
	reloaded: "This page was reloaded, so its clients have lost their connections. Begin again; or connect them by hand and go on from here.",
	cleared: "The room was cleared in the middle of it: the script can begin again.",
	"begun-anew": "The room began again in the middle of it: the script can begin again, too.",
};

/** What the strip says now: the step, or what a person has to know. */
export function stripText(state: Pick<ScriptState, "script" | "next" | "state" | "interruption">): string {
	const { script, interruption } = state;
	if (script === null) return "";
	if (interruption !== null) return INTERRUPTED[interruption];
	const isTried = script.role.kind === "follow-up";
	if (state.state === "taken-over" && isTried) return `By hand: ${script.asks}`;
	if (state.state === "taken-over")
		return `You took over. ${isLed(script.role) ? "That decides no answer." : "The script stays where it is."}`;
	if (state.state === "done" && isLed(script.role)) return "The script has run to its end.";
	if (state.state === "done" && script.role.kind === "lesson")
		return "The script has run to its end. Now compare what happened with what you predicted.";
	if (state.state === "done" && script.role.kind === "question") return "The script has run to its end. What it has shown stands below.";
	const step = script.steps[shownStep(state)];
	if (state.state === "done" || step === undefined) return script.asks;
	return state.state === "waiting" ? `Next: ${step.says}` : step.says;
}

/** "Step 3 of 9" */
export function stepText(state: Pick<ScriptState, "script" | "next" | "state">): string {
	const total = state.script?.steps.length ?? 0;
	const shown = shownStep(state);
	return shown >= total ? many(total, "step") : `Step ${shown + 1} of ${total}`;
}

export function settingsText(settings: SeedSettings): readonly string[] {
	return [`clean_session = ${settings.cleanSession}`, `publish QoS ${settings.publishQos}`, `subscribe QoS ${settings.subscribeQos}`];
}

function receivedText(received: readonly string[]): string {
	return received.length === 0 ? "nothing" : received.map((payload) => `“${payload}”`).join(", ");
}

/** "sub-1 received nothing, as expected; session present = 1." */
export function verdictText(
	expects: Expectation,
	verdict: Verdict,
): { readonly received: string; readonly expected: string; readonly session: string } {
	const present = verdict.sessionPresent === null ? "no CONNACK" : String(Number(verdict.sessionPresent));
	return {
		received: `${expects.subscriber} received ${receivedText(verdict.received)}`,
		expected: verdict.asExpected ? "as expected" : `expected ${receivedText(expects.received)}`,
		session:
			verdict.sessionPresent === expects.sessionPresent
				? `session present = ${present}`
				: `session present = ${present}, expected ${Number(expects.sessionPresent)}`,
	};
}

/** The settings that can change the outcome of a test, even on a broker that keeps to the standard. */
const DECISIVE = ["maxQueuedMessages", "queueFull", "queueQos0Messages", "persistentClientExpiration"] as const;

/** Why, with the clause. An unexpected outcome is not explained by the reason for the expected one: this broker is set differently. */
export function whyText(expects: Expectation, { asExpected }: Verdict, settings: BrokerSettings): { says: string; clause: string | null } {
	if (asExpected) return { says: expects.why, clause: expects.clause };
	const look = "The ledger says what became of each message.";
	if (!traitsOf(settings).conforms) return { says: `This room runs ${traitsOf(settings).label}. ${look}`, clause: null };
	const other = DECISIVE.filter((key) => settings[key] !== FIRST_SETTINGS[key]).map(
		(key) => `${SETTINGS[key].name} = ${settings[key] ?? "never"}`,
	);
	return { says: other.length === 0 ? look : `The broker of this room is set differently: ${other.join(", ")}. ${look}`, clause: null };
}

type StepMark = "done" | "current" | "todo";
export function stepMark(index: number, next: number): StepMark {
	return index < next ? "done" : index === next ? "current" : "todo";
}

/** Two steps may have the same text: only their place tells them apart. */
export function numbered<T>(lines: readonly T[]): readonly { readonly key: string; readonly index: number; readonly line: T }[] {
	return lines.map((line, index) => ({ key: `step ${index + 1}`, index, line }));
}
