import { FATES, type PuckFate } from "#kit/fate.ts";
import type { History } from "#model/history.ts";
import type { World } from "#model/world.ts";
import type { QoS } from "#mqtt/packet.ts";
import { beginOf, lifeAt } from "#traffic/lives.ts";
import { publishedIn } from "#traffic/published.ts";
import { standOfPublish } from "#traffic/stand.ts";
import type { TapePacket, Traffic } from "#traffic/traffic.ts";

/** From this span on, in ms, and past this number of packets, single marks would be a grey band. */
const BARS_FROM_MS = 300_000;
const BARS_FROM_PACKETS = 2_000;
const BARS = 120;
/** Px: room for half a head at each end; least distances of two pucks, and of two ticks. */
const EDGE = 7;
const PUCKS_APART = 5;
const TICKS_APART = 2;

export type RailIn = {
	readonly history: Pick<History, "from" | "event">;
	readonly traffic: Traffic;
	/** The worlds that the views show, and as it is now. */
	readonly world: World;
	readonly live: World;
	/** The moment that the views show, and now, room-clock ms. */
	readonly seq: number;
	readonly time: number;
	readonly now: number;
	readonly reviewing: boolean;
	readonly shown: { readonly from: number; readonly to: number } | null;
	readonly width: number;
};
type Placed = {
	readonly x: number /** It happened after the moment that is shown, or in an earlier life of the room. */;
	readonly aside: boolean;
};
/** A connection that ended without a word: somebody cut it, or its client broke off, as one that crashes does. */
type RailBreak = Placed & { readonly how: "cut" | "broke" };
type RailPuck = Placed & { readonly qos: QoS; readonly fate: PuckFate };
/** Counts by fate, from the bottom up. last: the seq with which the last of them left. */
type RailBar = Placed & {
	readonly width: number;
	readonly last: number;
	readonly parts: readonly { readonly fate: PuckFate; readonly count: number }[];
};
export type RailScale = { readonly from: number; readonly to: number; readonly width: number };
export type RailDrawing = {
	readonly pucks: readonly RailPuck[];
	readonly ticks: readonly Placed[];
	readonly breaks: readonly RailBreak[];
	/** Null: there is room for single marks. */
	readonly bars: readonly RailBar[] | null;
	/** Messages of the highest bar. */
	readonly most: number;
	readonly cursor: number;
	/** Where the room was cleared last before that moment: what was before is another life of it. Null: it never was. */
	readonly begins: number | null;
	/** Null: the cursor is where the room is. */
	readonly live: number | null;
	readonly bracket: { readonly from: number; readonly to: number } | null;
};

/** From the beginning of what is known to now. */
export function railScale({ history, now, width }: Pick<RailIn, "history" | "now" | "width">): RailScale {
	const from = Math.min(now, history.event(history.from + 1)?.at ?? now);
	return { from, to: Math.max(from + 1, now), width };
}

export function xOf({ from, to, width }: RailScale, time: number): number {
	return EDGE + (Math.min(Math.max(time, from), to) - from) * ((width - 2 * EDGE) / (to - from));
}

export function timeAt({ from, to, width }: RailScale, x: number): number {
	const share = (x - EDGE) / Math.max(1, width - 2 * EDGE);
	return from + Math.min(1, Math.max(0, share)) * (to - from);
}

type Marks = Pick<RailDrawing, "pucks" | "ticks" | "breaks" | "bars" | "most">;

/**
 * Everything on the rail, at the cost of one walk over the packets where something has changed since it was last drawn. hurried: bars keep the
 * fates that they were drawn with, until they are drawn without hurry; what is past and what is not yet is told anew.
 */
export function openRail() {
	let made: { readonly of: readonly unknown[]; readonly marks: Marks } | null = null;
	return (input: RailIn, hurried: boolean): RailDrawing => {
		const { traffic, world, live, seq, width } = input;
		const scale = railScale(input);
		const of = [traffic, world, live, seq, scale.from, scale.to, width];
		if (made?.of.every((one, index) => one === of[index])) return { ...made.marks, ...headsOf(input, scale) };
		const bars = hurried && made?.of[0] === traffic ? made.marks.bars : null;
		if (made !== null && bars !== null) {
			const isAside = asideAt(input);
			const told = bars.map((bar) => ({ ...bar, aside: isAside(bar.last) }));
			return { ...made.marks, breaks: breaksOf(input, scale), bars: told, ...headsOf(input, scale) };
		}
		made = { of, marks: layMarks(input, scale) };
		return { ...made.marks, ...headsOf(input, scale) };
	};
}

function layMarks(input: RailIn, scale: RailScale): Marks {
	const breaks = breaksOf(input, scale);
	if (scale.to - scale.from >= BARS_FROM_MS || input.traffic.count > BARS_FROM_PACKETS)
		return { pucks: [], ticks: [], breaks, ...barsOf(input, scale) };
	return { ...marksOf(input, (at) => xOf(scale, at)), breaks, bars: null, most: 0 };
}

function breaksOf(input: RailIn, scale: RailScale): readonly RailBreak[] {
	const isAside = asideAt(input);
	return [...input.traffic.connections.values()].flatMap(({ closed, parted }): readonly RailBreak[] => {
		if (closed === null || (closed.reason !== "cut" && closed.reason !== "client-gone") || parted !== null) return [];
		return [{ x: xOf(scale, closed.at), aside: isAside(closed.seq), how: closed.reason === "cut" ? "cut" : "broke" }];
	});
}

/** Whether what happened with an event is not of what is shown: it came later, or in an earlier life of the room. */
function asideAt({ traffic, seq }: RailIn): (eventSeq: number) => boolean {
	const { after } = lifeAt(traffic.clears, seq);
	return (eventSeq) => eventSeq > seq || eventSeq <= after;
}

/** Where the room is shown, where it is, and what of it the tape shows. */
function headsOf({ traffic, seq, reviewing, time, now, shown }: RailIn, scale: RailScale): Omit<RailDrawing, keyof Marks> {
	const clear = beginOf(traffic.clears, seq);
	return {
		begins: clear === null || clear.at <= scale.from ? null : xOf(scale, clear.at),
		cursor: xOf(scale, reviewing ? time : now),
		live: reviewing ? xOf(scale, now) : null,
		bracket: shown === null ? null : { from: xOf(scale, shown.from), to: xOf(scale, shown.to) },
	};
}

/** A puck for each PUBLISH of a client, a tick for any other packet; where they would lie on each other, the last of them. */
function marksOf(input: RailIn, x: (at: number) => number): Pick<Marks, "pucks" | "ticks"> {
	const { traffic } = input;
	const isAside = asideAt(input);
	const pucks: RailPuck[] = [];
	const ticks: Placed[] = [];
	for (let at = 0; at < traffic.count; at += 1) {
		const packet = traffic.packets[at] as TapePacket;
		const place = { x: x(packet.left.at), aside: isAside(packet.left.seq) };
		const { fields } = packet;
		if (fields?.type === "PUBLISH") {
			if (packet.direction === "down") continue;
			put(pucks, { ...place, qos: fields.qos, fate: puckOf(packet, input) ?? "ink" }, PUCKS_APART);
		} else put(ticks, place, TICKS_APART);
	}
	return { pucks, ticks };
}

/** The last one of a heap stays, except that one that is past goes before one that is not. */
function put<P extends Placed>(all: P[], next: P, apart: number): void {
	const last = all.at(-1);
	if (last !== undefined && next.x - last.x < apart && last.aside === next.aside) all[all.length - 1] = next;
	else all.push(next);
}

const STACK: readonly PuckFate[] = ["delivered", "flight", "queued", "dropped", "outline", "ghost", "ink"];

/** What was published in each of 120 stretches, by what became of it. */
function barsOf(input: RailIn, { from, to, width }: RailScale): Pick<Marks, "bars" | "most"> {
	const { traffic } = input;
	const isAside = asideAt(input);
	const stretch = (to - from) / BARS;
	const wide = (width - 2 * EDGE) / BARS;
	const counts = Array.from({ length: BARS }, () => new Map<PuckFate, number>());
	const last: number[] = [];
	for (const packet of publishedIn(traffic)) {
		const { left } = packet;
		const bar = Math.min(BARS - 1, Math.max(0, Math.floor((left.at - from) / stretch)));
		const fate = puckOf(packet, input) ?? "ink";
		const all = counts[bar];
		all?.set(fate, (all.get(fate) ?? 0) + 1);
		last[bar] = left.seq;
	}
	const bars = counts.flatMap((all, at) =>
		all.size === 0
			? []
			: [
					{
						x: EDGE + at * wide,
						width: wide,
						last: last[at] ?? 0,
						aside: isAside(last[at] ?? 0),
						parts: STACK.flatMap((fate) => (all.has(fate) ? [{ fate, count: all.get(fate) ?? 0 }] : [])),
					},
				],
	);
	return { bars, most: Math.max(1, ...bars.map(({ parts }) => parts.reduce((sum, { count }) => sum + count, 0))) };
}

/** How its message stood at the moment that is shown, or stands now, if it left later. */
function puckOf(packet: TapePacket, { traffic, seq, world, live }: RailIn): PuckFate | null {
	const stand = standOfPublish(packet, { traffic, seq, worlds: { shown: world, now: live } });
	return stand === null ? null : FATES[stand].puck;
}
