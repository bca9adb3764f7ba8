import type { CrowdPlace } from "#crowd/place.ts";
import { highestQueue } from "#model/highest-queue.ts";
import type { Session } from "#model/world.ts";
import type { ScreenRect } from "./watch-layout.ts";

/** One column of the skyline: heights are shares of the highest queue of all. */
type SkyColumn = {
	readonly client: string;
	readonly waits: number;
	/** The most that ever waited in the session that the client has now. */
	readonly highest: number;
	readonly dropped: boolean;
	readonly persistent: boolean;
};

/** most: what the full height stands for. */
export type Skyline = { readonly columns: readonly SkyColumn[]; readonly most: number };

/** No skyline is scaled up to fewer than this many messages: two that wait are not a tower. */
const LEAST_SCALE = 10;

export function skylineOf(places: readonly CrowdPlace[], sessions: Readonly<Record<string, Pick<Session, "queue" | "highest">>>): Skyline {
	const marks = places.map(({ client }) => {
		const session = sessions[client];
		return session === undefined ? 0 : highestQueue(session);
	});
	const most = marks.reduce((high, mark) => Math.max(high, mark), LEAST_SCALE);
	const columns = places.map(({ client, queued, dropped, session }, at) => ({
		...{ client, dropped: dropped > 0, persistent: session === "persistent" },
		waits: queued / most,
		highest: (marks[at] ?? 0) / most,
	}));
	return { columns, most };
}

/** Above everything else: what the full height stands for. */
const CAPTION = 40;
/** Below each column's foot there is room for a cross. */
const FOOT = 44;
/** Of the stroke that says how high a queue ever was. */
const MARK = 4;

export type SkylineLayout = {
	/** The height of the caption, from the top. */
	readonly caption: number;
	/** The line that the caption speaks of: no column is higher. */
	readonly top: number;
	readonly columns: readonly SkyRects[];
};
/** The parts of one column; null: there is nothing to draw. cross: its upper left corner. */
type SkyRects = Pick<SkyColumn, "client" | "persistent"> & {
	readonly foot: ScreenRect;
	readonly waits: ScreenRect | null;
	readonly mark: ScreenRect | null;
	readonly cross: { readonly x: number; readonly y: number } | null;
};

/** All in px, from the upper left corner of a drawing of this size. */
export function skylineLayout({ columns }: Pick<Skyline, "columns">, width: number, height: number): SkylineLayout {
	const step = width / Math.max(1, columns.length);
	const w = Math.max(2, step - 2);
	const ground = height - FOOT;
	const top = CAPTION + MARK;
	const high = ground - top;
	return {
		caption: CAPTION,
		top,
		columns: columns.map(({ client, persistent, waits, highest, dropped }, at) => {
			const x = at * step;
			return {
				...{ client, persistent },
				foot: { x, y: ground, w, h: persistent ? 9 : 3 },
				waits: waits > 0 ? { x, y: ground - waits * high, w, h: waits * high } : null,
				mark: highest > 0 ? { x: x - 1, y: ground - highest * high - MARK / 2, w: w + 2, h: MARK } : null,
				cross: dropped ? { x: x + w / 2 - 7, y: ground + 18 } : null,
			};
		}),
	};
}

/** All clients in three groups that do not overlap: they sum to all. */
export function sumOf(places: readonly CrowdPlace[]): readonly (readonly [count: number, word: string])[] {
	const waiting = places.filter(({ queued }) => queued > 0).length;
	const dropped = places.filter(({ queued, dropped }) => queued === 0 && dropped > 0).length;
	return [
		[places.length, "clients"],
		[places.length - waiting - dropped, "nothing waits"],
		[waiting, "waiting"],
		[dropped, "only dropped"],
	];
}

/** Those with the most waiting, longest queue first; then those for which most was dropped. */
export function longest(places: readonly CrowdPlace[], most: number): readonly CrowdPlace[] {
	return places
		.filter(({ queued, dropped }) => queued > 0 || dropped > 0)
		.sort((one, other) => other.queued - one.queued || other.dropped - one.dropped)
		.slice(0, most);
}
