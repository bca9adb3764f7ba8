import type { FactOf, RoomEvent } from "#contract/event.ts";
import { unreachable } from "#contract/unreachable.ts";
import { progress } from "#model/progress.ts";
import type { PacketUnderWay, World } from "#model/world.ts";
import { narrateDelivery } from "./narrate-delivery.ts";
import { narrateSession } from "./narrate-session.ts";
import { messageOf, packetName } from "./packet-line.ts";
import { sayRestart, saySettings } from "./say-settings.ts";
import { asClause, clientAt, LEFT, list, noticeText, packetAt, type Sides } from "./told-names.ts";

/**
 * The narrator's one sentence about an event: who did what, then why. Null where another event of the same moment says it better.
 * `world` is the world after the event, `before` the one before it.
 */
export function narrate(event: RoomEvent, world: World, before: World = world): string | null {
	const sides = { world, before };
	switch (event.type) {
		case "clock.paused":
			return narratePaused(world, event.at);
		case "clock.resumed":
			return Object.keys(world.packets).length === 0
				? "Running. No packet is on a wire."
				: "Running. The packets go on from where they were.";
		case "room.opened":
		case "room.cleared":
		case "room.closing":
		case "room.kept":
		case "delay.changed":
		case "limit.reached":
		case "frame.refused":
			return narrateRoom(event);
		case "settings.changed":
			return saySettings(event, sides);
		case "broker.restarted":
			return sayRestart(event, sides);
		case "connection.opened":
			return null;
		case "connection.ending":
		case "wire.silenced":
		case "wire.mended":
			return narrateSilence(event, sides);
		case "connection.closed":
			return narrateClosed(event, sides);
		case "packet.entered":
		case "packet.passed":
			return narrateLeaving(event, sides);
		case "packet.arrived":
			return narrateArrival(event, sides);
		case "packet.lost":
			return narrateLoss(event, sides);
		case "packet.malformed":
			return `${clientAt(sides, event.connection) ?? "A client"} sent bytes that are no MQTT packet: ${asClause(event.says)}.`;
		case "session.created":
		case "session.resumed":
		case "session.offline":
		case "session.discarded":
		case "subscription.added":
		case "subscription.replaced":
		case "subscription.removed":
		case "subscription.refused":
		case "incoming.held":
		case "incoming.released":
		case "will.armed":
		case "will.disarmed":
		case "will.fired":
			return narrateSession(event, sides);
		case "publication.accepted":
		case "publication.duplicate":
		case "publication.refused":
		case "delivery.queued":
		case "delivery.sent":
		case "delivery.released":
		case "delivery.acked":
		case "delivery.dropped":
		case "retained.set":
		case "retained.cleared":
			return narrateDelivery(event, sides);
		default:
			return unreachable(event);
	}
}

function narrateRoom(
	event: FactOf<"room.opened" | "room.cleared" | "room.closing" | "room.kept" | "delay.changed" | "limit.reached" | "frame.refused">,
): string {
	switch (event.type) {
		case "room.opened":
			return "The room is open. Nobody has connected yet.";
		case "room.cleared":
			return "The room is clear: a new broker, and nothing is kept.";
		case "room.closing": {
			const minutes = Math.max(1, Math.ceil(event.inMs / 60_000));
			const held = event.sessions.length === 0 ? "" : ` The sessions of ${list(event.sessions)} go with it.`;
			return `This room closes in ${minutes === 1 ? "1 minute" : `${minutes} minutes`} unless somebody comes.${held}`;
		}
		case "room.kept":
			return "Somebody is here again. The room stays open.";
		case "delay.changed":
			return event.delayMs === 0 ? "The wires have no delay now." : `A packet now takes ${event.delayMs / 1_000} s across a wire.`;
		case "limit.reached":
			return sentence(event.says);
		case "frame.refused":
			return `The room refused a command: ${asClause(event.says)}.`;
		default:
			return unreachable(event);
	}
}

/** Told last of all that a leaving brings, so it says too what became of the session. DISCONNECT is told by the session alone. */
function narrateClosed(event: FactOf<"connection.closed">, sides: Sides): string | null {
	const client = clientAt(sides, event.connection) ?? "A client";
	switch (event.reason) {
		case "cut":
			return `Cable cut. ${client} is offline without DISCONNECT, and ${sessionAfter(client, sides)}.`;
		case "client-gone":
			return `Unplugged. ${client} closed its end without DISCONNECT, and ${sessionAfter(client, sides)}.`;
		case "keep-alive":
			return `The broker heard nothing from ${client} for 1.5 times its keep alive and closed the connection; ${sessionAfter(client, sides)}.`;
		case "takeover":
			return `${client} connected a second time, so the broker closed its first connection.`;
		case "not-allowed":
			// Nothing is wrong with such a PUBLISH: this broker does not allow it.
			return `The broker closed the connection of ${client}: ${asClause(event.says)}.`;
		case "protocol-error":
		case "refused":
		case "overflow":
			return `${client} ${LEFT[event.reason]}: ${asClause(event.says)}.`;
		case "disconnect":
		case "broker-restart": // the restart tells it
			return null;
		case "room-closed":
			return "The room closed.";
		default:
			return unreachable(event.reason);
	}
}

/** One end of a silent wire knows nothing of the other. */
function narrateSilence(
	event: FactOf<"connection.ending" | "wire.silenced" | "wire.mended"> & { readonly at: number },
	sides: Sides,
): string | null {
	const { type, connection } = event;
	const client = clientAt(sides, connection) ?? "a client";
	if (type === "wire.mended") return `The wire of ${client} is mended. What stood still goes on.`;
	const untold = `${noticeText(sides, connection, event.at)}.`;
	if (type === "wire.silenced") return `Silent. Nothing passes on ${client}’s wire. ${untold}`;
	const silent = event.direction === "up" && (sides.world.connections[connection]?.silent ?? null) !== null;
	return silent ? `Half open. ${client} has closed its end. ${untold}` : null;
}

function sessionAfter(client: string, { world }: Sides): string {
	const session = world.sessions[client];
	return session === undefined || session.cleanSession ? "its clean session ended with the connection" : "the broker keeps its session";
}

function narrateLeaving(event: FactOf<"packet.entered" | "packet.passed">, sides: Sides): string | null {
	const { fields, direction, connection } = event;
	if (direction === "down") return null;
	const client = clientAt(sides, connection) ?? "A client";
	switch (fields.type) {
		case "CONNECT":
			return `${client} sent CONNECT with clean_session = ${fields.cleanSession}.`;
		case "PUBLISH":
			if (sides.world.clock.paused) return `Paused. ${heldText(fields.message, client)}`;
			return `${client} ${fields.attempt > 1 ? `sent ${fields.message} again` : `published ${fields.message}`} at QoS ${fields.qos}. It is on the wire.`;
		case "SUBSCRIBE":
			return `${client} asks for ${list(fields.filters.map((asked) => `${asked.filter} at QoS ${asked.qos}`))}.`;
		case "UNSUBSCRIBE":
			return `${client} gives up ${list(fields.filters)}.`;
		case "DISCONNECT":
			return `${client} sent DISCONNECT and closes its end.`;
		default:
			return null;
	}
}

/** Only what no decision of the broker tells: what arrived at a client. */
function narrateArrival(event: FactOf<"packet.arrived">, sides: Sides): string | null {
	const packet = packetAt(sides, event.packet);
	if (packet === undefined) return null;
	const { fields } = packet;
	if (packet.direction === "up") return event.stepped ? `${packetName(fields)} reached the broker.` : null;
	const client = clientAt(sides, packet.connection) ?? "a client";
	switch (fields.type) {
		case "CONNACK":
			if (fields.returnCode !== 0) return `The broker refused ${client} with return code ${fields.returnCode}.`;
			return `${client} is connected. Session present is ${fields.sessionPresent ? 1 : 0}.`;
		case "PUBLISH":
			if (fields.qos === 0) return `${fields.message} reached ${client} at QoS 0. Nothing confirms it.`;
			return `${fields.message} reached ${client} as #${fields.packetId}. The broker waits for ${fields.qos === 1 ? "PUBACK" : "PUBREC"}.`;
		case "PUBACK":
		case "PUBCOMP":
			return `${packetName(fields)} reached ${client}. It forgets its copy${fields.message === null ? "" : ` of ${fields.message}`}.`;
		case "SUBACK":
			return `${client} has its SUBACK. The subscription stands.`;
		default:
			return event.stepped ? `${packetName(fields)} reached ${client}.` : null;
	}
}

function narrateLoss(event: FactOf<"packet.lost">, sides: Sides): string | null {
	const packet = packetAt(sides, event.packet);
	if (packet === undefined) return null;
	const { fields } = packet;
	const name = messageOf(fields) ?? packetName(fields);
	const client = clientAt(sides, packet.connection) ?? "the client";
	if (fields.type !== "PUBLISH") return `${packetName(fields)} was on ${client}’s wire and is lost with the connection.`;
	if (fields.qos === 0) return `${name} was on ${client}’s wire when it was cut. QoS 0 is never sent again, so it is gone.`;
	// A clean session ends with its connection: both ends throw their copies away in the same moment.
	if (sides.before.clients[client]?.cleanSession) {
		return `${name} was lost with ${client}’s connection. Its session was clean, so nothing is sent again.`;
	}
	const keeper = packet.direction === "up" ? client : "The broker";
	return `${name} was lost with ${client}’s connection. ${keeper} keeps a copy and can send it again.`;
}

/** What stands still where, for the narrator while the room is paused. `now` in room-clock ms. */
export function narratePaused(world: World, now: number): string {
	const held = Object.values(world.packets);
	const first = held.reduce<PacketUnderWay | null>((soonest, packet) => {
		return soonest === null || remaining(packet, now) < remaining(soonest, now) ? packet : soonest;
	}, null);
	if (first === null) return "Paused. No packet is on a wire.";
	const name = first.fields.type === "PUBLISH" ? first.fields.message : packetName(first.fields);
	const client = world.connections[first.connection]?.clientId ?? "a client";
	const others = held.length === 1 ? "" : held.length === 2 ? " One more packet is held." : ` ${held.length - 1} more packets are held.`;
	return `Paused. ${heldText(name, client, first.direction === "up" ? "The broker" : client)}${others}`;
}

function heldText(name: string, client: string, unaware = "The broker"): string {
	return `${name} is still on ${client}’s wire. ${unaware} has not seen it yet.`;
}

function remaining(packet: PacketUnderWay, now: number): number {
	return packet.delayMs * (1 - progress(packet, now));
}

function sentence(says: string): string {
	const text = `${says.charAt(0).toUpperCase()}${says.slice(1)}`;
	return text.endsWith(".") ? text : `${text}.`;
}
