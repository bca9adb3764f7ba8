import type { ShownMoment } from "#traffic/stand.ts";
import type { At, TapeConnection, Traffic } from "#traffic/traffic.ts";
import { bandMarks } from "./bands.ts";
import { barMarks, eachOf, openBars } from "./bars.ts";
import { beginsAt, clearMarks } from "./clear-marks.ts";
import type { TapeBox, TapeMark } from "./drawing.ts";
import { axisMarks, nameMarks, penMarks, pingMarks, selectedMarks } from "./edges.ts";
import { gapMarks } from "./gap-marks.ts";
import { copyMarks, jointMarks } from "./joints.ts";
import { keptLast } from "./kept-last.ts";
import { connectionsByClient, keepMarks, laneMarks } from "./lane-marks.ts";
import { type Lanes, lanesOf, type Order, sessionsBetween } from "./lanes.ts";
import { packetMarks, type Spot } from "./packet-marks.ts";
import { frameOf, PUCKS_FROM, type TimeFrame, WORDS_FROM } from "./scale.ts";
import { numbersInSight, waysOf } from "./spread.ts";
import { boxOf, openTaken } from "./taken.ts";
import type { TapeWay } from "./ways.ts";

export type TapeAsk = {
	readonly traffic: Traffic;
	/** Room-clock ms at the beginning of the paper, and px a second. */
	readonly from: number;
	readonly scale: number;
	/** Ms by which the clock on the axis is ahead of that of the room; not there: it is that of the room. */
	readonly later?: number;
	readonly width: number;
	readonly height: number;
	/** Whether time runs down: on a phone. */
	readonly down: boolean;
	/** Px that lanes are scrolled, where there are more than fit. */
	readonly scroll: number;
	/** Up to when anything is known, and whether more will come. */
	readonly now: At;
	readonly live: boolean;
	/** The moment that is looked at; null: nobody looks back. */
	readonly cursor: At | null;
	readonly worlds: ShownMoment["worlds"];
	readonly order: Order;
	/** Null: no filter is set. */
	readonly matches: ((number: number) => boolean) | null;
	readonly isFaint: ((message: string) => boolean) | null;
	readonly selected: string | null;
	/** The packet that has the focus of the readers' list. */
	readonly focused: string | null;
};

/** The picture of the tape. body is cut off at the paper's edge, and at the cursor: what is behind it is shown pale on a hatched ground. */
export type TapeLayout = {
	readonly width: number;
	readonly height: number;
	readonly frame: TimeFrame;
	readonly lanes: Lanes;
	readonly grid: readonly TapeMark[];
	readonly body: readonly TapeMark[];
	readonly names: readonly TapeMark[];
	readonly top: readonly TapeMark[];
	readonly paper: TapeBox;
	/** Px along time; null: nobody looks back. */
	readonly cursor: number | null;
	/** The same where the life of the room begins that is shown: what was before is shown pale too; null: it is all of one life. */
	readonly begins: number | null;
	/** What can be pointed at. */
	readonly ways: readonly TapeWay[];
	readonly spots: readonly Spot[];
	/** Ms that one bar stands for; null: packets are drawn one by one. */
	readonly eachMs: number | null;
	/** Ms after which it is worth laying out anew, though nothing may have changed: bars that were not counted yet; null: never. */
	readonly staleMs: number | null;
	readonly focus: TapeBox | null;
};

/** More packets than this on the paper, those among them that have been held since before it, are counted in bars, however wide a second is. */
const MOST_WAYS = 1_500;

/** Px between words and the end of the paper. */
const AIR = 6;

/** The numbers of the packets in sight; null: they are counted in bars. */
export function seenOneByOne({ traffic, scale }: Pick<TapeAsk, "traffic" | "scale">, frame: TimeFrame): readonly number[] | null {
	return scale < PUCKS_FROM ? null : numbersInSight(traffic, frame, MOST_WAYS);
}

/** Lays out the part of the tape that is in sight, at the cost of what is in sight. */
export function openLayout(): (ask: TapeAsk) => TapeLayout {
	const barsOf = openBars();
	const connectionsIn = keptLast(connectionsByClient);
	const lanesIn = keptLast(({ sessions }: Traffic, order: Order, room: number, down: boolean, scroll: number) =>
		lanesOf({ order, sessions, room, down, scroll }),
	);
	return (ask) => {
		const { traffic, scale, width, height, down, now, order } = ask;
		const frame = frameOf(ask.from, scale, { width, height, down });
		const lanes = lanesIn(traffic, order, down ? width : height, down, ask.scroll);
		const seen = ask.cursor ?? now;
		const paper = down
			? { left: 58, top: 26, right: width, bottom: height }
			: { left: frame.start - 2, top: 0, right: width, bottom: lanes.axis };
		const numbers = seenOneByOne(ask, frame);
		const words = numbers === null || scale >= WORDS_FROM;
		const cursor = ask.cursor === null ? null : frame.along(ask.cursor.at);
		const all = standingMarks(ask, connectionsIn(traffic), frame, lanes, words, numbers !== null);
		// What is said of something that goes on at the cursor is said whole, in full colour.
		const across = cursor === null ? [] : all.filter((mark) => mark.kind === "words" && isAcross(boxOf(mark), cursor, down));
		const standing = across.length === 0 ? all : all.filter((mark) => !across.includes(mark));
		const begins = beginsAt(traffic, seen, frame);
		const base = { width, height, frame, lanes, paper, begins, grid: axisMarks(frame, lanes, { width, height }, ask.later ?? 0) };
		const pen = penOf(ask, frame);
		const edge = pen !== null && pen <= (down ? height : width) ? penMarks(frame, lanes, pen, width) : [];
		const names = nameMarks(frame, lanes, width);
		if (numbers === null) {
			const eachMs = eachOf(frame);
			const counted = barsOf({ traffic, seq: seen.seq, worlds: ask.worlds }, eachMs, ask.matches);
			const bars = barMarks(frame, lanes, counted.bars);
			const after = cursor === null ? [] : cursorMarks(frame, lanes, cursor, width);
			const top = [...across, ...clearMarks(frame, lanes, traffic.clears, begins), ...edge, ...after];
			return {
				...base,
				body: [...standing, ...bars],
				names,
				top,
				cursor,
				ways: [],
				spots: [],
				eachMs,
				staleMs: counted.staleMs,
				focus: null,
			};
		}
		const wayAsk = { ...ask, frame, lanes, seen };
		const { ways, pings } = waysOf(wayAsk, numbers);
		const lines = ways.map(({ points }) => points);
		// Words that end where the paper does look cut off.
		const written = down ? { ...paper, bottom: paper.bottom - AIR } : { ...paper, right: paper.right - AIR };
		const taken = openTaken(written, down, lines);
		for (const box of [...all.map(boxOf), ...laneBoxes(lanes, ask)]) if (box !== null) taken.take(box);
		// Nothing is written across the pen.
		if (pen !== null) taken.take(down ? { ...paper, top: pen - 1, bottom: pen + 1 } : { ...paper, left: pen - 1, right: pen + 1 });
		const packets = packetMarks({ ...wayAsk, words, taken }, ways);
		const body = [
			...standing,
			...jointMarks(wayAsk, ways),
			...packets.body,
			...(words ? copyMarks(wayAsk, ways, taken) : []),
			...pings.flatMap((one) => pingMarks(frame, lanes, one, words && !lanes.small)),
		];
		const grid = [
			...base.grid,
			...selectedMarks(
				frame,
				lanes,
				ways.find(({ selected }) => selected),
				frame.along(now.at),
			),
		];
		const after = cursor === null ? [] : cursorMarks(frame, lanes, cursor, width);
		const cleared = clearMarks(frame, lanes, traffic.clears, begins);
		const focus = focusOf(ways.find(({ packet }) => packet.packet === ask.focused));
		return {
			...base,
			grid,
			body,
			names,
			top: [...across, ...cleared, ...edge, ...after, ...packets.top],
			cursor,
			ways,
			spots: packets.spots,
			eachMs: null,
			staleMs: null,
			focus,
		};
	};
}

/** The picture as large as all its lanes need. A larger one may have larger margins, once. */
export function withAllLanes(ask: TapeAsk): TapeLayout {
	const layoutOf = openLayout();
	const extentOf = (one: TapeAsk) => layoutOf({ ...one, scroll: 0 }).lanes.extent;
	const sized = (extent: number) => ({ ...ask, scroll: 0, ...(ask.down ? { width: extent } : { height: extent }) });
	return layoutOf(sized(extentOf(sized(extentOf(ask)))));
}

/** Px around a lane that stay free of words. */
const CLEAR = 4;

function laneBoxes({ all }: Lanes, { down, width, height }: TapeAsk): TapeBox[] {
	return all.map(({ across }) => {
		const [from, to] = [across - CLEAR, across + CLEAR];
		return down ? { left: from, right: to, top: 0, bottom: height } : { left: 0, right: width, top: from, bottom: to };
	});
}

/** Where the pen writes, in px along time, which may lie beyond the paper; null where what is looked at is past, or the page hears nothing. */
function penOf({ now, live, cursor }: TapeAsk, frame: TimeFrame): number | null {
	return live && cursor === null ? frame.along(now.at) : null;
}

/** What stays between the packets: lanes, bands, copies, and the broker. */
function standingMarks(
	tape: TapeAsk,
	connections: ReadonlyMap<string, readonly TapeConnection[]>,
	frame: TimeFrame,
	lanes: Lanes,
	words: boolean,
	withCopies: boolean,
): TapeMark[] {
	const { traffic, now, isFaint } = tape;
	const ask = { frame, lanes, traffic, now: now.at, words: words && !lanes.small };
	const marks: TapeMark[] = [];
	for (const lane of lanes.all) {
		const copies = traffic.copies.get(lane.clientId);
		marks.push(...laneMarks(ask, lane, connections.get(lane.clientId) ?? []));
		if (copies !== undefined && withCopies) marks.push(...keepMarks(ask, lane, copies));
	}
	for (const band of lanes.bands.values())
		for (const session of sessionsBetween(traffic.sessions.get(band.clientId) ?? [], frame.from, frame.to))
			marks.push(...bandMarks({ frame, band, session, now: now.at, words, isFaint }));
	const last = Math.min(frame.along(now.at), frame.edge + 9);
	// Before 0:00 there was no room.
	const first = Math.max(frame.start, frame.along(0));
	if (last > first)
		marks.push({ kind: "line", points: [frame.place(first, lanes.broker), frame.place(last, lanes.broker)], ink: "ink", width: 5 });
	marks.push(...gapMarks({ frame, lanes, gaps: traffic.gaps, words, pen: penOf(tape, frame) }));
	return marks;
}

function isAcross(box: TapeBox | null, along: number, down: boolean): boolean {
	if (box === null) return false;
	return down ? box.top < along && box.bottom > along : box.left < along && box.right > along;
}

function cursorMarks(frame: TimeFrame, lanes: Lanes, along: number, width: number): TapeMark[] {
	const text = "happened after this moment";
	const [x, y] = frame.down ? [66, along + 16] : [along + 11, 14];
	return [
		...penMarks(frame, lanes, along, width),
		{ kind: "words", x, y, text, font: "text", weight: 600, ink: "ink-2", align: "start", halo: true },
	];
}

function focusOf(way: TapeWay | undefined): TapeBox | null {
	if (way === undefined) return null;
	const [xs, ys] = [way.points.map(([x]) => x), way.points.map(([, y]) => y)];
	return { left: Math.min(...xs) - 8, top: Math.min(...ys) - 6, right: Math.max(...xs) + 8, bottom: Math.max(...ys) + 6 };
}
