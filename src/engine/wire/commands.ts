import { noticedInMs } from "./keep-alive.ts";
import { flowAll, type Lane } from "./lane.ts";
import type { Load } from "./load.ts";
import { stopTimer, type Wire } from "./wire.ts";

/**
 * The lane whose head goes next: the named packet's lane if the packet is first on it, otherwise the lane with the oldest packet of all. A
 * sentence if there is none.
 */
export function step(wires: readonly Wire[], packet: string | undefined): Lane<Load> | string {
	let first: { readonly lane: Lane<Load>; readonly order: number } | null = null;
	for (const { silent, up, down } of wires) {
		if (silent) continue;
		for (const lane of [up, down]) {
			const { head } = lane;
			if (head === null || (first !== null && first.order < head.order)) continue;
			if (packet === undefined || (head.load.kind === "packet" && head.load.name === packet)) first = { lane, order: head.order };
		}
	}
	if (first !== null) return first.lane;
	return packet === undefined
		? "No packet on a wire can arrive now."
		: "That packet is not the first on its lane, or its wire is silent. The order of packets is never changed.";
}

/** Each command returns null, or a sentence that says why not. */
export function cut(wire: Wire): string | null {
	wire.close({ reason: "cut", says: "The cable was cut.", clause: null });
	return null;
}

export function silence(wire: Wire): string | null {
	if (wire.silent) return "That wire is silent already.";
	const { connection, up, down, room } = wire;
	for (const lane of [up, down]) lane.rescale();
	wire.silent = true;
	for (const lane of [up, down]) lane.arm();
	room.tell({ type: "wire.silenced", connection, noticedInMs: noticedInMs(wire) });
	return null;
}

export function mend(wire: Wire): string | null {
	if (!wire.silent) return "That wire is not silent.";
	const { connection, up, down, room } = wire;
	// What was standing still starts from where it is.
	for (const lane of [up, down]) lane.rescale();
	wire.silent = false;
	// Its CONNECT, if it has left the client, now arrives.
	if (wire.client !== null) stopTimer(wire, "connect");
	room.tell({ type: "wire.mended", connection });
	flowAll([up, down], room.work);
	return null;
}
