import type { Client, World } from "./world.ts";

/** clean_session as the client asks for it: in the CONNECT of the connection that it has; while it is away, in the last one that was accepted. */
export function asksClean(
	{ connections }: Pick<World, "connections">,
	{ phase, cleanSession }: Pick<Client, "phase" | "cleanSession">,
): boolean {
	const connection = phase.phase === "offline" ? undefined : connections[phase.connection];
	return connection?.cleanSession ?? cleanSession;
}
