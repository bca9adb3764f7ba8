import { puckWidth } from "#kit/shape.ts";
import { type CaptionBlock, captionMarks } from "./captions.ts";
import { FINE, type Ink, type TapeBox, type TapeMark, type TapePoint, type WordsMark, widthOf } from "./drawing.ts";
import { captionOf, lossOf, titleOf } from "./packet-words.ts";
import type { TakenRoom } from "./taken.ts";
import { pointAt, pointOf, type TapeWay, type WayAsk } from "./ways.ts";

export type PacketAsk = WayAsk & { readonly words: boolean; readonly taken: TakenRoom };
/** The place of a puck or a plate: whoever points at it means its packet, however far from its line. */
export type Spot = { readonly way: TapeWay; readonly box: TapeBox };
/** top: what stays in full colour over everything else, such as pucks on their way at the moment that is looked at. spots: in order of drawing. */
type Drawn = { readonly body: readonly TapeMark[]; readonly top: readonly TapeMark[]; readonly spots: readonly Spot[] };

/** All packets in sight: their lines first, then pucks, then words where there is room for them. */
export function packetMarks(ask: PacketAsk, ways: readonly TapeWay[]): Drawn {
	const { taken } = ask;
	const [body, top, spots]: [TapeMark[], TapeMark[], Spot[]] = [[], [], []];
	for (const way of ways) body.push(...faintly(way, lineMarks(way)));
	// No plate beside a cross: "× 4" next to it would read as two crosses.
	for (const { packet, points } of ways) if (packet.end?.how === "lost") takeCross(taken, points.at(-1));
	const places = new Map<TapeWay, TapePoint>();
	for (const way of ways) {
		const puck = puckOf(ask, way, taken);
		if (puck === null) continue;
		places.set(way, puck.at);
		spots.push({ way, box: puck.box });
		(puck.moves ? top : body).push(...faintly(way, puck.marks));
	}
	if (!ask.words) return { body, top, spots };
	for (const way of ways) if (way.packet.end?.how === "lost" && !way.faint) body.push(...lossMarks(ask, way, taken));
	const order = [...ways.filter(({ selected }) => selected), ...ways.filter(({ selected }) => !selected)];
	for (const way of order) {
		if (way.faint || way.bundle.length > 1 || (ask.lanes.small && !way.selected)) continue;
		if (way.packet.end?.how === "lost" && way.packet.fields?.type !== "PUBLISH") continue;
		const at = places.get(way);
		const off = at === undefined ? 0 : puckWidth(qosOf(way), heightOf(ask)) / 2;
		const isTop = at !== undefined && isUnderWay(ask, way);
		const room = isTop ? taken : { ...taken, isFree: (box: TapeBox) => taken.isFree(box) && isOnSide(ask, box, way.packet.left.seq) };
		const words = captionMarks(way, blockOf(way), room, (share) => at ?? pointOf(way.points, share), off, ask.frame.down);
		(isTop ? top : body).push(...words);
	}
	return { body, top, spots };
}

function faintly(way: TapeWay, marks: readonly TapeMark[]): readonly TapeMark[] {
	return way.faint ? marks.map((mark) => ({ ...mark, alpha: 0.45 })) : marks;
}

const qosOf = ({ packet: { fields } }: TapeWay) => (fields?.type === "PUBLISH" ? fields.qos : 0);
const heightOf = ({ lanes }: PacketAsk) => (lanes.small ? 19 : lanes.tall ? 24 : 21);
const isUnderWay = ({ seen }: PacketAsk, { packet: { left, end } }: TapeWay) =>
	left.seq <= seen.seq && (end === null || end.seq > seen.seq);

/**
 * Where somebody looks back, what is said of an event stands on its own side of the cursor, and not on both: one half of it would be past, and
 * the other half would not.
 */
export function isOnSide({ cursor, frame, seen }: Pick<WayAsk, "cursor" | "frame" | "seen">, box: TapeBox, seq: number): boolean {
	if (cursor === null) return true;
	const edge = frame.along(cursor.at);
	const [start, end] = frame.down ? [box.top, box.bottom] : [box.left, box.right];
	return seq > seen.seq ? start >= edge : end <= edge;
}

function lineMarks({ packet, points, still, ahead, ink, selected, bundle, faint }: TapeWay): readonly TapeMark[] {
	const last = points.at(-1);
	const before = points.findLast(([x, y]) => last !== undefined && (x !== last[0] || y !== last[1]));
	if (last === undefined) return [];
	const width = selected ? 4 : packet.fields?.type === "PUBLISH" ? 2.4 : 1.7;
	const marks: TapeMark[] = [{ kind: "line", points, ink, width }];
	if (bundle.length > 1) marks.push({ kind: "line", points: points.map(([x, y]) => [x + 4, y]), ink, width });
	if (ahead !== null) marks.push({ kind: "line", points: [last, ahead], ink: "line-2", width: 1.6, dash: FINE });
	if (!faint) for (const index of still) marks.push(...brackets(points[index], points[index + 1]));
	if (packet.end?.how === "arrived" && before !== undefined) marks.push(arrow(before, last, ink));
	if (packet.end?.how === "lost") marks.push(...cross(last, ink));
	return marks;
}

function arrow(from: TapePoint, [x, y]: TapePoint, ink: Ink): TapeMark {
	const angle = Math.atan2(y - from[1], x - from[0]);
	const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
	const at = (dx: number, dy: number): TapePoint => [x + dx * cos - dy * sin, y + dx * sin + dy * cos];
	return { kind: "line", points: [at(-8.5, -3.8), at(0, 0), at(-8.5, 3.8)], ink, width: 2 };
}

function cross([x, y]: TapePoint, ink: Ink): readonly TapeMark[] {
	return [-1, 1].map(
		(way): TapeMark => ({
			...{ kind: "line", ink, width: 2.4 },
			points: [
				[x - 5, y - 5 * way],
				[x + 5, y + 5 * way],
			],
		}),
	);
}

/** Around a stretch on which a packet stood still. */
function brackets(from: TapePoint | undefined, to: TapePoint | undefined): readonly TapeMark[] {
	if (from === undefined || to === undefined || Math.hypot(to[0] - from[0], to[1] - from[1]) < 18) return [];
	const down = to[0] === from[0];
	const bracket = ([x, y]: TapePoint, way: -1 | 1): TapeMark => {
		const at = (along: number, across: number): TapePoint => (down ? [x + across, y + along] : [x + along, y + across]);
		return { kind: "line", points: [at(5 * way, -6), at(way, -6), at(way, 6), at(5 * way, 6)], ink: "ink", width: 1.8 };
	};
	return [bracket(from, 1), bracket(down ? [to[0], to[1] - 8] : [to[0] - 8, to[1]], -1)];
}

/** Where a puck may stand on its line, so that pucks of lines side by side stand one above the other. */
const PLACES = [0.5, 0.2, 0.8, 0.35, 0.65] as const;
/** And where a smaller one may stand, if there is no room in any of those. */
const MINI_PLACES = [0.28, 0.72, 0.42, 0.58, 0.12, 0.88] as const;
/** The height of a puck for which there is no room: a bare shape. */
const MINI = 12;

type PuckPlace = { readonly at: TapePoint; readonly box: TapeBox; readonly moves: boolean; readonly marks: readonly TapeMark[] };

function puckOf(ask: PacketAsk, way: TapeWay, taken: TakenRoom): PuckPlace | null {
	const { fields } = way.packet;
	const moves = isUnderWay(ask, way);
	if (way.bundle.length > 1) return bundleOf(ask, way);
	if (fields?.type !== "PUBLISH") return null;
	const now = moves ? pointAt(way, ask.seen.at) : null;
	const places = [...PLACES, ...MINI_PLACES].map((share) => pointOf(way.points, share));
	const free = (high: number) =>
		(high === MINI ? places : places.slice(0, PLACES.length)).find((place) =>
			taken.isUntaken(boxAt(place, puckWidth(fields.qos, high), high, 0)),
		);
	const whole = now ?? free(heightOf(ask)) ?? (way.selected ? places[0] : undefined);
	const h = whole === undefined ? MINI : heightOf(ask);
	const at = whole ?? free(MINI) ?? places[0];
	if (at === undefined) return null;
	const box = boxAt(at, puckWidth(fields.qos, h), h, 3);
	taken.take(box);
	const puck: TapeMark = {
		...{ kind: "puck", x: at[0], y: at[1], h, qos: fields.qos, fate: way.fate, label: fields.message },
		...{ dup: fields.dup || fields.attempt > 1, retain: fields.retain, selected: way.selected, hollow: way.faint },
	};
	return { at, box, moves, marks: [puck] };
}

/** Px around the end of a lost packet that stay free of plates. */
const CROSS = 9;

function takeCross(taken: TakenRoom, at: TapePoint | undefined): void {
	if (at !== undefined) taken.take(boxAt(at, 2 * CROSS, 2 * CROSS, 0));
}

function boxAt([x, y]: TapePoint, w: number, h: number, air: number): TapeBox {
	return { left: x - w / 2 - air, right: x + w / 2 + air, top: y - h / 2 - air, bottom: y + h / 2 + air };
}

/** Its plate stands whole on the paper where its place does, and on one side of the cursor: one half of it would tell nothing. */
function bundleOf({ taken, frame, cursor, seen }: PacketAsk, way: TapeWay): PuckPlace {
	const text = `× ${way.bundle.length}`;
	const [w, h] = [widthOf(text, "wire") + 10, 18];
	const half = (frame.down ? h : w) / 2;
	const edge = cursor === null ? null : frame.along(cursor.at);
	const beside = ([x, y]: TapePoint): TapePoint => {
		const [at, across] = frame.down ? [y, x] : [x, y];
		const along = at < frame.start ? at : Math.max(at, frame.start + half + 1);
		if (edge === null) return frame.place(along, across);
		const isLater = way.packet.left.seq > seen.seq;
		return frame.place(isLater ? Math.max(along, edge + half + 1) : Math.min(along, edge - half - 1), across);
	};
	const onLine = PLACES.map((share) => pointOf(way.points, share));
	// Beside the line, where there is no room on it: before what comes later, or behind what came before.
	const aside = onLine.flatMap(([x, y]): TapePoint[] =>
		[-1, 1].map((side) => (frame.down ? [x, y + side * (h + 8)] : [x + side * (w / 2 + 16), y])),
	);
	const places = [...onLine, ...aside].map(beside);
	const at = places.find((place) => taken.isUntaken(boxAt(place, w, h, 1))) ?? beside(pointOf(way.points, 0.5));
	const [x, y] = [at[0] - w / 2, at[1] - h / 2];
	const box = { left: x, right: x + w, top: y, bottom: y + h };
	taken.take(box);
	return {
		...{ at, box },
		moves: false,
		marks: [
			{ kind: "area", x, y, w, h: 18, fill: "card", edge: way.faint ? "line-2" : "ink", corner: 3 },
			...(way.faint
				? []
				: [{ kind: "words", x: at[0], y: at[1] + 4.2, text, font: "wire", weight: 600, ink: "ink", align: "middle" } as const]),
		],
	};
}

/** Beside the cross: what was lost, and how. */
function lossMarks(ask: PacketAsk, { packet, points, heldMs, selected }: TapeWay, taken: TakenRoom): readonly TapeMark[] {
	const { frame, lanes } = ask;
	const last = points.at(-1);
	if (last === undefined || packet.end?.how !== "lost" || (lanes.small && !selected)) return [];
	const [x, y] = last;
	const [title, how] = [titleOf(packet), lossOf(packet.end.reason, heldMs)];
	const wide = [title, how].map((text, index) => widthOf(text, index === 0 ? "wire" : "text"));
	const words = (text: string, index: number, at: number, top: number, side: -1 | 1): WordsMark => ({
		...{
			kind: "words",
			x: at,
			y: top + 4 + 14 * index,
			text,
			ink: index === 0 ? "ink" : "ink-2",
			align: side < 0 ? "end" : "start",
			halo: true,
		},
		...(index === 0 ? { font: "wire", weight: 600 } : { font: "text", weight: 500 }),
	});
	const sides = frame.down && x > taken.paper.right / 2 ? ([-1, 1] as const) : ([1, -1] as const);
	const { seq } = packet.end;
	// Both lines before one of them, and clear of all that crosses the wire there: what is told through an arrow is not read.
	for (const count of [2, 1])
		for (const high of [0, -22, 22])
			for (const side of sides) {
				const width = Math.max(...wide.slice(0, count));
				const edge = x + 13 * side;
				const [left, right] = side < 0 ? [edge - width, edge] : [edge, edge + width];
				const box = { left: left - 3, right: right + 3, top: y + high - 8, bottom: y + high + 9 + 14 * (count - 1) };
				if (!taken.isFree(box) || !taken.isClear(box) || !isOnSide(ask, box, seq)) continue;
				taken.take(box);
				return [title, how].slice(0, count).map((text, index) => words(text, index, edge, y + high, side));
			}
	return [];
}

function blockOf({ packet }: TapeWay): CaptionBlock {
	const { fields } = packet;
	const lines = captionOf(packet);
	const line = (text: string, isName: boolean) =>
		({ text, font: "wire", weight: isName ? 600 : 500, ink: isName ? "ink" : "ink-2" }) as const;
	if (fields?.type !== "PUBLISH") return { plate: false, lines: lines.map((text, index) => line(text, index === 0)) };
	if (fields.dup) return { plate: true, lines: [line("DUP", true), line(lines.join(" "), true)] };
	return { plate: false, lines: lines.map((text) => line(text, true)) };
}
