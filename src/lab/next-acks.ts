import { without } from "./cards.ts";
import type { LabState } from "./lab.ts";
import type { NextAck, Unsent } from "./unsent.ts";

type Told = Pick<LabState, "nextAcks" | "unsent">;
export const NO_ACKS_ASKED: Told = { nextAcks: {}, unsent: {} };

/** This client's acknowledgements are as usual: it connects anew. */
export function acksAnew({ nextAcks, unsent }: Told, clientId: string): Told {
	return { nextAcks: without(nextAcks, clientId), unsent: without(unsent, clientId) };
}

export function withNextAck({ nextAcks }: Told, clientId: string, next: NextAck): Pick<Told, "nextAcks"> {
	const others = without(nextAcks, clientId);
	return { nextAcks: next === "sent" ? others : { ...others, [clientId]: next } };
}

/** It has happened, and does not happen again by itself. */
export function withUnsent({ nextAcks, unsent }: Told, clientId: string, one: Unsent): Told {
	return { nextAcks: without(nextAcks, clientId), unsent: { ...unsent, [clientId]: [...(unsent[clientId] ?? []), one] } };
}
