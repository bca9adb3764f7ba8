import type { TapeRow, TapeSession, TapeStep } from "#traffic/traffic.ts";
import { DASHES, type Ink, type TapeMark, widthOf } from "./drawing.ts";
import { type Band, indexAfter, rowsThick } from "./lanes.ts";
import type { TimeFrame } from "./scale.ts";

type Ask = {
	readonly frame: TimeFrame;
	readonly band: Band;
	readonly session: TapeSession;
	/** Up to when anything is known. */
	readonly now: number;
	readonly words: boolean;
	/** Whether a filter leaves this message out. */
	readonly isFaint: ((message: string) => boolean) | null;
};

/** Px between two changes below which they are one. */
const FINEST = 1.5;
/** Px before the paper and behind it at which something is cut off out of sight. */
const BEYOND = 9;

/** The band of one session: it outlives its connections if it is persistent, and holds what waits in it. */
export function bandMarks(ask: Ask): TapeMark[] {
	const { frame, band, session, now } = ask;
	const from = session.created.at;
	const to = session.ended?.at ?? now;
	if (to < frame.from || from > frame.to) return [];
	const [start, end] = [clip(frame, from), clip(frame, to)];
	const outer = band.inner + band.outward * band.thick;
	const stretches = stretchesOf(ask);
	const marks = rowMarks(ask, stretches, start, end);
	marks.push(box(frame, start, end, band.inner, outer, "card", "ink", session.cleanSession ? DASHES : undefined));
	if (ask.words && band.thick > 12 && !frame.down) marks.push(...wordMarks(ask, stretches, start, end));
	return marks;
}

const clip = (frame: TimeFrame, at: number) => Math.max(frame.start, Math.min(frame.along(at), frame.edge + BEYOND));

function box(
	frame: TimeFrame,
	a0: number,
	a1: number,
	c0: number,
	c1: number,
	fill: Ink | null,
	edge: Ink | null,
	dash?: typeof DASHES,
): TapeMark {
	const [x0, y0] = frame.place(a0, c0);
	const [x1, y1] = frame.place(a1, c1);
	return {
		...{ kind: "area", fill, edge, dash },
		...{ x: Math.min(x0, x1), y: Math.min(y0, y1), w: Math.abs(x1 - x0), h: Math.abs(y1 - y0) },
	};
}

type Stretch = { readonly step: TapeStep; readonly from: number; readonly to: number };

/** What was kept, from change to change, as far as it can be seen: of changes that are too close to be told apart, the one with the most. */
function stretchesOf({ frame, session: { steps, ended }, now }: Ask): readonly Stretch[] {
	const first = Math.max(0, indexAfter(steps, frame.from) - 1);
	const perMs = frame.scale / 1_000;
	const last = Math.min(ended?.at ?? now, frame.to + BEYOND / perMs);
	const found: { step: TapeStep; from: number; to: number }[] = [];
	let open: { step: TapeStep; from: number; to: number } | undefined;
	for (let index = first; index < steps.length; index++) {
		const step = steps[index];
		if (step === undefined || step.at > last) break;
		if (open !== undefined && (step.at - open.from) * perMs < FINEST) {
			// The last of them holds from here on, unless more was kept before it for a moment that is too short to be drawn.
			if (step.waits + step.sent >= open.step.waits + open.step.sent || (steps[index + 1]?.at ?? last) - step.at > FINEST / perMs)
				open.step = step;
			continue;
		}
		if (open !== undefined) open.to = step.at;
		open = { step, from: step.at, to: last };
		found.push(open);
	}
	return found;
}

function rowMarks(ask: Ask, stretches: readonly Stretch[], start: number, end: number): TapeMark[] {
	const { frame, band, isFaint } = ask;
	const marks: TapeMark[] = [];
	const outer = band.inner + band.outward * band.thick;
	const open = new Map<string, { row: TapeRow; from: number }>();
	const close = (key: string, to: number) => {
		const one = open.get(key);
		open.delete(key);
		if (one === undefined || band.row === 0) return;
		const inner = outer + band.outward * band.row * one.row.slot;
		const [fill, edge]: readonly [Ink, Ink] = one.row.sent ? ["card", "flight"] : ["queued-fill", "queued-edge"];
		const mark = box(frame, one.from, to, inner, inner + band.outward * band.row, fill, edge);
		marks.push(isFaint?.(one.row.message) ? { ...mark, alpha: 0.3 } : mark);
	};
	const area = { from: 0, most: 0 };
	const closeArea = (to: number) => {
		if (area.most > 0 && to - area.from > 30 && band.row > 3) marks.push(count(ask, area.most, (area.from + to) / 2, outer));
		area.most = 0;
	};
	for (const { step, from, to } of stretches) {
		const [a0, a1] = [Math.max(start, frame.along(from)), Math.min(end, frame.along(to))];
		const now = new Map(step.rows.map((row) => [`${row.message} ${row.slot} ${row.sent}`, row]));
		for (const key of [...open.keys()]) if (!now.has(key)) close(key, a0);
		for (const [key, row] of now) if (!open.has(key)) open.set(key, { row, from: a0 });
		const all = step.waits + step.sent;
		if (step.rows.length > 0 || all === 0) {
			closeArea(a0);
			continue;
		}
		const thick = band.outward * rowsThick(band, step);
		const [fill, edge]: readonly [Ink, Ink] = step.waits > 0 ? ["queued-fill", "queued-edge"] : ["card", "flight"];
		const mark = box(frame, a0, a1, outer, outer + thick, fill, a1 - a0 > 6 ? edge : null);
		marks.push(isFaint === null ? mark : { ...mark, alpha: 0.3 });
		if (area.most === 0) area.from = a0;
		area.most = Math.max(area.most, all);
	}
	for (const key of [...open.keys()]) close(key, end);
	closeArea(end);
	return marks;
}

/** The number of what waits, in the middle of its area. */
function count({ frame, band }: Ask, most: number, along: number, outer: number): TapeMark {
	const [x, y] = frame.place(along, outer + (band.outward * band.most) / 2);
	return { kind: "words", x, y: y + 4, text: String(most), font: "wire", weight: 600, ink: "ink", align: "middle", halo: true };
}

/** Its name, and what waits in it wherever there is room to say it. */
function wordMarks(ask: Ask, stretches: readonly Stretch[], start: number, end: number): TapeMark[] {
	const { frame, band, session } = ask;
	const y = (band.inner + band.inner + band.outward * band.thick) / 2 + 4.2;
	const name = `${session.session}’s session`;
	const words = (x: number, text: string, isName: boolean): TapeMark => ({
		...{ kind: "words", x, y, text, ink: isName ? "ink" : "ink-2", align: "start" },
		...{ font: isName ? "plate" : "text", weight: isName ? 650 : 600 },
	});
	let taken = start + 8 + widthOf(name, "plate") + 14;
	if (taken > end) return [];
	const marks = [words(start + 8, name, true)];
	let said = "";
	for (const [index, { step, from }] of stretches.entries()) {
		const text = noteOf(session.session, step);
		if (text === said) continue;
		let after = index + 1;
		while (after < stretches.length && isSame(stretches[after]?.step, step)) after++;
		const next = stretches[after];
		const until = Math.min(end, next === undefined ? end : frame.along(next.from));
		const x = Math.max(taken, frame.along(from) + 6);
		said = text;
		if (text === "" || x + widthOf(text, "text") + 8 > until) continue;
		marks.push(words(x, text, false));
		taken = x + widthOf(text, "text") + 12;
	}
	return marks;
}

const isSame = (one: TapeStep | undefined, other: TapeStep) => one?.waits === other.waits && one.away === other.away;

function noteOf(client: string, { waits, away }: TapeStep): string {
	if (waits === 0) return away ? "" : "nothing waits";
	return `${waits} ${waits === 1 ? "waits" : "wait"}${away && waits > 1 ? `, kept while ${client} is away` : ""}`;
}
