import { LIMITS } from "#contract/limits.ts";
import { isHiddenRoom } from "#contract/room-name.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { openPace } from "#engine/pace.ts";
import type { OpenRoom, RealTime, Room } from "#engine/port.ts";
import type { Log } from "./log.ts";
import { makePlace } from "./make-place.ts";
import { type HeldRoom, openRelief, type Relief } from "./relief.ts";
import { sayFault } from "./say-fault.ts";
import { openTurns } from "./taking-turns.ts";
import { openWatchers, type Watchers } from "./watchers.ts";

/** Somebody is in a room: a client's connection or a watcher. A visit keeps the room open until the visitor leaves. */
export type Visit = {
	readonly room: Room;
	readonly watchers: Watchers;
	/** Calling this twice is safe. */
	leave(): void;
};

/** isUnknown: there is no such room, and to come again does not help. */
export type Entered =
	| { readonly ok: true; readonly visit: Visit }
	| { readonly ok: false; readonly says: string; readonly isUnknown?: true };

export type Rooms = {
	/**
	 * Opens the room on its first visit; source: the one that asks for it, null: the host itself. Refuses past LIMITS.rooms and past the source's
	 * share of them, unless an empty room gives way, and once the registry is closed.
	 */
	enter(name: string, source?: string | null): Promise<Entered>;
	/** Whether a room of this name is open or opening. */
	knows(name: string): boolean;
	/** From now on this room is not ended for others, however short memory is. */
	keep(name: string): void;
	/** The room, as it is; null: it is not open. */
	find(name: string): Room | null;
	/** Ends this room now, whoever is in it, if it is open: the next visit opens another one. why: for the log. */
	end(name: string, why: string): void;
	counts(): { readonly rooms: number; readonly connections: number };
	/** See Relief. */
	relieve: Relief["relieve"];
	close(): Promise<void>;
};

type OpenRoomEntry = {
	readonly name: string;
	/** Who opened the room. */
	readonly source: string | null;
	readonly room: Room;
	readonly watchers: Watchers;
	/** Seq of the room when it was new: as long as it is that, nothing has happened. */
	readonly newSeq: number;
	visits: number;
	stopClock: () => void;
};
type Opening = { readonly source: string | null; readonly entry: Promise<OpenRoomEntry> };

const MINUTE_MS = 60_000;

export type RoomsOptions = {
	readonly openRoom: OpenRoom;
	readonly time: RealTime;
	readonly log: Log;
	/** The settings that the broker of a new room starts with; default: FIRST_SETTINGS. */
	readonly settings?: BrokerSettings | undefined;
	/** Whether a source may open one more room now; default: it may. */
	readonly mayOpen?: (source: string) => boolean;
	/** Of LIMITS.rooms, those that are kept for the host itself; default: none. */
	readonly reserved?: number | undefined;
};

/** All rooms of this host, by name. */
export function openRooms({ openRoom, time, log, settings, mayOpen = () => true, reserved = 0 }: RoomsOptions): Rooms {
	// One promise per name: two first visits at once share one opening.
	const opening = new Map<string, Opening>();
	const open = new Map<string, OpenRoomEntry>();
	const pace = openPace(time);
	/** What pages are sent, and what they ask for. */
	const turns = openTurns(time);
	/** The rooms without anybody in them; the one that has been empty for longest stands first. */
	const empty = new Set<OpenRoomEntry>();
	const ending = new Set<Promise<void>>();
	const kept = new Set<string>();
	const relief = openRelief(() => [...open.values()].map((entry) => heldRoom(entry, kept, (why) => void end(entry, why))), time, log);
	let closed = false;
	async function begin(name: string, source: string | null): Promise<OpenRoomEntry> {
		const report = (fault: unknown) => log(`room ${name}: ${sayFault(fault)}`, fault);
		const room = await openRoom({ name, time, pace, report, settings });
		const watchers = openWatchers({ room, turns, time, log });
		const entry: OpenRoomEntry = { name, source, room, watchers, newSeq: room.journal.seq, visits: 0, stopClock: () => {} };
		open.set(name, entry);
		if (!isHiddenRoom(name)) log(`room ${name} opened`);
		return entry;
	}

	/** Null, or why this source cannot have a room of this name now. */
	function refusal(name: string, source: string | null): string | null {
		if (source !== null && !mayOpen(source))
			return "your address has opened too many rooms in a minute; use one that is open, or try again soon";
		if (relief.crowded) return "this host is short of memory and opens no more rooms now; use one that is open, or try again in a moment";
		const hidden = isHiddenRoom(name);
		const openedBy = [...opening].filter(([one]) => isHiddenRoom(one) === hidden).map(([, its]) => its.source);
		return makePlace({ hidden, source, openedBy, reserved: hidden ? 0 : reserved, giveWay: (whose) => giveWay(hidden, whose) });
	}

	function giveWay(hidden: boolean, whose: string | null): boolean {
		const first = [...empty].find((entry) => mayGo(entry, hidden, whose));
		if (first !== undefined) void end(first, "it was empty, and its place was needed");
		return first !== undefined;
	}

	function end(entry: OpenRoomEntry, why: string | null): Promise<void> {
		const { name, room, watchers } = entry;
		entry.stopClock();
		watchers.close();
		empty.delete(entry);
		open.delete(name);
		opening.delete(name);
		if (why !== null && !isHiddenRoom(name)) log(`room ${name} closed: ${why}`);
		const done = room.close().catch((fault: unknown) => log(`room ${name} did not close well: ${String(fault)}`, fault));
		ending.add(done);
		return done.finally(() => ending.delete(done));
	}

	function leave(entry: OpenRoomEntry): void {
		entry.visits -= 1;
		if (entry.visits > 0 || closed || open.get(entry.name) !== entry) return;
		empty.add(entry);
		planEnd(entry, time, (why) => void end(entry, why));
	}

	function visit(entry: OpenRoomEntry): Visit {
		entry.visits += 1;
		empty.delete(entry);
		entry.stopClock();
		entry.stopClock = () => {};
		entry.room.kept();
		return visitOf(entry, () => leave(entry));
	}

	return {
		async enter(name, source = null) {
			if (closed) return { ok: false, says: "this host is stopping" };
			let known = opening.get(name);
			if (known === undefined) {
				const full = refusal(name, source);
				if (full !== null) return { ok: false, says: full };
				known = { source, entry: begin(name, source) };
				opening.set(name, known);
			}
			try {
				const entry = await known.entry;
				if (closed) return { ok: false, says: "this host is stopping" };
				// The room may have been closed in the moment between: then it is opened again.
				return open.get(name) === entry ? { ok: true, visit: visit(entry) } : await this.enter(name, source);
			} catch (fault) {
				// Another visitor may have met the same fault, and a third one may have begun anew since.
				if (opening.get(name) === known) opening.delete(name);
				log(`room ${name} could not be opened: ${sayFault(fault)}`, fault);
				return { ok: false, says: `room ${name} could not be opened; the host's log says why` };
			}
		},
		knows: (name) => opening.has(name),
		...{ keep: (name) => void kept.add(name), find: (name) => open.get(name)?.room ?? null },
		end(name, why) {
			const entry = open.get(name);
			if (entry !== undefined) void end(entry, why);
		},
		counts: () => ({ rooms: open.size, connections: [...open.values()].reduce((sum, { room }) => sum + room.counts().connections, 0) }),
		relieve: relief.relieve,
		async close() {
			closed = true;
			await Promise.allSettled([...opening.values()].map((one) => one.entry));
			for (const entry of [...open.values()]) void end(entry, null);
			turns.close();
			await Promise.all(ending);
		},
	};
}

/** Whether this empty room may end for another one of its kind. whose: only if it is a room of that source; null: whoever opened it. */
function mayGo({ name, source, room }: OpenRoomEntry, hidden: boolean, whose: string | null): boolean {
	return isHiddenRoom(name) === hidden && (whose === null || source === whose) && !room.holds();
}

function visitOf({ room, watchers }: OpenRoomEntry, leave: () => void): Visit {
	let here = true;
	return {
		room,
		watchers,
		leave() {
			if (here) leave();
			here = false;
		},
	};
}

/** Nobody is in the room any more: it ends after a while. A room in which nothing has happened is nobody's loss, and ends soon. */
function planEnd(entry: OpenRoomEntry, time: RealTime, end: (why: string | null) => void): void {
	const after = (ms: number, call: () => void) => {
		entry.stopClock = time.after(ms, call);
	};
	if (isHiddenRoom(entry.name)) return after(LIMITS.hiddenRoomSeconds * 1_000, () => end(null));
	if (entry.room.journal.seq === entry.newSeq) return after(LIMITS.unusedRoomSeconds * 1_000, () => end("nothing happened in it"));
	const lastMs = LIMITS.roomLastMinutes * MINUTE_MS;
	after(LIMITS.roomIdleMinutes * MINUTE_MS - lastMs, () => {
		entry.room.closing(lastMs);
		after(lastMs, () => end(`nobody was there for ${LIMITS.roomIdleMinutes} minutes`));
	});
}

function heldRoom({ name, source, room, visits }: OpenRoomEntry, kept: ReadonlySet<string>, end: (why: string) => void): HeldRoom {
	const { bytes, forgetBytes, shrink } = room;
	return {
		name,
		source,
		isEmpty: visits === 0,
		isKept: kept.has(name),
		told: () => room.journal.seq,
		holds: () => room.holds(),
		bytes,
		forgetBytes,
		shrink,
		end,
	};
}
