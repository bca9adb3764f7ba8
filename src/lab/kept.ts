import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { clientIdFault } from "./client-id.ts";
import type { ClientSetup } from "./setup.ts";

const qos = z.union([z.literal(0), z.literal(1), z.literal(2)]);
const Setup = z.object({
	clientId: z.string().check(z.refine((id) => clientIdFault(id) === null)),
	cleanSession: z.boolean(),
	keepAlive: z.int().check(z.gte(0), z.lte(65_535)),
	will: z.nullable(z.object({ topic: z.string(), payload: z.string(), qos, retain: z.boolean() })),
	side: z.enum(["publisher", "subscriber"]),
	publish: z.object({
		topic: z.string(),
		payload: z.string(),
		qos,
		retain: z.boolean(),
		times: z.int().check(z.gte(1), z.lte(LIMITS.burst)),
	}),
	subscribe: z.object({ filter: z.string(), qos }),
});
const Kept = z.array(z.object({ setup: Setup, everConnected: z.boolean(), wasPlugged: z.boolean() })).check(z.maxLength(LIMITS.labClients));

/** One card as it survives a reload. wasPlugged: whether the client held a connection when the card was written. */
export type KeptClient = { readonly setup: ClientSetup; readonly everConnected: boolean; readonly wasPlugged: boolean };

const key = (room: string) => `slow-wire/${room}/lab`;

/** The cards of this room; null if nothing readable is kept. Never throws: a browser may forbid access to its storage. */
export function readLab(storage: Storage, room: string): readonly KeptClient[] | null {
	try {
		const text = storage.getItem(key(room));
		if (text === null) return null;
		const read = z.safeParse(Kept, JSON.parse(text));
		return read.success && namesOnce(read.data) ? read.data : null;
	} catch {
		return null;
	}
}

export function writeLab(storage: Storage, room: string, kept: readonly KeptClient[]): void {
	try {
		storage.setItem(key(room), JSON.stringify(kept));
	} catch {
		// The storage is full or forbidden: the cards last as long as the page.
	}
}

function namesOnce(kept: readonly KeptClient[]): boolean {
	return new Set(kept.map(({ setup }) => setup.clientId)).size === kept.length;
}
