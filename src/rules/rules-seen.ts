import * as z from "zod/mini";
import { createStore, type StoreApi } from "zustand/vanilla";
import type { RoomEvent } from "#contract/event.ts";
import { type EventReader, followEvents } from "#drawn/follow-events.ts";
import { toldBetween } from "#drawn/told.ts";
import type { BothWorlds } from "#model/both-worlds.ts";
import type { History } from "#model/history.ts";
import { openPassage } from "#model/passage.ts";
import { CLAUSES, type ClauseId } from "#mqtt/clauses.ts";
import { cut } from "#mqtt/cut.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { readText, setAside, writeText } from "#script/set-aside.ts";
import { clausesOf } from "./clauses-of.ts";

const KEY = "slow-wire/rules-seen";
const VERSION = 1;
/** Characters of a sentence that are kept. */
const SENTENCE = 240;

const SeenRule = z.object({
	/** Ms since 1970, by this browser’s clock: when the statement was first seen. */
	at: z.number(),
	/** Where it was first seen, and by which event. */
	room: z.string().check(z.maxLength(64)),
	/** "" in a class, where others have written what the sentence repeats, and may have it hidden. */
	says: z.string().check(z.maxLength(SENTENCE)),
	times: z.number().check(z.int(), z.gte(1)),
});
export type SeenRule = Readonly<z.infer<typeof SeenRule>>;
/** By clause. At most one entry for each clause in the table: the table is the bound. */
export type Seen = Readonly<Partial<Record<ClauseId, SeenRule>>>;

const Kept = z.object({ version: z.literal(VERSION), seen: z.record(z.string(), SeenRule) });

export type RulesSeen = StoreApi<{ readonly seen: Seen }> & {
	/** Forgets everything that this browser has seen. */
	reset(): void;
	/** Calling this twice is safe. */
	close(): void;
};
export type RulesSeenOptions = {
	readonly storage: Storage;
	readonly room: RoomStore;
	/** What had been told when this page came. Default: what has been told now. */
	readonly since?: ToldUpTo;
	/** Ms since 1970. */
	readonly now?: () => number;
	/** Calls back when there is time; returns a function that cancels the call. */
	readonly whenIdle?: (write: () => void) => () => void;
};

/** How far a life of a room has been told. */
type ToldUpTo = { readonly life: string | null; readonly seq: number };

function toldIn({ life, live }: Pick<RoomState, "life" | "live">): ToldUpTo {
	return { life: life?.name ?? null, seq: live.seq };
}

type Open = { readonly rules: RulesSeen; readonly by: Set<RulesSeen> };
const open = new WeakMap<RoomStore, Open>();

/**
 * Collects what this browser sees happen in a room from now on. There is one collection for each room: opening it twice gives the same one,
 * which ends with the last close.
 */
export function openRulesSeen(options: RulesSeenOptions): RulesSeen {
	const { room } = options;
	const opened = open.get(room) ?? { rules: collect(options), by: new Set() };
	open.set(room, opened);
	const { rules, by } = opened;
	const mine: RulesSeen = {
		...rules,
		close() {
			if (!by.delete(mine) || by.size > 0) return;
			open.delete(room);
			rules.close();
		},
	};
	by.add(mine);
	return mine;
}

function collect({ storage, room, since, now = Date.now, whenIdle = inAPause }: RulesSeenOptions): RulesSeen {
	const store = createStore<{ readonly seen: Seen }>(() => ({ seen: read(storage) ?? {} }));
	/** Not written yet: other pages of this browser write too, so this is added to what is kept. */
	let fresh: Seen = {};
	let callOff: (() => void) | null = null;
	let batch: Seen = {};

	const write = () => {
		callOff = null;
		const seen = merge(read(storage) ?? store.getState().seen, fresh);
		fresh = {};
		keep(storage, seen);
		store.setState({ seen });
	};
	const reader: EventReader = {
		read(event, sides) {
			if (!isNews(event)) return;
			// What came while the line was down is told late: it counts for when it was.
			const ago = Math.max(0, room.now() - event.at);
			const { room: name, class: lesson } = room.getState();
			const says = lesson === null ? cut(toldBetween(event, sides).line?.text ?? "", SENTENCE) : "";
			batch = merge(batch, seenIn(event, sides, { room: name, says, at: now() - ago, times: 1 }));
		},
		done() {
			if (Object.keys(batch).length === 0) return;
			fresh = merge(fresh, batch);
			batch = {};
			callOff ??= whenIdle(write);
		},
	};
	const isNews = openNews(room, since ?? toldIn(room.getState()));
	readAll(room.getState().history, reader);
	const stop = onceTold(room, () => followEvents(room, reader));
	const writeNow = () => {
		if (callOff === null) return;
		callOff();
		write();
	};
	// A page that is going away has no more pauses.
	if (typeof window !== "undefined") window.addEventListener("pagehide", writeNow);

	return Object.assign(store, {
		reset() {
			callOff?.();
			callOff = null;
			fresh = {};
			keep(storage, {});
			store.setState({ seen: {} });
		},
		close() {
			stop();
			if (typeof window !== "undefined") window.removeEventListener("pagehide", writeNow);
			writeNow();
		},
	});
}

/** Begins when the room has told how it stands: what it tells then is what happened before this page came. Returns the end of both. */
function onceTold(room: RoomStore, begin: () => () => void): () => void {
	const { link, live } = room.getState();
	if (link.state === "live" || live.seq > 0) return begin();
	let stop = room.subscribe((now) => {
		if (now.link.state !== "live") return;
		stop();
		stop = begin();
	});
	return () => stop();
}

/**
 * Whether an event is one that happens while this page is there, and is told for the first time. A page that comes back may be told again what
 * it knows; and of another life of the room it is told first what happened before it came.
 */
function openNews(room: RoomStore, since: ToldUpTo): (event: RoomEvent) => boolean {
	let known = since;
	let comes = false;
	return ({ seq }) => {
		const state = room.getState();
		if (known.life !== toldIn(state).life) comes = true;
		if (comes) known = toldIn(state);
		if (state.link.state === "live") comes = false;
		if (seq <= known.seq) return false;
		known = { ...known, seq };
		return true;
	};
}

function readAll(history: History, { read, done }: EventReader): void {
	const pass = openPassage();
	for (const event of history.after(history.from)) read(event, pass(history, event));
	done?.();
}

function seenIn(event: RoomEvent, sides: BothWorlds, sight: SeenRule): Seen {
	return Object.fromEntries(clausesOf(event, sides.world, sides.before).map((clause) => [clause, sight]));
}

/** The earlier sight of each statement, and the sum of both counts. */
function merge(one: Seen, other: Seen): Seen {
	const merged: Partial<Record<ClauseId, SeenRule>> = { ...one };
	for (const [clause, rule] of Object.entries(other) as [ClauseId, SeenRule][]) {
		const known = merged[clause];
		merged[clause] = known === undefined ? rule : { ...(rule.at < known.at ? rule : known), times: known.times + rule.times };
	}
	return merged;
}

/** Null: nothing is kept, or nothing that can be read. */
function read(storage: Storage): Seen | null {
	const text = readText(storage, KEY);
	return text === null ? null : parse(text);
}

function parse(text: string): Seen | null {
	try {
		const kept = Kept.safeParse(JSON.parse(text));
		if (!kept.success) return null;
		return Object.fromEntries(Object.entries(kept.data.seen).filter(([clause]) => Object.hasOwn(CLAUSES, clause)));
	} catch {
		// Not JSON.
		return null;
	}
}

/** The storage is full or forbidden: seen for this visit only. A text that cannot be read, perhaps because it is from a newer version, is not overwritten. */
function keep(storage: Storage, seen: Seen): void {
	const text = readText(storage, KEY);
	if (text !== null && parse(text) === null && setAside(storage, KEY, text) === null) return;
	writeText(storage, KEY, JSON.stringify({ version: VERSION, seen }));
}

/** Calls between two frames; a browser without such a callback writes a little later. */
function inAPause(write: () => void): () => void {
	if (typeof requestIdleCallback !== "function") {
		const soon = setTimeout(write, 200);
		return () => clearTimeout(soon);
	}
	const asked = requestIdleCallback(write, { timeout: 1_000 });
	return () => cancelIdleCallback(asked);
}
