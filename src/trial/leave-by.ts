import * as z from "zod/mini";
import type { LeavingVerb } from "#script/step.ts";

/** Each way to leave, as an instruction to leave in that way instead; null: no switch turns to that way, nor away from it. */
const SAID = {
	disconnect: (client: string) => `Let ${client} leave with DISCONNECT`,
	cut: (client: string) => `Cut the cable of ${client} instead of letting it send DISCONNECT`,
	silence: null,
	violate: null,
} satisfies Record<LeavingVerb, ((client: string) => string) | null>;

type Said = typeof SAID;
export type LeaveBy = { [Does in LeavingVerb]: Said[Does] extends null ? never : Does }[LeavingVerb];

/** The ways to leave that a switch can turn to. */
export const LeaveBy = z.enum({ disconnect: "disconnect", cut: "cut" } satisfies { [Does in LeaveBy]: Does });

export function sayLeaveBy(client: string, to: LeaveBy): string {
	return SAID[to](client);
}

/** Whether a switch can turn this way to leave into another. */
export function isLeaveBy(does: LeavingVerb): does is LeaveBy {
	return SAID[does] !== null;
}
