import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import { clientIdFault } from "#lab/client-id.ts";
import { cut } from "#mqtt/cut.ts";
import { filterFault, type TopicBounds, topicFault } from "#mqtt/topic.ts";
import { clientsOf } from "./cast.ts";
import type { ScriptedStep } from "./step.ts";

export const TOPIC_BOUNDS: TopicBounds = { levels: LIMITS.topicLevels, characters: LIMITS.topicCharacters };

/** A fault that no schema can see in a list of steps that came from a file or link. */
export type StepFault = {
	/** Index of the step; null: the fault is about all of the steps together. */
	readonly at: number | null;
	/** Names of the faulty part of the step, from the outside in; empty: the whole step. */
	readonly path: readonly string[];
	readonly says: string;
};

/** Whether these steps can be made by the clients of one page. Only a run can tell what comes of the steps. */
export function stepFaults(steps: readonly ScriptedStep[]): readonly StepFault[] {
	const cast = clientsOf(steps);
	const all: StepFault[] = [];
	if (cast.length > LIMITS.labClients)
		all.push({ at: null, path: [], says: `the steps have ${many(cast.length, "client")}; a page has room for ${LIMITS.labClients}` });
	if (steps.length > LIMITS.recordedSteps)
		all.push({ at: null, path: [], says: `the script has ${many(steps.length, "step")}; at most ${LIMITS.recordedSteps} can be run` });
	const connected = new Set<string>();
	for (const [at, step] of steps.entries()) {
		const found = (path: readonly string[], says: string) => all.push({ at, path, says });
		for (const { path, says } of faultsOf(step)) found(path, says);
		if (!("client" in step)) continue;
		if (step.do === "connect") connected.add(step.client);
		else if (!connected.has(step.client)) {
			found([], `${step.client} has to connect before it can ${step.do}`);
			// Telling this once for each client is enough.
			connected.add(step.client);
		}
	}
	return all;
}

type Found = { readonly path: readonly string[]; readonly says: string };

/** Found by the names of the step's fields, whatever the step does. */
function faultsOf(step: ScriptedStep): readonly Found[] {
	const all: Found[] = [];
	const check = (path: readonly string[], says: string | null | undefined) => {
		if (says !== null && says !== undefined) all.push({ path, says });
	};
	if ("client" in step && clientIdFault(step.client) !== null) {
		check(["client"], `“${cut(step.client, 30)}” is not a client id: it has 1 to 23 letters, digits or hyphens`);
	}
	if ("topic" in step) check(["topic"], topicFault(step.topic, TOPIC_BOUNDS)?.says);
	if ("filter" in step) check(["filter"], filterFault(step.filter, TOPIC_BOUNDS)?.says);
	if ("will" in step && step.will) check(["will", "topic"], topicFault(step.will.topic, TOPIC_BOUNDS)?.says);
	return all;
}
