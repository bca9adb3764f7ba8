import type { Act, Card, Plan } from "./plan.ts";
import { hasWildcard } from "./plan.ts";
import { commented } from "./quote.ts";

type Of<Does extends Act["do"]> = Extract<Act, { do: Does }>;
/** What a short program can do: connect, subscribe, publish, leave politely, come back. again: the client has been here before. */
export type PlainAct =
	| { readonly do: "connect"; readonly client: string; readonly card: Card; readonly again: boolean }
	| Of<"disconnect">
	| Of<"subscribe">
	| Of<"unsubscribe">
	| Of<"publish">;
/** variables: what each client is called in the program, by client id. */
export type PlainPlan = Pick<Plan, "persistent" | "retained"> & {
	readonly acts: readonly PlainAct[];
	readonly variables: ReadonlyMap<string, string>;
};

/** The plan, where a program of a few lines does the same; null where it takes more: cuts, silence, wills, broken rules, unanswered messages. */
export function plainPlan({ lines, cast, persistent, retained, faithful }: Plan): PlainPlan | null {
	if (!faithful || lines.length === 0) return null;
	const connected = new Set<string>();
	const seen = new Set<string>();
	const acts: PlainAct[] = [];
	for (const { act } of lines) {
		if (!isPlain(act) || connected.has(act.client) === (act.do === "connect")) return null;
		acts.push("card" in act ? { ...act, do: "connect", again: seen.has(act.client) } : act);
		if (act.do === "connect") connected.add(act.client);
		if (act.do === "disconnect") connected.delete(act.client);
		seen.add(act.client);
	}
	return { acts, variables: variablesOf(cast), persistent, retained };
}

function isPlain(act: Act): act is Of<"disconnect" | "subscribe" | "unsubscribe" | "publish"> | Extract<Act, { readonly card: Card }> {
	switch (act.do) {
		case "connect":
			return act.card.will === null;
		case "publish":
			return act.waits && !hasWildcard(act.topic);
		case "disconnect":
		case "subscribe":
		case "unsubscribe":
			return true;
		default:
			return false;
	}
}

/** Neither language has a word with an underscore in it, and the short programs use none of their own at the same place: "str" is str_client. */
function variablesOf(cast: readonly string[]): ReadonlyMap<string, string> {
	const variables = new Map<string, string>();
	const used = new Set<string>();
	for (const client of cast) {
		const name = client.replaceAll("-", "_");
		const wanted = /^[a-z][a-z0-9_]*$/.test(name) ? (name.includes("_") ? name : `${name}_client`) : null;
		let variable = wanted;
		for (let number = variables.size + 1; variable === null || used.has(variable); number += 1) variable = `client_number_${number}`;
		used.add(variable);
		variables.set(client, variable);
	}
	return variables;
}

/** What stands before a connect: a little air, and a word about a client that comes back. */
export function beforeConnect({ client, again }: Extract<PlainAct, { do: "connect" }>, sign: "//" | "#"): readonly string[] {
	return again ? ["", `${sign} ${commented(client)} comes back.`] : [""];
}

/** The clients that are still connected after the last act: a program ends politely. */
export function stillHere(acts: readonly PlainAct[]): readonly string[] {
	const here = new Set<string>();
	for (const { do: does, client } of acts) {
		if (does === "connect") here.add(client);
		if (does === "disconnect") here.delete(client);
	}
	return [...here];
}
