import { ICONS } from "#kit/icons.ts";
import { legible } from "#kit/legible.ts";
import { cut } from "#mqtt/cut.ts";
import { type TapeMark, type TapePoint, widthOf } from "./drawing.ts";
import type { Lanes, TapeLane } from "./lanes.ts";
import { type TimeFrame, ticksOf } from "./scale.ts";
import type { Pings } from "./spread.ts";
import type { TapeWay } from "./ways.ts";

/** The hairlines of time, and the axis that says which time it is. */
export function axisMarks(
	frame: TimeFrame,
	{ axis }: Lanes,
	size: { readonly width: number; readonly height: number },
	later: number,
): TapeMark[] {
	const ticks = ticksOf(frame, frame.down ? 40 : 64, later).map(({ at, text }) => ({ along: frame.along(at), text }));
	if (frame.down)
		return ticks.flatMap(({ along, text }): TapeMark[] => [
			hairline([58, along], [size.width, along], 0.5),
			...(along < frame.start + 4 ? [] : [time(12, along + 4, text, "start")]),
		]);
	return [
		hairline([0, axis + 0.5], [size.width, axis + 0.5], 1),
		...ticks.flatMap(({ along, text }): TapeMark[] => [
			hairline([along, 0], [along, axis], 0.42),
			{
				kind: "line",
				points: [
					[along, axis],
					[along, axis + 5],
				],
				ink: "line-2",
				width: 1,
			},
			time(along, axis + 16.5, text, "middle"),
		]),
	];
}

const hairline = (from: TapePoint, to: TapePoint, alpha: number): TapeMark => ({
	kind: "line",
	points: [from, to],
	ink: "line",
	width: 1,
	alpha,
});
const time = (x: number, y: number, text: string, align: "start" | "middle"): TapeMark => ({
	...{ kind: "words", x, y, text, font: "wire", weight: 500, ink: "ink-3", align },
});

/** Along the axis: from when to when the selected packet was on its wire. */
export function selectedMarks({ down, place }: TimeFrame, { axis }: Lanes, way: TapeWay | undefined, until: number): TapeMark[] {
	if (way === undefined) return [];
	const across = down ? 57 : axis;
	return [
		{
			kind: "line",
			points: [place(way.starts, across), place(Math.max(way.starts + 2, Math.min(way.ends, until)), across)],
			ink: "ink",
			width: 4,
		},
	];
}

/** The pen at the live edge, or the cursor: a line across the paper with a head. */
export function penMarks({ down }: TimeFrame, { axis }: Lanes, along: number, width: number): TapeMark[] {
	const line = down
		? ([
				[58, along],
				[width - 6, along],
			] as const)
		: ([
				[along, 9],
				[along, axis],
			] as const);
	const head: readonly TapePoint[] = down
		? [
				[width, along - 6],
				[width, along + 6],
				[width - 4, along + 6],
				[width - 11, along],
				[width - 4, along - 6],
			]
		: [
				[along - 6, 1],
				[along + 6, 1],
				[along + 6, 5],
				[along, 12],
				[along - 6, 5],
			];
	return [
		{ kind: "line", points: line, ink: "ink", width: 1.5 },
		{ kind: "line", points: [...head, head[0] as TapePoint], ink: "ink", width: 0.5, fill: "ink" },
	];
}

/** Px between two names, from line to line. */
const LINE = 14;

/**
 * The name of each lane, on a ground of its own, and how many lanes there are beyond the edges of the paper. A lane that passes under that of the
 * broker has no name there.
 */
export function nameMarks(frame: TimeFrame, lanes: Lanes, width: number): TapeMark[] {
	if (frame.down) return topNames(lanes, width);
	const { all, broker, axis } = lanes;
	const { seen, before, after } = sightOf(all, [8, axis - 6]);
	const apart = seen.filter(({ across }) => Math.abs(across - broker) >= LINE);
	const names = [...apart.map(({ clientId, across }) => ({ text: shownName(clientId), across })), { text: "broker", across: broker }];
	return [
		{ kind: "area", x: 0, y: 0, w: frame.start - 2, h: axis, fill: "card", edge: null },
		...names.map(({ text, across }) => name(14, across + 4.5, cutTo(text, frame.start - 18))),
		...(before === 0 ? [] : [more(14, 13, `${before} more above`, "start")]),
		...(after === 0 ? [] : [more(14, axis - 6, `${after} more below`, "start")]),
	];
}

/** The same on a phone, side by side: a name that has no room beside those before it is cut, or left out. */
function topNames({ all, broker }: Lanes, width: number): TapeMark[] {
	const placed: { readonly from: number; readonly to: number }[] = [];
	const put = (text: string, across: number): TapeMark | null => {
		const half = widthOf(text, "plate", 14) / 2;
		const x = Math.max(half + 4, Math.min(across, width - half - 4));
		if (placed.some(({ from, to }) => from < x + half + 2 && to > x - half - 2)) return null;
		placed.push({ from: x - half, to: x + half });
		return { ...name(x, 17, text), align: "middle" };
	};
	const { seen, before, after } = sightOf(all, [0, width]);
	const beyond: TapeMark[] = [];
	for (const [count, left] of [
		[before, true],
		[after, false],
	] as const) {
		if (count === 0) continue;
		const text = left ? `← ${count}` : `${count} →`;
		const wide = widthOf(text, "text");
		placed.push(left ? { from: 0, to: 4 + wide } : { from: width - 4 - wide, to: width });
		beyond.push(left ? more(4, 17, text, "start") : more(width - 4, 17, text, "end"));
	}
	const shown = seen.map(({ clientId, across }) => ({ text: shownName(clientId), across }));
	const names = [put("broker", broker), ...shown.map(({ text, across }) => put(text, across) ?? put(cutTo(text, 50), across))];
	return [
		{ kind: "area", x: 0, y: 0, w: width, h: 25, fill: "card", edge: null },
		hairline([0, 25.5], [width, 25.5], 1),
		...names.filter((mark) => mark !== null),
		...beyond,
	];
}

/** Which lanes are on the paper, and how many are before and after it. Where such a number is written, a lane that lies under it is counted too. */
function sightOf(all: readonly TapeLane[], [first, last]: readonly [first: number, last: number]) {
	const from = all.some(({ across }) => across <= first) ? first + LINE + 4 : first;
	const to = all.some(({ across }) => across >= last) ? last - LINE - 4 : last;
	return {
		seen: all.filter(({ across }) => across > from && across < to),
		before: all.filter(({ across }) => across <= from).length,
		after: all.filter(({ across }) => across >= to).length,
	};
}

const more = (x: number, y: number, text: string, align: "start" | "end") =>
	({ kind: "words", x, y, text, font: "text", weight: 600, ink: "ink-2", align }) as const;

const name = (x: number, y: number, text: string) =>
	({ kind: "words", x, y, text, font: "plate", weight: 700, size: 14, ink: "ink", align: "start" }) as const;

/** A client may be called anything; a name of blanks alone would be no name to see. */
function shownName(clientId: string): string {
	return clientId.trim() === "" ? `“${clientId}”` : legible(clientId, true);
}

function cutTo(text: string, width: number): string {
	return cut(text, Math.max(1, Math.floor(width / 7.2)));
}

/** PINGs that were answered, as one mark on the lane. */
export function pingMarks(frame: TimeFrame, lanes: Lanes, { clientId, along, count }: Pings, words: boolean): TapeMark[] {
	const lane = lanes.of.get(clientId);
	if (lane === undefined || along < frame.start) return [];
	const [x, y] = frame.place(along, lane.across);
	const text = count === 1 ? "PING" : `PING × ${count}`;
	const beside = frame.down ? { x: x + 17 * lane.outward, y: y + 4 } : { x, y: y + (lane.outward < 0 ? -12 : 20) };
	return [
		{ kind: "area", x: x - 13, y: y - 8, w: 26, h: 16, fill: "card", edge: "ink", corner: 3 },
		{ kind: "sign", x: x - 7, y: y - 7, scale: 0.88, path: ICONS.pulse, ink: "ink" },
		...(words
			? [
					{
						kind: "words",
						...beside,
						text,
						font: "wire",
						weight: 600,
						ink: "ink",
						align: frame.down ? (lane.outward > 0 ? "end" : "start") : "middle",
						halo: true,
					} as const,
				]
			: []),
	];
}
