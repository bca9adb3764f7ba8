import * as z from "zod/mini";
import { Visitor } from "#contract/door.ts";
import { PacketFields } from "#contract/event.ts";
import { Named } from "#contract/message-name.ts";
import { BrokerSettings } from "#contract/settings.ts";
import type { World } from "#model/world.ts";
import { Client, Connection, DecidedFate, GoneSession, listOf, mapOf, moment, name, optional, qos, Session } from "./parts-schema.ts";

const direction = z.enum(["up", "down"]);
const packet = { packet: name, connection: name, direction, bytes: z.number(), fields: PacketFields, enteredAt: moment };

const Message = z.object({
	...Named.shape,
	publisher: name,
	topic: z.string(),
	payload: z.string(),
	payloadBytes: z.number(),
	qos,
	retain: z.boolean(),
	at: moment,
	phase: z.enum(["to-broker", "at-broker", "with-sender", "accepted", "lost", "refused"]),
	publications: z.number(),
	kept: optional(z.literal(true)),
	decided: z.nullable(z.number()),
});

const Tally = z.object({
	delivered: z.number(),
	queued: z.number(),
	inflight: z.number(),
	dropped: z.number(),
	unseen: z.number(),
	none: z.number(),
});

/** The world as a file has it. What it says of one thing in two places is not compared here: see holdsTogether(). */
export const WorldSchema: z.ZodMiniType<World> = z.object({
	seq: z.number().check(z.int(), z.gte(0)),
	at: moment,
	wall: z.nullable(z.object({ at: moment, ms: z.number() })),
	room: z.string(),
	broker: z.string(),
	settings: BrokerSettings,
	clearedSeq: z.number(),
	restarts: z.number(),
	restarting: z.object({
		sessions: z.number(),
		clean: z.number(),
		messages: z.number(),
		another: z.boolean(),
		since: z.nullable(moment),
	}),
	forgetful: z.nullable(z.object({ since: moment, at: moment, replacedAt: z.nullable(moment) })),
	closing: z.nullable(z.object({ at: moment, sessions: listOf(name) })),
	clock: z.object({ paused: z.boolean() }),
	door: z.object({
		count: z.number(),
		visitors: listOf(z.object({ ...Visitor.shape, seq: z.number(), at: moment, times: z.number() })),
	}),
	delayMs: z.number(),
	clients: mapOf(Client),
	connections: mapOf(Connection),
	packets: mapOf(z.object({ ...packet, from: z.number(), since: moment, delayMs: z.number(), still: z.boolean() })),
	lost: listOf(z.object({ ...packet, lostAt: moment, progress: z.number(), clientId: z.nullable(name) })),
	sessions: mapOf(Session),
	gone: mapOf(GoneSession),
	retained: mapOf(z.object({ topic: z.string(), message: name, payload: z.string(), qos, at: moment })),
	messages: mapOf(Message),
	fates: mapOf(mapOf(DecidedFate)),
	copies: mapOf(mapOf(z.number())),
	forgotten: z.object({ messages: z.number(), bySubscriber: mapOf(Tally) }),
	named: z.object({ plain: z.number(), retained: z.number(), will: z.number() }),
});

/** Whether each thing in a world has the name under which it is listed. */
export function holdsTogether({ clients, connections, packets, sessions, gone, retained, messages, fates, copies }: World): boolean {
	const listed = (map: Readonly<Record<string, object>>, by: string) =>
		Object.entries(map).every(([key, one]) => (one as Readonly<Record<string, unknown>>)[by] === key);
	return (
		listed(clients, "clientId") &&
		listed(connections, "connection") &&
		listed(packets, "packet") &&
		listed(sessions, "session") &&
		listed(gone, "session") &&
		listed(retained, "topic") &&
		listed(messages, "message") &&
		// Within one turn of the room a connection may be over that something else still names; a fate without its message is never there.
		[...Object.keys(fates), ...Object.keys(copies)].every((message) => messages[message] !== undefined)
	);
}
