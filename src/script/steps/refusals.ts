import { connectionOf, isElsewhere, phaseOf } from "#script/client-phase.ts";
import type { Now } from "./verb.ts";

/** Null: this page may speak for the client. */
export function notOurs(clientId: string, { world, lab }: Now): string | null {
	if (!Object.hasOwn(lab.clients, clientId)) return notHere(clientId);
	return isElsewhere(world, lab, clientId) ? `${clientId} is connected from somewhere else. Take it over, or use another client id.` : null;
}

export function notHere(clientId: string): string {
	return `${clientId} is not a client of this page.`;
}

/** Null: the client is connected, and can send. */
export function notConnected(clientId: string, { world }: Now): string | null {
	const phase = phaseOf(world, clientId);
	if (phase === "connected") return null;
	if (phase === "connecting") return `${clientId} is not connected yet: its CONNACK has not come.`;
	if (phase === "leaving") return `${clientId} is leaving: it sends nothing more.`;
	return `${clientId} is offline. Connect first.`;
}

/** For steps in which a client sends over an existing connection. */
export function cannotSend({ client }: { readonly client: string }, now: Now): string | null {
	return notOurs(client, now) ?? notConnected(client, now);
}

/** Null: no client is connected by this name. */
export function takenByAnother(clientId: string, { world }: Now): string | null {
	return connectionOf(world, clientId) === null ? null : `${clientId} is connected to this room already: a client id is used once.`;
}
