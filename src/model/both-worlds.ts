import type { DropReason } from "#contract/event.ts";
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

const HELD: ReadonlySet<DropReason> = new Set([
	"session-discarded",
	"session-ended",
	"session-limit",
	"session-expired",
	"broker-restarted",
]);

/** The messages that an ended session held when it ended. */
export function heldBy({ world, before }: BothWorlds, session: string): readonly string[] {
	const last = before.sessions[session];
	// Each of these drops was told a moment before the session's end. Only the last few of them lie under the floor.
	const isOf = ({ reason, at }: { reason: DropReason; at: number }) => HELD.has(reason) && at >= (last?.createdAt ?? world.at);
	const dropped = Object.keys(world.fates).filter((message) => {
		const fate = world.fates[message]?.[session];
		return fate?.fate === "dropped" && isOf(fate);
	});
	const fell = (world.gone[session]?.fallen ?? []).filter(isOf).map((one) => one.message);
	const held = [...(last?.inflight ?? []), ...(last?.queue ?? [])].map((delivery) => delivery.message);
	return [...new Set([...dropped, ...fell, ...held])];
}
