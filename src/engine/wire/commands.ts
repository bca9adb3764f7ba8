import type { Command } from "#contract/command.ts";
import { heldNotice, noticedInMs } from "./keep-alive.ts";
import { flowAll, type Lane } from "./lane.ts";
import type { Load } from "./load.ts";
import { stopTimer, type Wire } from "./wire.ts";

type Asked = Omit<Extract<Command, { readonly type: "wire.step" }>, "type">;
type Next = { readonly lane: Lane<Load>; readonly order: number; readonly held: boolean };

/**
 * The lane whose head goes next, and whether its wire is held: of the lanes that are meant, the one with the oldest packet. A sentence if there is none. What is
 * held is meant only where its packet or its connection is named.
 */
export function step(wires: readonly Wire[], asked: Asked): Next | string {
	const { packet, connection, direction } = asked;
	let first: Next | null = null;
	for (const wire of wires) {
		const named = packet !== undefined || connection !== undefined;
		if (wire.silent || (wire.held && !named) || (connection !== undefined && connection !== wire.connection)) continue;
		for (const lane of lanesOf(wire, direction)) {
			const { head } = lane;
			if (head === null || (first !== null && first.order < head.order)) continue;
			if (packet === undefined || (head.load.kind === "packet" && head.load.name === packet))
				first = { lane, order: head.order, held: wire.held };
		}
	}
	return first ?? whyNone(wires, asked);
}

function lanesOf({ up, down }: Wire, direction: Asked["direction"]): readonly Lane<Load>[] {
	return direction === undefined ? [up, down] : [direction === "up" ? up : down];
}

function whyNone(wires: readonly Wire[], { packet, connection }: Asked): string {
	if (packet !== undefined)
		return "That packet is not the first on its lane, or its wire is silent. The order of packets is never changed.";
	if (connection !== undefined) return "No packet on that wire can arrive now.";
	const held = wires.some((wire) => wire.held && wire.up.length + wire.down.length > 0);
	return held ? "No packet can arrive now that is not on a held wire: let it go there." : "No packet on a wire can arrive now.";
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

/** Like an infinitely slow wire: order is kept, bounds hold, and keep alive goes on at both ends. */
export function hold(wire: Wire): string | null {
	if (wire.held) return "That wire is held already.";
	const { connection, up, down, room } = wire;
	for (const lane of [up, down]) lane.rescale();
	wire.held = true;
	for (const lane of [up, down]) lane.arm();
	room.tell({ type: "wire.held", connection, ...heldNotice(wire) });
	return null;
}

export function release(wire: Wire): string | null {
	if (!wire.held) return "That wire is not held.";
	const { connection, up, down, room } = wire;
	for (const lane of [up, down]) lane.rescale();
	wire.held = false;
	room.tell({ type: "wire.released", connection });
	flowAll([up, down], room.work);
	return null;
}

/** What is under way keeps its place and goes on at the new pace. */
export function delay(wire: Wire, delayMs: number | null): string | null {
	const { connection, up, down, room } = wire;
	if (wire.ownDelayMs === delayMs) return null;
	wire.ownDelayMs = delayMs;
	room.tell({ type: "wire.delayed", connection, delayMs });
	for (const lane of [up, down]) lane.rescale();
	flowAll([up, down], room.work);
	return null;
}
