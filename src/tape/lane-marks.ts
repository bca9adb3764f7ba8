import { ICONS } from "#kit/icons.ts";
import type { TapeConnection, TapeStep, Traffic } from "#traffic/traffic.ts";
import { DOTS, FINE, type TapeMark, widthOf } from "./drawing.ts";
import { LANE_ENDS } from "./end-words.ts";
import { indexAfter, type Lanes, type TapeLane, unnamed } from "./lanes.ts";
import type { TimeFrame } from "./scale.ts";

type Ask = {
	readonly frame: TimeFrame;
	readonly lanes: Lanes;
	readonly traffic: Traffic;
	readonly now: number;
	readonly words: boolean;
};

const BEYOND = 9;
const WORDS = LANE_ENDS.cut.words;

/** By client: its connections, in order of opening. */
export function connectionsByClient({ connections }: Traffic): ReadonlyMap<string, readonly TapeConnection[]> {
	const found = new Map<string, TapeConnection[]>();
	for (const [name, one] of connections) {
		const clientId = one.clientId ?? unnamed(name);
		const list = found.get(clientId);
		if (list === undefined) found.set(clientId, [one]);
		else list.push(one);
	}
	return found;
}

/** One client's lane: a line while it is connected, dots while it is away, and how each connection ended. */
export function laneMarks(ask: Ask, lane: TapeLane, connections: readonly TapeConnection[]): TapeMark[] {
	const { frame, now } = ask;
	const marks: TapeMark[] = [];
	const last = Math.min(frame.along(now), frame.edge + BEYOND);
	const clip = (at: number) => Math.max(frame.start, Math.min(frame.along(at), last));
	for (const [index, one] of connections.entries()) {
		const end = one.parted ?? one.closed;
		const reason = one.parted === null ? one.closed?.reason : "disconnect";
		const next = connections[index + 1]?.opened.at ?? now;
		if (one.opened.at > frame.to || next < frame.from) continue;
		const [a0, a1] = [clip(one.opened.at), clip(end?.at ?? now)];
		if (a1 > a0) marks.push(line(frame, lane.across, a0, a1));
		// Where the page did not see how it ended, nothing is drawn but that it was there.
		if (end === null || reason === undefined || reason === "unseen") continue;
		const away = clip(next);
		const { mark, words } = LANE_ENDS[reason];
		const isCut = mark === "cut";
		if (away - a1 > 10)
			marks.push({
				...{ kind: "line", ink: "line-2", width: 2, dash: DOTS },
				points: [frame.place(a1 + (mark === "bar" ? 6 : 16), lane.across), frame.place(away - 3, lane.across)],
			});
		if (end.at >= frame.from) marks.push(...endMarks(ask, lane, mark, a1, away));
		const gap = away - a1;
		if (isCut || !ask.words || frame.down || gap <= 60) continue;
		marks.push(said(ask, lane, widthOf(words, "text") + 14 < gap ? words : "offline", a1 + (end.at < frame.from ? 6 : 10)));
	}
	return marks;
}

function line(frame: TimeFrame, across: number, a0: number, a1: number): TapeMark {
	return { kind: "line", points: [frame.place(a0, across), frame.place(a1, across)], ink: "ink", width: 2.5 };
}

function bar(frame: TimeFrame, { across }: TapeLane, along: number): TapeMark {
	return { kind: "line", points: [frame.place(along, across - 6), frame.place(along, across + 6)], ink: "ink", width: 2.5 };
}

function said({ frame }: Ask, lane: TapeLane, text: string, along: number): TapeMark {
	const [x, y] = frame.place(along, lane.across - 8);
	return { kind: "words", x, y, text, font: "text", weight: 600, ink: "ink-2", align: "start", halo: true };
}

function endMarks(ask: Ask, lane: TapeLane, mark: "bar" | "frayed" | "cut", along: number, until: number): readonly TapeMark[] {
	if (mark === "cut") return cutMarks(ask, lane, along, until);
	return [mark === "bar" ? bar(ask.frame, lane, along) : frayed(ask.frame, lane, along)];
}

function frayed(frame: TimeFrame, { across }: TapeLane, along: number): TapeMark {
	const ends = [
		[along, across],
		[along + 5, across - 2],
		[along + 2, across + 3],
		[along + 8, across + 6],
	] as const;
	return { kind: "line", points: ends.map(([a, c]) => frame.place(a, c)), ink: "ink", width: 2 };
}

/** A frayed end, scissors, and the way that the cable had to the broker. */
function cutMarks({ frame, lanes, words }: Ask, lane: TapeLane, along: number, until: number): TapeMark[] {
	const { across, outward } = lane;
	const to = lanes.broker + outward * 9;
	const marks: TapeMark[] = [
		frayed(frame, lane, along),
		{ kind: "line", points: [frame.place(along, across - 5 * outward), frame.place(along, to)], ink: "ink", width: 1.5, dash: FINE },
	];
	if (!words) return marks;
	const inward = -outward;
	// Where the client is back so soon that the words would stand in what comes next, the scissors say it, at the very cut.
	const says = until - along > (frame.down ? 30 : 36 + widthOf(WORDS, "text"));
	if (frame.down) {
		const [x, y] = frame.place(along, across);
		marks.push(sign(x + inward * 12 - (inward < 0 ? 15 : 0), y + (says ? 10 : 3)));
		if (says) marks.push(cutWords(x + inward * 32, y + 22, inward < 0 ? "end" : "start"));
		return marks;
	}
	const y = inward > 0 ? across + 7 : across - 22;
	marks.push(sign(along + (says ? 14 : 3), y));
	if (says) marks.push(cutWords(along + 34, y + 12, "start"));
	return marks;
}

function sign(x: number, y: number): TapeMark {
	return { kind: "sign", x, y, scale: 0.94, path: ICONS.scissors, ink: "ink" };
}

function cutWords(x: number, y: number, align: "start" | "end"): TapeMark {
	return { kind: "words", x, y, text: WORDS, font: "text", weight: 700, ink: "ink", align, halo: true };
}

/** The copies that a client keeps of what it published, as a hollow strip along its lane. */
export function keepMarks({ frame, now, words }: Ask, lane: TapeLane, steps: readonly TapeStep[]): TapeMark[] {
	const marks: TapeMark[] = [];
	const last = Math.min(frame.along(now), frame.edge + BEYOND);
	const open = { from: null as number | null, names: new Map<string, string>(), starts: true };
	const close = (to: number, ends: "released" | "discarded" | null) => {
		const a0 = open.from;
		open.from = null;
		if (a0 === null || to <= frame.start) return;
		const from = Math.max(a0, frame.start);
		const [edge, strip] = [lane.across + 2 * lane.outward, lane.across + 7 * lane.outward];
		const points = [
			...(a0 >= frame.start ? [frame.place(from, edge)] : []),
			...[frame.place(from, strip), frame.place(to, strip)],
			...(ends === null ? [] : [frame.place(to, edge)]),
		];
		marks.push({ kind: "line", points, ink: "ink-3", width: 1.5 });
		const text = keptTexts(open.names, ends === "discarded").find((one) => widthOf(one, "text") < to - from);
		if (!words || frame.down || text === undefined) return;
		const [x, y] = frame.place(from + 2, lane.across + (lane.outward < 0 ? -12 : 19));
		marks.push({ kind: "words", x, y, text, font: "text", weight: 500, ink: "ink-2", align: "start", halo: true });
	};
	for (let index = Math.max(0, indexAfter(steps, frame.from) - 1); index < steps.length; index++) {
		const step = steps[index];
		if (step === undefined || step.at > frame.to) break;
		const along = frame.along(step.at);
		if (step.waits + step.sent === 0) close(along, step.discarded ? "discarded" : "released");
		else if (open.from === null) Object.assign(open, { from: along, names: new Map() });
		for (const { message, packetId, qos } of step.rows) open.names.set(message, `${qos === 2 ? "PUBREC" : "PUBACK"} #${packetId}`);
		if (step.sent > step.rows.length) open.names.set("", "");
	}
	close(last, null);
	return marks;
}

/** The longest one that fits is said. names: by message, the answer until which its copy is kept. */
function keptTexts(names: ReadonlyMap<string, string>, discarded: boolean): readonly string[] {
	const [[message, answer] = ["", ""]] = names;
	const [long, short] = names.size === 1 && message !== "" ? [`a copy of ${message}`, message] : ["copies of several messages", "copies"];
	if (discarded) return [`kept ${long}, gone with the session`, `kept ${long}`, `kept ${short}`];
	return [...(names.size === 1 ? [`keeps ${long} until ${answer}`] : [`keeps ${long}`]), `keeps ${short}`];
}
