import type { PacketUnderWay, World } from "#model/world.ts";
import { connectionOf } from "./client-phase.ts";
import type { Step } from "./step.ts";

type Lane = Pick<PacketUnderWay, "packet" | "connection" | "direction">;

/** What lets this packet arrive: on a held wire the room goes on, elsewhere it stands still before and after. */
export function letGoStep(
	{ packet, connection, direction }: Lane,
	client: string | null,
	{ connections, clients }: Pick<World, "connections" | "clients">,
): Step {
	const held = connections[connection]?.held !== undefined;
	// What is let go on a held wire is let go on the wire that its client has now.
	return held && client !== null && connectionOf({ clients }, client) === connection
		? { do: "let-go", client, direction }
		: { do: "step", packet };
}

/** What comes of letting this packet go, in the description of the control. */
export function sayLetGo(lane: Lane, client: string | null, world: Pick<World, "connections" | "clients" | "clock">): string {
	if (letGoStep(lane, client, world).do === "let-go") return "It arrives now; its wire stays held";
	return world.clock.paused ? "It arrives now; everything else stays where it is" : "It arrives now, and the room is paused with it";
}

/** Why it cannot be let go; undefined: it can. Only the first packet on its lane can: TCP keeps their order. */
export function whyNotLetGo(lane: Lane, { connections, packets }: Pick<World, "connections" | "packets">): string | undefined {
	const { packet, connection, direction } = lane;
	if ((connections[connection]?.silent ?? null) !== null) return "Its wire is silent";
	const first = Object.values(packets).find((other) => other.connection === connection && other.direction === direction);
	return first?.packet === packet ? undefined : "Another packet is before it on this lane";
}
