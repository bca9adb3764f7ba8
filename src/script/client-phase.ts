import type { LabState } from "#lab/lab.ts";
import type { ClientPhase, World } from "#model/world.ts";
import { holderOf } from "./holder.ts";

/** Where a client is in the world; "unknown" if the client never sent a CONNECT. */
export function phaseOf(world: World, clientId: string): ClientPhase["phase"] | "unknown" {
	return world.clients[clientId]?.phase.phase ?? "unknown";
}

/** The client's open connection, or null. */
export function connectionOf(world: Pick<World, "clients">, clientId: string): string | null {
	const phase = world.clients[clientId]?.phase;
	return phase === undefined || phase.phase === "offline" ? null : phase.connection;
}

/** The client's open connection, if this page holds that connection; or null. */
export function ownConnectionOf(world: World, lab: LabState, clientId: string): string | null {
	return isElsewhere(world, lab, clientId) ? null : connectionOf(world, clientId);
}

/** Whether another page or a guest holds the connection of this client id. */
export function isElsewhere(world: World, lab: LabState, clientId: string): boolean {
	return holderOf(world.clients[clientId], lab) === "elsewhere";
}

/** Whether nothing passes on the client's wire, and neither end has been told. */
export function isSilent(world: World, clientId: string): boolean {
	const connection = connectionOf(world, clientId);
	return connection !== null && (world.connections[connection]?.silent ?? null) !== null;
}

/** Whether nothing arrives on the client's wire that is not let go. */
export function isHeld(world: World, clientId: string): boolean {
	const connection = connectionOf(world, clientId);
	return connection !== null && world.connections[connection]?.held !== undefined;
}

/** Whether nothing arrives on the client's wire by itself. */
export function standsStill(world: World, clientId: string): boolean {
	return isSilent(world, clientId) || isHeld(world, clientId);
}

/** Whether the client's own end of a silent or held wire has closed, and the broker does not know that. */
export function isHalfOpen(world: World, clientId: string): boolean {
	return phaseOf(world, clientId) === "leaving" && standsStill(world, clientId);
}
