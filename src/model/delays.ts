import type { Draft, Writable } from "./draft.ts";
import { progress } from "./progress.ts";
import type { PacketUnderWay } from "./world.ts";

/** Changes of the delay that are kept before every packet under way is told of them: thousands of packets are under way at most. */
const MOST = 64;

/** What is under way keeps its place and goes on at the new pace; it is told of that when it is next looked at. */
export function delayChanges(draft: Draft, at: number, delayMs: number): void {
	const { delays } = draft.index;
	delays.push({ at, delayMs });
	if (delays.length > MOST) tellDelays(draft);
}

/** The packet as it is by now; a change from before it entered changes nothing for it. */
export function withDelays(draft: Draft, packet: string): Writable<PacketUnderWay> | undefined {
	const edited = draft.edit("packets", packet);
	if (edited === undefined) return undefined;
	// A wire with a delay of its own does not follow the room's.
	if (draft.connections[edited.connection]?.ownDelayMs !== undefined) return edited;
	for (const { at, delayMs } of draft.index.delays) {
		if (at < edited.since) continue;
		edited.from = progress(edited, at);
		edited.since = at;
		edited.delayMs = delayMs;
	}
	return edited;
}

/** No change is left to be told: before anybody sees the world. */
export function tellDelays(draft: Draft): void {
	const { delays, packets } = draft.index;
	if (delays.length === 0) return;
	for (const ofConnection of packets.values()) for (const packet of ofConnection) withDelays(draft, packet);
	delays.length = 0;
}
