import { LIMITS } from "#contract/limits.ts";
import { isHiddenRoom } from "#contract/room-name.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import type { OpenRoom, RealTime, Room } from "#engine/port.ts";
import type { Log } from "./log.ts";
import { sayFault } from "./say-fault.ts";
import { openWatchers, type Watchers } from "./watchers.ts";

/** Somebody is in a room: a client's connection or a watcher. A visit keeps the room open until the visitor leaves. */
export type Visit = {
	readonly room: Room;
	readonly watchers: Watchers;
	/** Calling this twice is safe. */
	leave(): void;
};

export type Entered = { readonly ok: true; readonly visit: Visit } | { readonly ok: false; readonly says: string };

export type Rooms = {
	/** Opens the room on its first visit. Refuses past LIMITS.rooms, and once the registry is closed. */
	enter(name: string): Promise<Entered>;
	counts(): { readonly rooms: number; readonly connections: number };
	close(): Promise<void>;
};

type OpenRoomEntry = { readonly room: Room; readonly watchers: Watchers; visits: number; stopClock: () => void; closingTold: boolean };

const MINUTE_MS = 60_000;

export type RoomsOptions = {
	readonly openRoom: OpenRoom;
	readonly time: RealTime;
	readonly log: Log;
	/** The settings that the broker of a new room starts with; default: FIRST_SETTINGS. */
	readonly settings?: BrokerSettings | undefined;
};

/** All rooms of this host, by name. */
export function openRooms({ openRoom, time, log, settings }: RoomsOptions): Rooms {
	// One promise per name: two first visits at once share one opening.
	const opening = new Map<string, Promise<OpenRoomEntry>>();
	const open = new Map<string, OpenRoomEntry>();
	const ending = new Set<Promise<void>>();
	let closed = false;

	async function begin(name: string): Promise<OpenRoomEntry> {
		const report = (fault: unknown) => log(`room ${name}: ${sayFault(fault)}`, fault);
		const room = await openRoom({ name, time, report, settings });
		const entry: OpenRoomEntry = { room, watchers: openWatchers({ room, time, log }), visits: 0, stopClock: () => {}, closingTold: false };
		open.set(name, entry);
		if (!isHiddenRoom(name)) log(`room ${name} opened`);
		return entry;
	}

	/** Hidden rooms are counted separately: pages that run something again do not use up the rooms of people. */
	function fullFor(name: string): string | null {
		const hidden = isHiddenRoom(name);
		const count = [...opening.keys()].filter((one) => isHiddenRoom(one) === hidden).length;
		if (hidden) return count < LIMITS.hiddenRooms ? null : "this host runs as much for other pages as it can; try again in a moment";
		return count < LIMITS.rooms ? null : `this host holds ${LIMITS.rooms} rooms and no more; use one that is open`;
	}

	function end(name: string, entry: OpenRoomEntry): Promise<void> {
		entry.stopClock();
		entry.watchers.close();
		open.delete(name);
		opening.delete(name);
		const done = entry.room.close().catch((fault: unknown) => log(`room ${name} did not close well: ${String(fault)}`, fault));
		ending.add(done);
		return done.finally(() => ending.delete(done));
	}

	function leave(name: string, entry: OpenRoomEntry): void {
		entry.visits -= 1;
		if (entry.visits > 0 || closed || open.get(name) !== entry) return;
		if (isHiddenRoom(name)) {
			entry.stopClock = time.after(LIMITS.hiddenRoomSeconds * 1_000, () => void end(name, entry));
			return;
		}
		entry.stopClock = time.after((LIMITS.roomIdleMinutes - LIMITS.roomLastMinutes) * MINUTE_MS, () => {
			const inMs = LIMITS.roomLastMinutes * MINUTE_MS;
			if (entry.room.counts().persistentSessions > 0) {
				entry.closingTold = true;
				entry.room.closing(inMs);
			}
			entry.stopClock = time.after(inMs, () => {
				log(`room ${name} closed: nobody was there for ${LIMITS.roomIdleMinutes} minutes`);
				void end(name, entry);
			});
		});
	}

	function visit(name: string, entry: OpenRoomEntry): Visit {
		entry.visits += 1;
		entry.stopClock();
		entry.stopClock = () => {};
		if (entry.closingTold) {
			entry.closingTold = false;
			entry.room.kept();
		}
		let here = true;
		return {
			room: entry.room,
			watchers: entry.watchers,
			leave() {
				if (!here) return;
				here = false;
				leave(name, entry);
			},
		};
	}

	return {
		async enter(name) {
			if (closed) return { ok: false, says: "this host is stopping" };
			let entry = opening.get(name);
			if (entry === undefined) {
				const full = fullFor(name);
				if (full !== null) return { ok: false, says: full };
				entry = begin(name);
				opening.set(name, entry);
			}
			try {
				const opened = await entry;
				if (closed) return { ok: false, says: "this host is stopping" };
				// The room may have been closed for idleness in the moment between: then it is opened again.
				return open.get(name) === opened ? { ok: true, visit: visit(name, opened) } : await this.enter(name);
			} catch (fault) {
				opening.delete(name);
				log(`room ${name} could not be opened: ${sayFault(fault)}`, fault);
				return { ok: false, says: `room ${name} could not be opened; the host's log says why` };
			}
		},
		counts() {
			let connections = 0;
			for (const entry of open.values()) connections += entry.room.counts().connections;
			return { rooms: open.size, connections };
		},
		async close() {
			closed = true;
			await Promise.allSettled(opening.values());
			for (const [name, entry] of [...open]) void end(name, entry);
			await Promise.all(ending);
		},
	};
}
