import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { CloseReason } from "#contract/reasons.ts";
import { fateOf } from "#model/fate-of.ts";
import type { Message, World } from "#model/world.ts";
import { QoS } from "#script/steps/fields.ts";

/** A message, named by its payload: names like m1 shift when somebody goes on by hand. */
const payload = z.string().check(z.maxLength(LIMITS.payloadPreview));
const payloads = z.array(payload);

/** One message as an application got it; a field that is left out is not compared. */
export const Got = z.union([
	payload,
	z.strictObject({ payload, qos: z.optional(QoS), retain: z.optional(z.boolean()), dup: z.optional(z.boolean()) }),
]);
export type Got = Readonly<z.infer<typeof Got>>;

/**
 * What can be seen of one client at one moment. Every field may be left out; what is stated is compared with the world.
 * A prediction, an expectation and a goal are all sketches: they are judged by state, never by clicks.
 */
export const Sketch = z.strictObject({
	online: z.optional(z.boolean()),
	/** Why the client's last connection ended. */
	ended: z.optional(CloseReason),
	/** What the broker holds for the client: a session that outlives the connection, one that ends with it, or none. */
	session: z.optional(z.enum(["persistent", "clean", "none"])),
	/** What the client's last CONNACK said. Only while the client is connected. */
	sessionPresent: z.optional(z.boolean()),
	/** Filters of the client's session, with the granted QoS. */
	subscriptions: z.optional(z.record(z.string(), QoS)),
	/** Messages waiting in the session, next out first. */
	queue: z.optional(payloads),
	/** Messages sent to the client and unacknowledged. */
	inflight: z.optional(payloads),
	/** What the client's application got since the room was cleared, in order. */
	received: z.optional(z.array(Got)),
	/** Messages dropped for the client, in order of publishing. */
	dropped: z.optional(payloads),
	/** Messages that the client itself keeps until they are acknowledged. */
	unacknowledged: z.optional(payloads),
	/** The broker's retained messages, by topic: they belong to no session. */
	retained: z.optional(z.record(z.string(), payload)),
	/** How many sessions the broker holds for all clients together. */
	sessions: z.optional(z.number()),
});
export type Sketch = Readonly<z.infer<typeof Sketch>>;
export type SketchKey = keyof Sketch;

/** Every field, filled in from a real client in a real world. Null: nothing can be said (no CONNACK, no end yet). */
export type FullSketch = {
	readonly online: boolean;
	readonly ended: CloseReason | null;
	readonly session: "persistent" | "clean" | "none";
	readonly sessionPresent: boolean | null;
	readonly subscriptions: Readonly<Record<string, Message["qos"]>>;
	readonly queue: readonly string[];
	readonly inflight: readonly string[];
	readonly received: readonly { readonly payload: string; readonly qos: Message["qos"]; readonly retain: boolean; readonly dup: boolean }[];
	readonly dropped: readonly string[];
	readonly unacknowledged: readonly string[];
	readonly retained: Readonly<Record<string, string>>;
	readonly sessions: number;
};

/** What the world says of this client, field by field. */
export function sketchOf(world: World, clientId: string): FullSketch {
	const client = world.clients[clientId];
	const session = world.sessions[clientId];
	const phase = client?.phase;
	const payloadOf = (message: string) => world.messages[message]?.payload ?? "";
	return {
		online: phase?.phase === "connected",
		ended: phase?.phase === "offline" ? phase.reason : null,
		session: session === undefined ? "none" : session.cleanSession ? "clean" : "persistent",
		sessionPresent: phase?.phase === "connected" ? phase.sessionPresent : null,
		subscriptions: Object.fromEntries(Object.entries(session?.subscriptions ?? {}).map(([filter, { qos }]) => [filter, qos])),
		queue: (session?.queue ?? []).map(({ message }) => payloadOf(message)),
		inflight: (session?.inflight ?? []).map(({ message }) => payloadOf(message)),
		received: (client?.received ?? []).map(({ payload, qos, retain, dup }) => ({ payload, qos, retain, dup })),
		dropped: droppedFor(world, clientId).map((message) => message.payload),
		// After PUBREC a message is acknowledged, and only its packet id is kept [MQTT-4.3.3-1].
		unacknowledged: (client?.outgoing ?? []).filter(({ awaits }) => awaits !== "PUBCOMP").map(({ message }) => payloadOf(message)),
		retained: Object.fromEntries(Object.values(world.retained).map((kept) => [kept.topic, kept.payload])),
		sessions: Object.keys(world.sessions).length,
	};
}

/** The messages that were dropped for this client, in order of publishing. */
export function droppedFor(world: World, clientId: string): readonly Message[] {
	return Object.values(world.messages).filter(({ message }) => fateOf(world, message, clientId).fate === "dropped");
}

/** The stated fields in which the world differs. */
export function differences(stated: Sketch, seen: FullSketch): readonly SketchKey[] {
	const keys = Object.keys(stated) as SketchKey[];
	return keys.filter((key) => stated[key] !== undefined && !isSo(key, stated, seen));
}

function isSo(key: SketchKey, stated: Sketch, seen: FullSketch): boolean {
	if (key === "received") {
		const wanted = stated.received ?? [];
		return wanted.length === seen.received.length && wanted.every((got, at) => isGot(got, seen.received[at]));
	}
	return canonical(stated[key]) === canonical(seen[key]);
}

function isGot(wanted: Got, got: FullSketch["received"][number] | undefined): boolean {
	if (got === undefined) return false;
	if (typeof wanted === "string") return got.payload === wanted;
	return (Object.keys(wanted) as (keyof typeof wanted)[]).every((key) => wanted[key] === undefined || wanted[key] === got[key]);
}

/** Two maps are equal whatever the order of their keys. */
function canonical(value: unknown): string {
	if (value === null || typeof value !== "object" || Array.isArray(value)) return JSON.stringify(value);
	return JSON.stringify(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
