import type { Client, World } from "./world.ts";

/**
 * Whether what arrives on this connection reaches its client: a client that has sent a newer CONNECT reads the older connection no longer. A
 * CONNECT that is refused may be anybody's, and changes nothing [MQTT-3.1.4-3].
 */
export function isRead({ connections }: Pick<World, "connections">, { phase }: Client, connection: string): boolean {
	if (phase.phase === "offline" || phase.connection === connection) return true;
	return connections[phase.connection]?.unanswered?.refused === true;
}
