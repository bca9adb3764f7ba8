import type { DropReason } from "#contract/event.ts";
import type { PacketUnderWay, World } from "./world.ts";

/** The worlds on both sides of an event: what has gone with it is known in the world before alone. */
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

const HELD: ReadonlySet<DropReason> = new Set([
	"session-discarded",
	"session-ended",
	"session-limit",
	"session-expired",
	"broker-restarted",
]);

/** The messages that an ended session held, as it fell with them. */
export function heldBy({ world, before }: BothWorlds, session: string): readonly string[] {
	const last = before.sessions[session];
	// Each has been told a moment before its session's end. Under the floor lie the last few of them only.
	const isOf = ({ reason, at }: { reason: DropReason; at: number }) => HELD.has(reason) && at >= (last?.createdAt ?? world.at);
	const dropped = Object.keys(world.fates).filter((message) => {
		const fate = world.fates[message]?.[session];
		return fate?.fate === "dropped" && isOf(fate);
	});
	const fell = (world.gone[session]?.fallen ?? []).filter(isOf).map((one) => one.message);
	const held = [...(last?.inflight ?? []), ...(last?.queue ?? [])].map((delivery) => delivery.message);
	return [...new Set([...dropped, ...fell, ...held])];
}
