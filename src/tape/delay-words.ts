import type { World } from "#model/world.ts";

/** Wires with a delay of their own that are named; of more of them, that there are. */
const NAMED = 2;

/** "every packet, 2 s from lane to lane; sub-1 6 s" */
export function saysDelay({ delayMs, connections }: Pick<World, "delayMs" | "connections">): string {
	const own = Object.values(connections).filter(({ ownDelayMs }) => ownDelayMs !== undefined && ownDelayMs !== delayMs);
	const named = own.map(({ clientId, connection, ownDelayMs = 0 }) => `${clientId ?? connection} ${seconds(ownDelayMs)}`);
	const apart = own.length === 0 ? "" : `; ${own.length > NAMED ? `${own.length} wires their own` : named.join(", ")}`;
	if (delayMs === 0) return own.length === 0 ? "every packet" : `every packet, at once from lane to lane${apart}`;
	return `every packet, ${seconds(delayMs)} from lane to lane${apart}`;
}

const seconds = (ms: number) => `${ms / 1_000} s`;
