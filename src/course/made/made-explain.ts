import { unreachable } from "#contract/unreachable.ts";
import type { Lesson } from "#course/lesson.ts";
import { aboutOf } from "#model/about.ts";
import { clauseOf } from "#model/clause-of.ts";
import { fateOf } from "#model/fate-of.ts";
import type { Fate, World } from "#model/world.ts";
import { cut } from "#mqtt/cut.ts";
import { REASONS } from "#story/reasons.ts";
import { sayPayloads } from "./made-answers.ts";

/** What became of every message for this client, and by which clause: the start of an explanation that a person continues. */
export function explainOf(world: World, clientId: string, came: string): Lesson["explain"] {
	const said = new Map<string, string[]>();
	const clauses = new Set<string>();
	for (const { message, payload } of Object.values(world.messages)) {
		const fate = fateOf(world, message, clientId);
		if (fate.fate === "none" || fate.fate === "unseen") continue;
		const why = whyOf(fate);
		said.set(why, [...(said.get(why) ?? []), payload]);
		const clause = clauseOf(fate, aboutOf(world, message, clientId));
		if (clause !== null) clauses.add(clause);
	}
	const says = [...said].slice(0, 4).map(([why, payloads]) => cut(`${sayPayloads(payloads)} for ${clientId}: ${why}.`, 600));
	return {
		title: cut(came, 120),
		says: says.length > 0 ? says : [`Nothing was published that ${clientId} had subscribed to.`],
		clauses: clauses.size > 0 ? [...clauses].slice(0, 4) : ["MQTT-3.1.2-4"],
	};
}

/** Without times and packet ids, which differ in every run. */
function whyOf(fate: Exclude<Fate, { fate: "none" | "unseen" }>): string {
	switch (fate.fate) {
		case "delivered":
			return `delivered, ${HOW[fate.how]}`;
		case "queued":
			if (fate.why === "offline") return "queued in the session that was kept";
			return fate.why === "turn" ? "queued until its turn came" : "queued behind messages that are unacknowledged";
		case "inflight":
			return "in flight, and not acknowledged";
		case "dropped":
			return `dropped. ${REASONS[fate.reason].says}`;
		default:
			return unreachable(fate);
	}
}

const HOW = {
	live: "as it was published",
	queue: "from the queue",
	retained: "as a retained copy",
	redelivered: "by being sent again",
} as const;
