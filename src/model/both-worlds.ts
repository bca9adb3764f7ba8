import type { PacketUnderWay, World } from "./world.ts";

/** The worlds on both sides of an event: what the event removed can be found only in the world before. */
export type BothWorlds = { readonly world: World; readonly before: World };

/** The client at the end of a connection; null before its CONNECT. */
export function clientAt({ world, before }: BothWorlds, connection: string): string | null {
	return world.connections[connection]?.clientId ?? before.connections[connection]?.clientId ?? null;
}

export function packetAt(
	{ world, before }: BothWorlds,
	packet: string,
): Omit<PacketUnderWay, "from" | "since" | "delayMs" | "still"> | undefined {
	return before.packets[packet] ?? world.packets[packet] ?? world.lost.find((lost) => lost.packet === packet);
}

/** What an ended session held when it ended: the first messages by name, and how many more there were. */
export function heldBy({ before }: BothWorlds, session: string): { readonly names: readonly string[]; readonly more: number } {
	const last = before.sessions[session];
	// Each of these was told a moment before the session's end; with stock Aedes, which tells nothing, they are still there.
	const held = [...(last?.inflight ?? []), ...(last?.queue ?? [])].map(({ message }) => message);
	const { names = [], count = 0 } = last?.ending ?? {};
	const all = [...new Set([...names, ...held])];
	return { names: all, more: count - names.length };
}
