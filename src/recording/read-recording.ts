import * as z from "zod/mini";
import { fromBase64 } from "#contract/base64.ts";
import { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import { fold } from "#model/reduce.ts";
import type { PacketBytes } from "#room/room-state.ts";
import { isCountable, isWithin } from "./bounds.ts";
import { canPack, gunzip, isPacked } from "./gzip.ts";
import { mapOf } from "./parts-schema.ts";
import { FORMAT, type RoomRecording, VERSION } from "./recording.ts";
import { holdsTogether, WorldSchema } from "./world-schema.ts";

export type ReadRecording = { readonly ok: true; readonly recording: RoomRecording } | { readonly ok: false; readonly says: string };

const NOT_ONE = "This file is not a recording of Slow Wire.";
const DAMAGED = "This recording is damaged, and cannot be opened.";
const TOO_LARGE = `This file is too large: a recording that this page opens has at most ${LIMITS.recordingBytes / (1024 * 1024)} MB.`;
const TOO_MUCH = `This recording is too long: a page keeps at most ${LIMITS.historyEvents.toLocaleString("en")} events.`;
const UNREADABLE = "This file could not be read. Has it been moved since?";
const CANNOT_UNPACK = "This recording is packed, and this browser cannot unpack it. A newer browser can.";

const Head = z.object({ format: z.literal(FORMAT), version: z.number() });
const Body = z.object({
	room: z.string().check(z.minLength(1), z.maxLength(LIMITS.roomName)),
	saved: z.string(),
	now: z.number(),
	own: z.array(z.string()).check(z.maxLength(LIMITS.labClients)),
	base: WorldSchema,
	bytes: mapOf(z.object({ base64: z.string(), whole: z.number().check(z.int(), z.gte(0)) })),
});
/** So many events, or packets, are read in one go: then the page has time for a person. */
const AT_ONCE = 2_000;

/** Reads a file that anybody can have written, a little at a time. told: hears which share of it is read. Never throws: what is wrong with it is said. */
export async function readRecording(file: Blob, told: (share: number) => void = () => {}): Promise<ReadRecording> {
	if (file.size > LIMITS.recordingBytes) return refused(TOO_LARGE);
	const packed = await isPacked(file).catch(() => null);
	if (packed === null) return refused(UNREADABLE);
	if (packed && !canPack()) return refused(CANNOT_UNPACK);
	const text = packed ? await gunzip(file, LIMITS.recordingTextBytes) : await file.text().catch(() => null);
	if (text === null) return refused(packed ? DAMAGED : UNREADABLE);
	if (text === "too-large") return refused(TOO_LARGE);
	const reading = reads(text);
	for (;;) {
		const { done, value } = reading.next();
		if (done) return value;
		told(value);
		await new Promise((next) => setTimeout(next));
	}
}

/** The same for its text, all at once. */
export function parseRecording(text: string): ReadRecording {
	const reading = reads(text);
	for (;;) {
		const { done, value } = reading.next();
		if (done) return value;
	}
}

/** Tells again and again which share is read. The shares are about those of the time that it takes. */
function* reads(text: string): Generator<number, ReadRecording> {
	if (!isCountable(text)) return refused(text.includes(FORMAT) ? TOO_MUCH : NOT_ONE);
	const json = parsed(text);
	if (json === undefined) return refused(text.includes(FORMAT) ? DAMAGED : NOT_ONE);
	const head = readAs(Head, json);
	if (head === null) return refused(NOT_ONE);
	if (head.version > VERSION) return refused(`Recorded by a newer Slow Wire (format ${head.version}). This one reads ${VERSION}.`);
	const { events: unread, ...rest } = json as Readonly<Record<string, unknown>>;
	if (Array.isArray(unread) && unread.length > LIMITS.historyEvents) return refused(TOO_MUCH);
	if (head.version !== VERSION || !Array.isArray(unread) || !isWithin(rest, LIMITS.recorded.list)) return refused(DAMAGED);
	const body = readAs(Body, rest);
	if (body === null) return refused(DAMAGED);
	yield 0.2;
	const events: RoomEvent[] = [];
	for (let at = 0; at < unread.length; at += AT_ONCE) {
		const some = eventsOf(unread.slice(at, at + AT_ONCE));
		if (some === null) return refused(DAMAGED);
		for (const event of some) events.push(event);
		yield 0.2 + (0.4 * events.length) / unread.length;
	}
	const bytes = new Map<string, PacketBytes>();
	const packets = Object.entries(body.bytes);
	for (let at = 0; at < packets.length; at += AT_ONCE) {
		for (const [packet, kept] of packets.slice(at, at + AT_ONCE)) putBytes(bytes, packet, kept);
		yield 0.6 + (0.1 * at) / packets.length;
	}
	const recording: RoomRecording = { ...body, events, bytes };
	return (yield* isSound(recording)) ? { ok: true, recording } : refused(DAMAGED);
}

/** Null: it is not what the schema says. A schema throws where there is more wrong than it can gather. */
function readAs<T>(schema: z.ZodMiniType<T>, json: unknown): T | null {
	try {
		const read = schema.safeParse(json);
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}

/** One by one, up to the first that is wrong. */
function eventsOf(written: readonly unknown[]): readonly RoomEvent[] | null {
	const events: RoomEvent[] = [];
	for (const one of written) {
		// No list of an event is longer than the sessions of a room.
		const event = isWithin(one, LIMITS.sessions) ? readAs(RoomEvent, one) : null;
		if (event === null) return null;
		events.push(event as RoomEvent);
	}
	return events;
}

function refused(says: string): ReadRecording {
	return { ok: false, says };
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/** What is not base64 is left out: such a packet has no bytes here. */
function putBytes(bytes: Map<string, PacketBytes>, packet: string, { base64, whole }: { base64: string; whole: number }): void {
	const read = fromBase64(base64);
	if (read !== null && read.length <= whole) bytes.set(packet, { bytes: read, whole });
}

/** Whether events follow the base and each other, and fold: what a reducer cannot take is not what a room told. */
function* isSound({ base, events, now, saved }: RoomRecording): Generator<number, boolean> {
	if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(Z|[+-]\d\d:\d\d)$/.test(saved) || Number.isNaN(Date.parse(saved))) return false;
	let { seq, at } = base;
	for (const event of events) {
		if (event.seq !== seq + 1 || event.at < at) return false;
		({ seq, at } = event);
	}
	if (!holdsTogether(base) || now < at) return false;
	try {
		let world = base;
		for (let from = 0; from < events.length; from += AT_ONCE) {
			world = fold(world, events.slice(from, from + AT_ONCE));
			yield 0.7 + (0.3 * from) / events.length;
		}
		return holdsTogether(world);
	} catch {
		return false;
	}
}
