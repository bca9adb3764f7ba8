import type { LabState } from "#lab/lab.ts";
import type { ClientSetup } from "#lab/setup.ts";
import type { Recorded } from "./recorder.ts";
import { type ScriptedStep, scriptedVerbOf } from "./step.ts";

/**
 * What the cards of this page said once these steps were made. What a card said is known of its steps only: where the same kind of step was made
 * later, the last one before, or else the first one later, tells what it said. Elsewhere the card says now what it said then. Cards of clients that
 * came to act later are left out.
 */
export function cardsAfter(made: readonly Recorded[], later: readonly Recorded[], clients: LabState["clients"]): readonly ClientSetup[] {
	return Object.values(clients).flatMap(({ setup }) => {
		const [before, since] = [stepsOf(setup.clientId, made), stepsOf(setup.clientId, later)];
		if (before.length === 0 && since.length > 0) return [];
		const said = since.toReversed().map((step) => before.findLast((one) => one.do === step.do) ?? step);
		return [Object.assign({}, setup, ...said.map((step) => scriptedVerbOf(step).card?.(step)))];
	});
}

function stepsOf(clientId: string, steps: readonly Recorded[]): readonly ScriptedStep[] {
	return steps.map(({ step }) => step).filter((step) => "client" in step && step.client === clientId);
}
