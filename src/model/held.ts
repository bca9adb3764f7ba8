import type { EventOf } from "#contract/event.ts";
import { withDelays } from "./delays.ts";
import type { Draft } from "./draft.ts";
import { progress } from "./progress.ts";
import type { Connection, PacketUnderWay } from "./world.ts";

/** Whether nothing arrives by itself on this wire: it is silent or held. */
export function standsStill(connection: Pick<Connection, "silent" | "held"> | undefined): boolean {
	return connection !== undefined && (connection.silent !== null || connection.held !== undefined);
}

type OfWire = { readonly connection: string; readonly at: number };

export function heldNow(draft: Draft, event: EventOf<"wire.held">): void {
	const { at, noticedInMs, patienceMs } = event;
	const connection = draft.edit("connections", event.connection);
	if (connection === undefined) return;
	connection.held = { since: at, noticedAt: noticedInMs === null ? null : at + noticedInMs, patienceMs };
	stand(draft, event);
}

export function released(draft: Draft, event: EventOf<"wire.released">): void {
	const connection = draft.edit("connections", event.connection);
	if (connection === undefined) return;
	delete connection.held;
	stand(draft, event);
}

export function delayed(draft: Draft, event: EventOf<"wire.delayed">): void {
	const { at, delayMs } = event;
	for (const packet of draft.index.packets.get(event.connection) ?? []) {
		const edited = withDelays(draft, packet);
		if (edited !== undefined) Object.assign(edited, { from: progress(edited, at), since: at, delayMs: delayMs ?? draft.delayMs });
	}
	const connection = draft.edit("connections", event.connection);
	if (connection === undefined) return;
	if (delayMs === null) delete connection.ownDelayMs;
	else connection.ownDelayMs = delayMs;
}

/** What is under way on this wire stands still where it is, or goes on from there. */
export function stand(draft: Draft, { connection, at }: OfWire): void {
	const still = standsStill(draft.connections[connection]);
	for (const packet of draft.index.packets.get(connection) ?? []) {
		const edited = withDelays(draft, packet);
		if (edited !== undefined) Object.assign(edited, { from: progress(edited, at), since: at, still });
	}
}

/** A packet that is let go up to the broker: from now on, the broker waits for as long again. A CONNECT says how long that is [MQTT-3.1.2-24]. */
export function heard(draft: Draft, { connection, fields }: Pick<PacketUnderWay, "connection" | "fields">, at: number): void {
	const held = draft.connections[connection]?.held;
	if (held === undefined) return;
	const patienceMs = fields.type === "CONNECT" ? fields.keepAlive * 1_500 || null : held.patienceMs;
	if (patienceMs !== null) change(draft, connection, { ...held, patienceMs, noticedAt: Math.max(held.noticedAt ?? 0, at + patienceMs) });
}

/** The broker has answered with a return code above 0, and waits for nothing more. */
export function refused(draft: Draft, connection: string): void {
	const held = draft.connections[connection]?.held;
	if (held !== undefined) change(draft, connection, { ...held, patienceMs: null, noticedAt: null });
}

function change(draft: Draft, connection: string, held: NonNullable<Connection["held"]>): void {
	const edited = draft.edit("connections", connection);
	if (edited !== undefined) edited.held = held;
}
