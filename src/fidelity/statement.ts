import { atBroker, type Bench } from "./bench.ts";
import type { BrokerUnderTest } from "./broker.ts";
import { Departure, NotShown } from "./departure.ts";
import { openStage, type Stage } from "./sections/stage.ts";

/** What MQTT 3.1.1 asks for, in our own words, and how that is checked. An id without "MQTT-" is a section: text that carries no id. */
export type Statement = { readonly id: string; readonly says: string } & (
	| { readonly probe: (bench: Bench) => Promise<void> }
	/** About the client: our own client speaks to a broker that the probe plays. */
	| { readonly client: (stage: Stage) => Promise<void> }
	| { readonly untestable: string }
);

export type Section = { readonly title: string; readonly statements: readonly Statement[] };

export type Result =
	| { readonly result: "holds" }
	| { readonly result: "departs"; readonly seen: string }
	| { readonly result: "not testable"; readonly why: string };

/** Checks one statement against one broker, or against the client that comes with it. A fault of the probe itself is thrown. */
export async function ask(statement: Statement, target: BrokerUnderTest): Promise<Result> {
	if ("untestable" in statement) return { result: "not testable", why: statement.untestable };
	try {
		if ("client" in statement) {
			if (!target.bringsOurClient) return { result: "not testable", why: "about the client" };
			await onStage(statement.client);
		} else await atBroker(statement.probe, target);
		return { result: "holds" };
	} catch (fault) {
		if (fault instanceof Departure) return { result: "departs", seen: fault.message };
		if (fault instanceof NotShown) return { result: "not testable", why: fault.message };
		throw fault;
	}
}

async function onStage(probe: (stage: Stage) => Promise<void>): Promise<void> {
	const stage = await openStage();
	try {
		await probe(stage);
	} finally {
		await stage.close();
	}
}
