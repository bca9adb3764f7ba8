import { newSetup } from "#lab/defaults.ts";
import type { ClientSetup } from "#lab/setup.ts";
import type { Script } from "./runner.ts";
import { type ScriptedStep, scriptedVerbOf } from "./step.ts";

/** The clients that act in a script, in order of appearance. */
export function castOf(script: Script): readonly string[] {
	return clientsOf(script.steps.map(({ step }) => step));
}

/** The clients that act in these steps, in order of appearance. */
export function clientsOf(steps: readonly ScriptedStep[]): readonly string[] {
	return [...new Set(steps.flatMap((step) => ("client" in step ? [step.client] : [])))];
}

/** What the clients' cards say before the first step, so that a person who goes on by hand finds the script's own settings there. */
export function cardOf(script: Script, clientId: string): ClientSetup {
	const said: Partial<ClientSetup> = {};
	const verbs = new Set<ScriptedStep["do"]>();
	for (const { step } of script.steps) {
		// Only the first step of each verb tells what the card says before that step.
		if (!("client" in step) || step.client !== clientId || verbs.has(step.do)) continue;
		verbs.add(step.do);
		Object.assign(said, scriptedVerbOf(step).card?.(step));
	}
	const side = said.subscribe === undefined && said.publish !== undefined ? "publisher" : "subscriber";
	return newSetup(clientId, { side, ...said });
}
