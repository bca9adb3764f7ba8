import type { EventOf, PacketFields } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Direction } from "#mqtt/packet.ts";
import { delayChanges, withDelays } from "./delays.ts";
import type { Draft } from "./draft.ts";
import { forgetClients, mayBeForgottenNow } from "./forget.ts";
import * as held from "./held.ts";
import { stand, standsStill } from "./held.ts";
import { onTheWall } from "./on-the-wall.ts";
import { progress } from "./progress.ts";
import * as half from "./reduce-client.ts";
import * as delivery from "./reduce-delivery.ts";
import * as message from "./reduce-message.ts";
import type { PacketUnderWay } from "./world.ts";
import { leave, packetEntered, packetLeft } from "./world-index.ts";

export function opened(draft: Draft, event: EventOf<"connection.opened">): void {
	const { connection, origin, at } = event;
	draft.put("connections", connection, { connection, origin, clientId: null, since: at, accepted: null, silent: null });
}

export function ending(draft: Draft, event: EventOf<"connection.ending">): void {
	if (event.direction !== "up") return;
	const client = half.clientOf(draft, event.connection);
	if (client === undefined || client.phase.phase === "offline" || client.phase.phase === "leaving") return;
	if (client.phase.connection !== event.connection) return;
	client.phase = { phase: "leaving", connection: event.connection, since: event.at, polite: false };
}

export function closed(draft: Draft, event: EventOf<"connection.closed">): void {
	const turnedAway = half.isTurnedAway(draft, event.connection, event.reason);
	const client = half.clientOf(draft, event.connection);
	const { origin = null, clientId = null, cleanSession = false } = draft.connections[event.connection] ?? {};
	if (event.reason === "broker-restart") restarted(draft, event.connection, clientId);
	draft.remove("connections", event.connection);
	if (clientId !== null) leave(draft.index.connections, clientId, event.connection);
	if (client !== undefined && client.phase.phase !== "offline") {
		// After a takeover the client's phase belongs to the newer connection.
		if (client.phase.connection !== event.connection) {
			if (event.reason === "takeover") client.tookOver = origin;
			// What a newer CONNECT asks for does not count before it is accepted.
			if (!turnedAway && draft.connections[client.phase.connection]?.unanswered !== undefined) half.ends(draft, client, cleanSession);
		} else {
			// Even where an older connection goes on: what the client sent on this one is not sent again on that.
			if (!turnedAway) half.ends(draft, client, cleanSession);
			if (!half.goesOn(draft, client)) {
				client.phase = { phase: "offline", since: event.at, reason: event.reason, says: event.says };
			}
		}
	}
	if (clientId !== null) mayBeForgottenNow(draft, clientId);
	forgetClients(draft);
}

/** A clean session ends with its connection, before or after this is told. */
function restarted(draft: Draft, connection: string, clientId: string | null): void {
	const session = clientId === null ? undefined : (draft.sessions[clientId] ?? draft.gone[clientId]);
	const clean = session?.connection === connection && session.cleanSession ? 1 : 0;
	draft.restarting = { ...draft.restarting, clean: draft.restarting.clean + clean, since: draft.restarting.since ?? draft.at };
}

export function delayChanged(draft: Draft, event: EventOf<"delay.changed">): void {
	draft.delayMs = event.delayMs;
	delayChanges(draft, event.at, event.delayMs);
}

export function entered(draft: Draft, event: EventOf<"packet.entered">): void {
	const { packet, connection, direction, bytes, fields, at, delayMs } = event;
	const still = standsStill(draft.connections[connection]);
	draft.put("packets", packet, { packet, connection, direction, bytes, fields, enteredAt: at, from: 0, since: at, delayMs, still });
	packetEntered(draft.index, { packet, connection, direction, fields });
	if (fields.type === "CONNACK" && fields.returnCode !== 0) held.refused(draft, connection);
	left(draft, connection, direction, fields, at);
}

export function silenced(draft: Draft, event: EventOf<"wire.silenced">): void {
	const { at, noticedInMs } = event;
	const connection = draft.edit("connections", event.connection);
	if (connection === undefined) return;
	connection.silent = { since: at, noticedAt: noticedInMs === null ? null : at + noticedInMs };
	stand(draft, event);
}

export function mended(draft: Draft, event: EventOf<"wire.mended">): void {
	const connection = draft.edit("connections", event.connection);
	if (connection === undefined) return;
	connection.silent = null;
	stand(draft, event);
}

export function passed(draft: Draft, event: EventOf<"packet.passed">): void {
	left(draft, event.connection, event.direction, event.fields, event.at);
	reached(draft, event.connection, event.direction, event.fields, event.at);
}

export function arrived(draft: Draft, event: EventOf<"packet.arrived">): void {
	onTheWall(draft, event.wall);
	const packet = draft.packets[event.packet];
	if (packet === undefined) return;
	draft.remove("packets", event.packet);
	packetLeft(draft.index, packet);
	if (packet.direction === "up") held.heard(draft, packet, event.at);
	reached(draft, packet.connection, packet.direction, packet.fields, event.at);
}

export function lost(draft: Draft, event: EventOf<"packet.lost">): void {
	const packet: PacketUnderWay | undefined = withDelays(draft, event.packet);
	if (packet === undefined) return;
	draft.remove("packets", event.packet);
	packetLeft(draft.index, packet);
	const { from: _from, since: _since, delayMs: _delayMs, still: _still, ...plain } = packet;
	const clientId = draft.connections[packet.connection]?.clientId ?? null;
	const fallen = { ...plain, lostAt: event.at, progress: progress(packet, event.at), clientId };
	draft.lost = [...draft.lost, fallen].slice(-LIMITS.lostPackets);
	if (packet.fields.type !== "PUBLISH") return;
	if (packet.direction === "up") message.lostOnTheWayUp(draft, packet.fields);
	else if (clientId !== null) delivery.lostOnTheWayDown(draft, packet.fields, clientId, event.at);
}

function left(draft: Draft, connection: string, direction: Direction, fields: PacketFields, at: number): void {
	if (direction === "down") return fields.type === "CONNACK" ? half.answered(draft, connection, fields.returnCode === 0) : undefined;
	if (fields.type === "CONNECT") half.connecting(draft, connection, fields, at);
	const client = half.clientOf(draft, connection);
	if (client === undefined) return;
	switch (fields.type) {
		case "PUBLISH":
			message.named(draft, fields, client.clientId, at);
			return half.sends(draft, client, connection, fields);
		case "PUBREL":
			// Before the CONNACK, of a message whose PUBREC came on an earlier connection: that says already what the client waits for.
			return draft.connections[connection]?.unanswered === undefined ? half.awaits(draft, client, fields.packetId, "PUBCOMP") : undefined;
		case "SUBSCRIBE":
			return half.subscribes(draft, client, connection);
		case "DISCONNECT":
			// After a newer CONNECT the phase belongs to the newer connection.
			if (client.phase.phase === "offline" || client.phase.connection !== connection) return;
			client.phase = { phase: "leaving", connection, since: at, polite: true };
			return;
		default:
			return;
	}
}

function reached(draft: Draft, connection: string, direction: Direction, fields: PacketFields, at: number): void {
	if (direction === "up") return fields.type === "PUBLISH" ? message.arrivedAtBroker(draft, fields) : undefined;
	const client = half.clientOf(draft, connection);
	if (client === undefined) return;
	switch (fields.type) {
		case "CONNACK":
			if (fields.returnCode === 0) half.connected(draft, client, connection, { since: at, sessionPresent: fields.sessionPresent === true });
			return;
		case "PUBLISH":
			if (half.receives(draft, client, fields, at)) delivery.reachedApplication(draft, fields, client.clientId, at);
			return;
		case "PUBACK":
		case "PUBREC":
		case "PUBCOMP":
			return half.acknowledged(draft, client, connection, fields.type, fields.packetId);
		case "PUBREL":
			return half.releases(draft, client, fields.packetId);
		default:
			return;
	}
}
