import { benchOf, benchRoom } from "#contract/bench.ts";
import type { Origin } from "#contract/event.ts";
import type { RealTime } from "#engine/port.ts";
import type { Log } from "#host/log.ts";
import type { Newcomer } from "#host/mqtt-client.ts";
import type { Rooms, Visit } from "#host/rooms.ts";
import { addressOf } from "./address-of.ts";
import { openRoomClass, type RoomClass, type RoomClassOptions } from "./room-class.ts";

/** What a room is in a class. */
type InClass = {
	readonly lesson: RoomClass;
	/** The seat whose bench this room is; null: it is the class itself. */
	readonly bench: number | null;
};

type ClassAsked = Pick<RoomClassOptions, "hostKey" | "addresses" | "newKey"> & {
	/** A room name as parseRoomName() returns it. */
	readonly room: string;
};

/** The classes of a host, by room. */
export type Classes = {
	/** Opens a room with a class in it, which stays for as long as the host does. Null: it is open. Otherwise why not. */
	open(asked: ClassAsked): Promise<string | null>;
	/** Null: nobody leads a class in this room. */
	of(room: string): InClass | null;
	/** A bench is opened by the class, and is there until the class is over: whoever comes first has no share of it. */
	prepare(room: string): Promise<void>;
	/**
	 * As what an MQTT client comes into this room; a text: why it does not. peer: its whole address: a source is a whole network of IPv6, and a class
	 * is in one network.
	 */
	client(
		room: string,
		asked: { readonly origin: Origin; readonly ticket: string | null; readonly source: string | null; readonly peer?: string | undefined },
	): Omit<Newcomer, "whose"> | string;
	close(): void;
};

type ClassesOptions = {
	readonly rooms: Rooms;
	readonly time: RealTime;
	readonly log: Log;
	/** Whether a source is the machine of this host, whose clients are the host's own affair. */
	readonly isHome: (source: string) => boolean;
};

export function openClasses({ rooms, time, log, isHome }: ClassesOptions): Classes {
	const classes = new Map<string, RoomClass>();
	/** The visits that keep the rooms of the classes open, by room. */
	const kept = new Map<string, Promise<Visit | null>>();

	async function visit(room: string): Promise<Visit | null> {
		const entered = await rooms.enter(room);
		if (!entered.ok) {
			log(`room ${room}: ${entered.says}`);
			kept.delete(room);
		}
		return entered.ok ? entered.visit : null;
	}
	function keep(room: string): Promise<Visit | null> {
		rooms.keep(room);
		const known = kept.get(room) ?? visit(room);
		kept.set(room, known);
		return known;
	}
	function of(room: string): InClass | null {
		const own = classes.get(room);
		if (own !== undefined) return { lesson: own, bench: null };
		const bench = benchOf(room);
		const lesson = bench === null ? undefined : classes.get(bench.room);
		return lesson === undefined || bench === null ? null : { lesson, bench: bench.seat };
	}

	return {
		async open({ room, ...asked }) {
			const visited = await keep(room);
			if (visited === null) return `room ${room} could not be opened`;
			const benches = {
				find: (seat: number) => rooms.find(benchRoom(room, seat)),
				end(seat: number) {
					kept.delete(benchRoom(room, seat));
					rooms.end(benchRoom(room, seat), "its seat has begun anew");
				},
			};
			classes.set(room, openRoomClass({ ...asked, room: visited.room, time, log, benches }));
			return null;
		},
		of,
		async prepare(room) {
			const found = of(room);
			if (found !== null && found.bench !== null && found.lesson.hasBenches) await keep(room);
		},
		client(room, { origin, ticket, ...comer }) {
			const found = of(room);
			if (found === null) return { origin };
			const asked = { origin, ticket, source: addressOf(comer, isHome) };
			return found.bench === null ? found.lesson.client(asked) : found.lesson.clientAtBench(found.bench, asked);
		},
		close() {
			for (const lesson of classes.values()) lesson.close();
			classes.clear();
			for (const one of kept.values()) void one.then((visited) => visited?.leave());
			kept.clear();
		},
	};
}
