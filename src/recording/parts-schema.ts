import * as z from "zod/mini";
import { Origin } from "#contract/event.ts";
import { Named } from "#contract/message-name.ts";
import { CloseReason, DropReason, EndReason } from "#contract/reasons.ts";

/** What several parts of a world are made of, as schemas: a recording comes from a file, which anybody can have written. */
export const name = z.string();
/** A field that is there or not: JSON has no undefined. z.optional() is what the rest of the page uses, and its code is there already. */
export const optional = z.optional as typeof z.exactOptional;
export const qos = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const packetId = z.number();
/** Room-clock ms. */
export const moment = z.number();

/**
 * A map whose names come from the wire: it has no inherited keys, and "__proto__" is a name like any other, which z.record() leaves out.
 */
export function mapOf<T>(each: z.ZodMiniType<T>): z.ZodMiniType<Readonly<Record<string, T>>> {
	return z.pipe(
		z.unknown(),
		z.transform((value, { issues }) => {
			const map: Record<string, T> = Object.create(null);
			if (typeof value !== "object" || value === null || Array.isArray(value))
				issues.push({ code: "custom", message: "no map", input: value });
			else
				for (const key of Object.keys(value)) {
					const one = each.safeParse((value as Record<string, unknown>)[key]);
					if (!one.success) {
						issues.push({ code: "custom", message: "no such entry", input: value });
						break;
					}
					map[key] = one.data;
				}
			return map;
		}),
	);
}

/** A list that is given up at the first entry that is wrong: z.array() gathers what is wrong with every one. */
export function listOf<T>(each: z.ZodMiniType<T>): z.ZodMiniType<readonly T[]> {
	return z.pipe(
		z.unknown(),
		z.transform((value, { issues }) => {
			const list: T[] = [];
			const wrong = (message: string) => void issues.push({ code: "custom", message, input: value });
			if (!Array.isArray(value)) wrong("no list");
			else
				for (const entry of value) {
					const one = each.safeParse(entry);
					if (!one.success) {
						wrong("no such entry");
						break;
					}
					list.push(one.data);
				}
			return list;
		}),
	);
}

const Full = z.object({ waiting: z.number(), inflight: z.number(), limit: z.number() });
const Awaited = z.enum(["PUBACK", "PUBREC", "PUBCOMP"]);
const givenUp = { reason: DropReason, full: z.nullable(Full), qos };

const Fallen = z.intersection(
	z.discriminatedUnion("unconfirmed", [
		z.object({ unconfirmed: z.literal(null), has: z.boolean() }),
		z.object({ unconfirmed: Awaited, has: z.literal(true) }),
	]),
	z.object({ ...givenUp, delivery: z.nullable(name), message: name, at: moment, former: optional(z.literal(true)) }),
);

const lost = optional(z.object({ reason: DropReason, full: z.nullable(Full) }));
const delivered = {
	fate: z.literal("delivered"),
	how: z.enum(["live", "queue", "retained", "redelivered"]),
	copies: z.number(),
	qos,
	packetId: z.nullable(packetId),
	at: moment,
	waitedMs: optional(z.number()),
	unconfirmed: optional(z.object({ awaited: Awaited, reason: DropReason })),
};
const copies = { lost, had: optional(z.object(delivered)), waitedMs: optional(z.number()) };

export const DecidedFate = z.discriminatedUnion("fate", [
	z.object({ fate: z.literal("queued"), since: moment, ...copies }),
	z.object({
		fate: z.literal("inflight"),
		why: z.enum(["still-on-wire", "with-sender", "at-broker", "sent", "released"]),
		how: z.enum(["live", "queue", "retained"]),
		packetId: z.nullable(packetId),
		attempt: z.number(),
		since: moment,
		...copies,
	}),
	z.object({ ...delivered, lost }),
	z.object({
		fate: z.literal("dropped"),
		reason: DropReason,
		filter: z.nullable(z.string()),
		grantedQos: z.nullable(qos),
		full: z.nullable(Full),
		at: moment,
	}),
	z.object({ fate: z.literal("unseen"), since: moment }),
	z.object({ fate: z.literal("none"), nearest: z.nullable(z.string()), ended: optional(moment) }),
]);

const connection = name;
const ClientPhase = z.discriminatedUnion("phase", [
	z.object({ phase: z.literal("connecting"), connection, since: moment }),
	z.object({ phase: z.literal("connected"), connection, since: moment, sessionPresent: z.boolean() }),
	z.object({ phase: z.literal("leaving"), connection, since: moment, polite: z.boolean() }),
	z.object({ phase: z.literal("offline"), since: moment, reason: CloseReason, says: z.string() }),
]);

const ClientCopy = z.object({
	message: name,
	packetId,
	qos: z.union([z.literal(1), z.literal(2)]),
	awaits: Awaited,
	attempts: z.number(),
});

const asked = { cleanSession: z.boolean(), keepAlive: z.number(), publishes: z.boolean(), subscribes: z.boolean() };
const Received = z.object({
	...Named.shape,
	topic: z.string(),
	payload: z.string(),
	qos,
	retain: z.boolean(),
	dup: z.boolean(),
	at: moment,
});

export const Client = z.object({
	...asked,
	clientId: name,
	origin: Origin,
	phase: ClientPhase,
	tookOver: z.nullable(Origin),
	outgoing: listOf(ClientCopy),
	incoming: listOf(packetId),
	received: listOf(Received),
	receivedCount: z.number(),
});

export const Connection = z.object({
	connection,
	origin: Origin,
	clientId: z.nullable(name),
	cleanSession: optional(z.boolean()),
	level: optional(z.number()),
	unanswered: optional(z.object({ ...asked, refused: z.boolean() })),
	early: optional(listOf(ClientCopy)),
	unread: optional(listOf(z.object({ type: Awaited, packetId, message: name }))),
	since: moment,
	accepted: z.nullable(z.object({ since: moment, sessionPresent: z.boolean() })),
	silent: z.nullable(z.object({ since: moment, noticedAt: z.nullable(moment) })),
	held: z.exactOptional(z.object({ since: moment, noticedAt: z.nullable(moment), patienceMs: z.nullable(z.number()) })),
	ownDelayMs: z.exactOptional(z.number()),
});

const Subscriptions = mapOf(z.object({ qos, at: moment, seq: z.number() }));
const formerly = optional(z.object({ endedAt: moment, subscriptions: Subscriptions }));
const fallen = { fallen: listOf(Fallen), fallenBefore: optional(z.number()), formerly };
const waiting = { delivery: name, message: name, since: moment };

export const Session = z.object({
	session: name,
	cleanSession: z.boolean(),
	createdAt: moment,
	connection: z.nullable(connection),
	offline: z.nullable(z.object({ since: moment, reason: CloseReason, expiresAt: z.nullable(moment) })),
	subscriptions: Subscriptions,
	queue: listOf(z.object({ ...waiting, qos })),
	highest: optional(z.object({ count: z.number(), at: moment })),
	inflight: listOf(
		z.object({
			...waiting,
			qos: z.union([z.literal(1), z.literal(2)]),
			packetId,
			attempt: z.number(),
			dup: z.boolean(),
			awaits: Awaited,
			arrived: z.boolean(),
		}),
	),
	incoming: listOf(z.object({ packetId, message: name })),
	awaitsRetained: z.boolean(),
	will: z.nullable(z.object({ topic: z.string(), payload: z.string(), qos, retain: z.boolean() })),
	...fallen,
	ending: optional(z.object({ names: listOf(name), count: z.number() })),
});

export const GoneSession = z.object({
	session: name,
	endedAt: moment,
	reason: EndReason,
	cleanSession: z.boolean(),
	connection: z.nullable(connection),
	subscriptions: Subscriptions,
	...fallen,
	because: optional(z.enum(["broker-restarted", "broker-replaced", "broker-forgets"])),
});
