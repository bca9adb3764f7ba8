import { newSetup } from "#lab/defaults.ts";
import type { ClientSetup } from "#lab/setup.ts";
import type { Script } from "./runner.ts";
import type { Step } from "./step.ts";

/** The clients that act in a script, in order of appearance. */
export function castOf(script: Script): readonly string[] {
	return [...new Set(script.steps.flatMap(({ step }) => ("client" in step ? [step.client] : [])))];
}

/** What their cards say before the first step, so that a person who goes on by hand finds the script's own settings there. */
export function cardOf(script: Script, clientId: string): ClientSetup {
	const steps = script.steps.map(({ step }) => step).filter((step) => "client" in step && step.client === clientId);
	const published = steps.find((step) => step.do === "publish");
	const subscribed = steps.find((step) => step.do === "subscribe");
	const isSubscriber = clientId === script.expects.subscriber;
	return newSetup(clientId, {
		side: isSubscriber ? "subscriber" : "publisher",
		cleanSession: isSubscriber ? script.settings.cleanSession : true,
		...(published === undefined ? {} : { publish: publishCard(published) }),
		...(subscribed === undefined ? {} : { subscribe: { filter: subscribed.filter, qos: subscribed.qos } }),
	});
}

function publishCard({ topic, payload, qos, retain, times }: Extract<Step, { do: "publish" }>): ClientSetup["publish"] {
	return { topic, payload, qos, retain, times };
}
