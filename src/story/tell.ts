import { traitsOf } from "#contract/brokers.ts";
import type { FactOf, RoomEvent } from "#contract/event.ts";
import { PRESETS, presetOf } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { unreachable } from "#contract/unreachable.ts";
import type { World } from "#model/world.ts";
import type { Direction } from "#mqtt/packet.ts";
import { messageOf, packetName, packetText, route } from "./packet-line.ts";
import { logSettings, sayRestart } from "./say-settings.ts";
import { tellDecision } from "./tell-decision.ts";
import { asClause, clientAt, list, many, noticeText, packetAt, type Sides } from "./told-names.ts";

export type LogLine = {
	readonly seq: number;
	/** Room clock, ms. */
	readonly at: number;
	readonly kind: "packet" | "decision" | "room";
	readonly clientIds: readonly string[];
	readonly message: string | null;
	readonly text: string;
	readonly clause: string | null;
	readonly direction?: Direction;
};
/** What one event adds to the stamp. */
export type Told = Omit<LogLine, "seq" | "at" | "kind">;

/** One line of the log. `world` is the world after the event, `before` the one before it; null for an event that adds nothing to read. */
export function logLine(event: RoomEvent, world: World, before: World = world): LogLine | null {
	const stamp = { seq: event.seq, at: event.at };
	const sides = { world, before };
	switch (event.type) {
		case "room.opened":
		case "room.cleared":
		case "room.closing":
		case "room.kept":
		case "clock.paused":
		case "clock.resumed":
		case "delay.changed":
		case "limit.reached":
		case "frame.refused":
		case "settings.changed":
		case "broker.restarted":
			return { ...stamp, kind: "room", ...tellRoom(event, sides) };
		case "connection.opened":
		case "connection.ending":
		case "packet.entered":
		case "packet.passed":
		case "packet.arrived":
		case "packet.lost":
		case "packet.malformed":
		case "wire.silenced":
		case "wire.mended": {
			const told = tellPacket(event, sides);
			return told === null ? null : { ...stamp, kind: "packet", ...told };
		}
		case "connection.closed":
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
			return { ...stamp, kind: "decision", ...tellDecision(event, sides) };
		default:
			return unreachable(event);
	}
}

type RoomFact = FactOf<
	| "room.opened"
	| "room.cleared"
	| "room.closing"
	| "room.kept"
	| "clock.paused"
	| "clock.resumed"
	| "delay.changed"
	| "limit.reached"
	| "frame.refused"
	| "settings.changed"
	| "broker.restarted"
>;

function tellRoom(event: RoomFact, sides: Sides): Told {
	const plain = (text: string): Told => ({ clientIds: [], message: null, text, clause: null });
	switch (event.type) {
		case "room.opened":
			return plain(`Room ${event.room} opened: ${event.broker}, ${openedWith(event.settings)}`);
		case "settings.changed":
			return plain(logSettings(event, sides));
		case "broker.restarted":
			return { ...plain(sayRestart(event, sides).slice(0, -1)), clause: "4.1" };
		case "room.cleared":
			return plain("Room cleared: a new broker, nothing is kept");
		case "room.closing": {
			const held = event.sessions.length === 0 ? "" : `; the sessions of ${list(event.sessions)} go with it`;
			return { ...plain(`Room closes in ${many(Math.ceil(event.inMs / 60_000), "minute")}${held}`), clientIds: event.sessions };
		}
		case "room.kept":
			return plain("Room stays open");
		case "clock.paused":
			return plain("Paused: the room clock stands still");
		case "clock.resumed":
			return plain("Resumed");
		case "delay.changed":
			return plain(event.delayMs === 0 ? "Wire delay: none" : `Wire delay: ${event.delayMs} ms`);
		case "limit.reached": {
			const client = event.connection === null ? null : clientAt(sides, event.connection);
			return { ...plain(`Limit reached (${event.limit}): ${event.says}`), clientIds: client === null ? [] : [client] };
		}
		case "frame.refused":
			return plain(`Refused a frame on the room socket: ${event.says}`);
		default:
			return unreachable(event);
	}
}

function openedWith(settings: BrokerSettings): string {
	const preset = presetOf(settings);
	if (preset !== null) return traitsOf(settings).tunable ? `settings of ${PRESETS[preset].label}` : PRESETS[preset].label;
	return `max_queued_messages ${settings.maxQueuedMessages}, max_inflight_messages ${settings.maxInflightMessages}`;
}

type PacketFact = FactOf<
	| "wire.silenced"
	| "wire.mended"
	| "connection.opened"
	| "connection.ending"
	| "packet.entered"
	| "packet.passed"
	| "packet.arrived"
	| "packet.lost"
	| "packet.malformed"
>;

function tellPacket(event: PacketFact & { readonly at: number }, sides: Sides): Told | null {
	const line = (
		connection: string,
		text: (client: string) => string,
		message: string | null = null,
		clause: string | null = null,
	): Told => {
		const client = clientAt(sides, connection);
		return { clientIds: client === null ? [] : [client], message, text: text(client ?? connection), clause };
	};
	switch (event.type) {
		case "connection.opened":
			return line(event.connection, (client) => `Connection ${client} opened (${originText(event.origin)})`);
		case "connection.ending":
			return line(event.connection, (client) => `${event.direction === "up" ? client : "broker"} closed its end`);
		case "wire.silenced": {
			const notice = noticeText(sides, event.connection, event.at);
			const clause = event.noticedInMs === null ? null : "MQTT-3.1.2-24";
			return line(event.connection, (client) => `Wire of ${client} silent: ${asClause(notice)}`, null, clause);
		}
		case "wire.mended":
			return line(event.connection, (client) => `Wire of ${client} mended: what stood still goes on`);
		case "packet.entered":
		case "packet.passed": {
			const { direction, fields, connection } = event;
			return { ...line(connection, (client) => `${route(direction, client)} ${packetText(fields)}`, messageOf(fields)), direction };
		}
		case "packet.arrived": {
			const packet = packetAt(sides, event.packet);
			if (packet === undefined) return null;
			const { direction, fields, connection } = packet;
			const end = (client: string) => (direction === "up" ? "broker" : client);
			const name = [packetName(fields), messageOf(fields)].filter(Boolean).join(" ");
			return {
				...line(connection, (client) => `${end(client)} has ${name}${event.stepped ? " (step)" : ""}`, messageOf(fields)),
				direction,
			};
		}
		case "packet.lost": {
			const packet = packetAt(sides, event.packet);
			if (packet === undefined) return null;
			const { direction, fields, connection } = packet;
			const name = [packetName(fields), messageOf(fields)].filter(Boolean).join(" ");
			return {
				...line(connection, (client) => `${route(direction, client)} lost with the connection: ${name}`, messageOf(fields)),
				direction,
			};
		}
		case "packet.malformed": {
			const hex = event.hex === "" ? "" : ` (${event.hex})`;
			return {
				...line(event.connection, (client) => `${route(event.direction, client)} malformed: ${event.says}${hex}`, null, event.clause),
				direction: event.direction,
			};
		}
		default:
			return unreachable(event);
	}
}

function originText(origin: FactOf<"connection.opened">["origin"]): string {
	return origin.kind === "lab" ? "from a page" : `guest, ${origin.transport === "tcp" ? "TCP" : "WebSocket"}`;
}
