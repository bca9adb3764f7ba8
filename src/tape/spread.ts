import type { TapePacket, Traffic } from "#traffic/traffic.ts";
import { APART, type DrawnLine, placedApart } from "./apart.ts";
import { unnamed } from "./lanes.ts";
import type { TimeFrame } from "./scale.ts";
import { type TapeWay, type WayAsk, wayOf } from "./ways.ts";

/** So many of them in so little room are drawn as one. */
const BUNDLED = 4;
const BIN = BUNDLED * APART;
/** Px before the paper from which on what is drawn may reach into it. */
const AROUND = 120;

/** PINGs that were answered: one mark on the lane for all that follow each other. */
export type Pings = { readonly clientId: string; readonly along: number; readonly count: number };

/** The numbers of the packets that are in sight, those among them that left long before and are held; null: they are more than `most`. */
export function numbersInSight(traffic: Traffic, frame: TimeFrame, most: number): readonly number[] | null {
	const from = frame.from - AROUND / (frame.scale / 1_000);
	// Whatever is in sight of an hour is too much to be listed.
	if (traffic.leftAt(frame.to) - traffic.leftAt(from) > most) return null;
	const numbers = traffic.within(from, frame.to);
	return numbers.length > most ? null : numbers;
}

/** The ways of these packets, which are in sight, in order of leaving. */
export function waysOf(ask: WayAsk, numbers: readonly number[]): { readonly ways: readonly TapeWay[]; readonly pings: readonly Pings[] } {
	const { traffic, frame } = ask;
	const packets = numbers.map((number) => traffic.numbered(number)).filter((packet) => packet !== null);
	const [pings, lines] = apart(packets, ask);
	const ways: TapeWay[] = [];
	const drawn = [...byLane(lines, ask).values()].flatMap((lane) => placedApart(lane));
	drawn.sort(({ packets: [one] }, { packets: [other] }) => (one?.number ?? 0) - (other?.number ?? 0));
	for (const line of drawn) {
		const [packet] = line.packets;
		if (packet === undefined) continue;
		const numbers = line.packets.map(({ number }) => number);
		const way = wayOf(ask, packet, line.drawn - line.left, numbers);
		if (way !== null) ways.push(way);
	}
	return { ways, pings: pingsOf(pings, lines, frame) };
}

const laneOf = ({ connection, clientId, direction }: TapePacket) => `${direction} ${clientId ?? unnamed(connection)}`;

/** By lane and direction: the lines of these packets, in order of leaving. */
function byLane(packets: readonly TapePacket[], ask: WayAsk): ReadonlyMap<string, readonly DrawnLine<TapePacket>[]> {
	const found = new Map<string, DrawnLine<TapePacket>[]>();
	for (const bin of binned(packets, ask))
		for (const one of bin.length >= BUNDLED ? [bin] : bin.map((packet) => [packet])) {
			const [first] = one;
			if (first === undefined) continue;
			const lane = found.get(laneOf(first));
			if (lane === undefined) found.set(laneOf(first), [lineOf(one, first, ask)]);
			else lane.push(lineOf(one, first, ask));
		}
	for (const lane of found.values()) lane.sort((one, other) => one.left - other.left);
	return found;
}

/** How a packet stood at the cursor. */
function phaseOf({ left, end }: TapePacket, { cursor }: WayAsk): "ended" | "under way" | "later" {
	if (cursor === null) return "ended";
	if (left.seq > cursor.seq) return "later";
	return end !== null && end.seq <= cursor.seq ? "ended" : "under way";
}

/** What had ended at the cursor is not drawn behind the cursor, what set out later not before it, and what was under way just where it was. */
function lineOf(packets: readonly TapePacket[], first: TapePacket, ask: WayAsk): DrawnLine<TapePacket> {
	const { frame, cursor, selected } = ask;
	const left = frame.along(first.left.at);
	const phase = phaseOf(first, ask);
	const at = cursor === null ? null : frame.along(cursor.at);
	const ends = first.end === null ? left : frame.along(first.end.at);
	const near = { least: left - APART, most: left + APART };
	const own = { packets, left, phase: first.packet === selected || phase === "under way" ? null : phase };
	if (at === null) return { ...own, ...near };
	if (phase === "under way") return { ...own, least: left, most: left };
	if (phase === "later") return { ...own, ...near, least: Math.min(left, Math.max(near.least, at)) };
	return { ...own, ...near, most: Math.max(left, Math.min(near.most, left + at - ends)) };
}

/** Those that left within the same bin of the paper, lane by lane: a bin stays where it is while the paper moves. */
function binned(packets: readonly TapePacket[], ask: WayAsk): Iterable<readonly TapePacket[]> {
	const { frame, selected } = ask;
	const bins = new Map<string, TapePacket[]>();
	for (const packet of packets) {
		// What somebody looks at is never one of many.
		const alone = packet.packet === selected ? packet.packet : "";
		const place = Math.floor((packet.left.at * frame.scale) / 1_000 / BIN);
		const key = `${laneOf(packet)} ${place} ${phaseOf(packet, ask)} ${alone}`;
		const bin = bins.get(key);
		if (bin === undefined) bins.set(key, [packet]);
		else bin.push(packet);
	}
	return bins.values();
}

/** PINGREQs that were answered, and every other packet but for those answers. */
function apart(packets: readonly TapePacket[], { traffic, selected }: WayAsk): readonly [readonly TapePacket[], readonly TapePacket[]] {
	const [pings, lines]: [TapePacket[], TapePacket[]] = [[], []];
	for (const packet of packets) {
		const answered = packet.fields?.type === "PINGREQ" && isWhole(packet, traffic);
		const answer = packet.fields?.type === "PINGRESP" && packet.end?.how === "arrived" && packet.answers !== null;
		const alone = packet.packet === selected;
		if (answered && !alone) pings.push(packet);
		else if (!answer || alone) lines.push(packet);
	}
	return [pings, lines];
}

function isWhole({ answeredBy }: TapePacket, traffic: Traffic): boolean {
	return answeredBy !== null && traffic.numbered(answeredBy.number)?.end?.how === "arrived";
}

/** Px between two PINGs of a lane that share a mark, unless something else was on the wire between them. */
const TOGETHER = 160;

function pingsOf(pings: readonly TapePacket[], lines: readonly TapePacket[], frame: TimeFrame): readonly Pings[] {
	const found: Pings[] = [];
	const open = new Map<string, { at: number; until: number; index: number }>();
	const others = new Map<string | null, TapePacket[]>();
	for (const line of lines) {
		const list = others.get(line.clientId);
		if (list === undefined) others.set(line.clientId, [line]);
		else list.push(line);
	}
	for (const { clientId, left } of pings) {
		if (clientId === null) continue;
		const before = open.get(clientId);
		const along = frame.along(left.at);
		const between = before !== undefined && others.get(clientId)?.some((one) => one.left.at > before.until && one.left.at < left.at);
		if (before !== undefined && !between && along - frame.along(before.at) < TOGETHER) {
			const one = found[before.index];
			if (one !== undefined) found[before.index] = { ...one, count: one.count + 1 };
			before.until = left.at;
			continue;
		}
		open.set(clientId, { at: left.at, until: left.at, index: found.length });
		found.push({ clientId, along, count: 1 });
	}
	return found;
}
