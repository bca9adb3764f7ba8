import { newSetup } from "#lab/defaults.ts";
import type { ClientSetup } from "#lab/setup.ts";
import type { Script } from "./runner.ts";
import type { ScriptedStep } from "./step.ts";

/** The clients that act in a script, in order of appearance. */
export function castOf(script: Script): readonly string[] {
	return [...new Set(script.steps.flatMap(({ step }) => ("client" in step ? [step.client] : [])))];
}

/** What their cards say before the first step, so that a person who goes on by hand finds the script's own settings there. */
export function cardOf(script: Script, clientId: string): ClientSetup {
	const steps = script.steps.map(({ step }) => step).filter((step) => "client" in step && step.client === clientId);
	const connect = steps.find((step) => step.do === "connect");
	const published = steps.find((step) => step.do === "publish");
	const subscribed = steps.find((step) => step.do === "subscribe");
	return newSetup(clientId, {
		side: subscribed === undefined && published !== undefined ? "publisher" : "subscriber",
		...(connect === undefined ? {} : connectCard(connect)),
		...(published === undefined ? {} : { publish: publishCard(published) }),
		...(subscribed === undefined ? {} : { subscribe: { filter: subscribed.filter, qos: subscribed.qos } }),
	});
}

/** What a CONNECT step says of the card; what it leaves out is left as it is. */
export function connectCard(
	step: Extract<ScriptedStep, { do: "connect" }>,
): Partial<Pick<ClientSetup, "cleanSession" | "keepAlive" | "will">> {
	return {
		...(step.cleanSession === undefined ? {} : { cleanSession: step.cleanSession }),
		...(step.keepAlive === undefined ? {} : { keepAlive: step.keepAlive }),
		...(step.will === undefined ? {} : { will: step.will }),
	};
}

function publishCard({ topic, payload, qos, retain, times }: Extract<ScriptedStep, { do: "publish" }>): ClientSetup["publish"] {
	return { topic, payload, qos, retain, times };
}
