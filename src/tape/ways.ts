import { FATES, type PuckFate } from "#kit/fate.ts";
import { pathOf } from "#traffic/path.ts";
import { type ShownMoment, standOfPublish } from "#traffic/stand.ts";
import type { At, TapePacket, Traffic } from "#traffic/traffic.ts";
import type { Ink, TapePoint } from "./drawing.ts";
import { brokerEdge, type Lanes, type TapeLane, unnamed } from "./lanes.ts";
import type { TimeFrame } from "./scale.ts";

/** The way of one packet over the paper. */
export type TapeWay = {
	readonly packet: TapePacket;
	readonly lane: TapeLane;
	/** Px by which it is drawn later than it left, so that it can be told from the one before. */
	readonly shift: number;
	readonly points: readonly TapePoint[];
	/** The moment of each point. */
	readonly times: readonly number[];
	/** The stretches, by the index of their first point, on which it stood still. */
	readonly still: readonly number[];
	readonly heldMs: number;
	/** Where it goes on to, while it is under way; null: it has ended, or stands still. */
	readonly ahead: TapePoint | null;
	/** Px of where it meets the broker and its client: along time. */
	readonly starts: number;
	readonly ends: number;
	readonly fate: PuckFate;
	readonly ink: Ink;
	readonly faint: boolean;
	readonly selected: boolean;
	/** The packets that are drawn as this one; the first of them is this one. */
	readonly bundle: readonly number[];
};

export type WayAsk = {
	readonly traffic: Traffic;
	readonly frame: TimeFrame;
	readonly lanes: Lanes;
	/** Up to when anything is known. */
	readonly now: At;
	/** The moment that is looked at; the same as now where nobody looks back. */
	readonly seen: At;
	readonly worlds: ShownMoment["worlds"];
	/** Null: nobody looks back. */
	readonly cursor: At | null;
	readonly matches: ((number: number) => boolean) | null;
	readonly selected: string | null;
};

/** Ms that count as standing still. */
const STILL_MS = 40;

export function wayOf(ask: WayAsk, packet: TapePacket, shift: number, bundle: readonly number[]): TapeWay | null {
	const { traffic, frame, lanes, now, seen, worlds, matches, selected } = ask;
	const lane = lanes.of.get(packet.clientId ?? unnamed(packet.connection));
	if (lane === undefined) return null;
	const path = pathOf(packet, traffic, { seq: traffic.upTo, at: Math.max(now.at, packet.left.at) });
	const last = path.at(-1) ?? { at: packet.left.at, progress: 0 };
	const goesOn = packet.end === null;
	const before = path.at(-2);
	const moves = before !== undefined && last.progress > before.progress;
	const rest = (1 - last.progress) * packet.delayMs;
	const arrival = goesOn ? last.at + rest : last.at;
	const atBroker = brokerEdge(lanes, lane, traffic.sessions, packet.direction === "down" ? packet.left.at : arrival - 1);
	const atClient = lane.across - lane.outward * 1.5;
	const [from, to] = packet.direction === "up" ? [atClient, atBroker] : [atBroker, atClient];
	const place = (at: number, progress: number) => frame.place(frame.along(at) + shift, from + (to - from) * progress);
	const still = path.flatMap(({ at, progress }, index) => {
		const next = path[index + 1];
		return next !== undefined && next.progress === progress && progress < 1 && next.at - at > STILL_MS ? [index] : [];
	});
	const stands = standOfPublish(packet, { traffic, seq: seen.seq, worlds });
	const fate = stands === null ? "ink" : FATES[stands].puck;
	const faint = matches !== null && !matches(packet.number);
	return {
		...{ packet, lane, shift, still, fate, faint, bundle },
		points: path.map(({ at, progress }) => place(at, progress)),
		times: path.map(({ at }) => at),
		heldMs: still.reduce((sum, index) => sum + (path[index + 1]?.at ?? 0) - (path[index]?.at ?? 0), 0),
		ahead: goesOn && (moves || path.length < 2 || last.at === packet.left.at) && rest > 0 ? place(last.at + rest, 1) : null,
		starts: frame.along(packet.left.at) + shift,
		ends: frame.along(arrival) + shift,
		ink: faint ? "line-2" : packet.fields?.type === "PUBLISH" ? INKS[fate] : "ink",
		selected: packet.packet === selected,
	};
}

const INKS: Readonly<Record<PuckFate, Ink>> = {
	flight: "flight",
	queued: "queued",
	delivered: "delivered",
	dropped: "dropped",
	ink: "ink",
	outline: "ink",
	ghost: "line-2",
};

/** Where the packet was at this time, on its line. */
export function pointAt({ points, times }: TapeWay, at: number): TapePoint | null {
	const index = times.findIndex((time) => time >= at);
	const [next, before] = [points[index === -1 ? points.length - 1 : index], points[Math.max(0, index - 1)]];
	if (next === undefined || before === undefined) return null;
	const [from, to] = [times[Math.max(0, index - 1)] ?? 0, times[index === -1 ? times.length - 1 : index] ?? 0];
	const share = index === -1 || to === from ? 1 : (at - from) / (to - from);
	return [before[0] + (next[0] - before[0]) * share, before[1] + (next[1] - before[1]) * share];
}

/** The point at this share of a line. */
export function pointOf(points: readonly TapePoint[], share: number): TapePoint {
	const [start, end] = points;
	if (points.length === 2 && start !== undefined && end !== undefined)
		return [start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share];
	const lengths = points.slice(1).map(([x, y], index) => Math.hypot(x - (points[index]?.[0] ?? 0), y - (points[index]?.[1] ?? 0)));
	let rest = share * lengths.reduce((sum, one) => sum + one, 0);
	for (const [index, length] of lengths.entries()) {
		const [from, to] = [points[index], points[index + 1]];
		if (from === undefined || to === undefined) break;
		if (rest <= length || index === lengths.length - 1) {
			const part = length === 0 ? 0 : Math.min(1, rest / length);
			return [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part];
		}
		rest -= length;
	}
	return points[0] ?? [0, 0];
}
