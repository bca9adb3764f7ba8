import type { Traffic } from "#traffic/traffic.ts";
import { type Ink, type TapeMark, widthOf } from "./drawing.ts";
import { isOnSide } from "./packet-marks.ts";
import type { TakenRoom } from "./taken.ts";
import type { TapeWay, WayAsk } from "./ways.ts";

/** Where an answer leaves what it answers: a dot, and where it leaves later, a bar along the lane between both. */
export function jointMarks(ask: WayAsk, ways: readonly TapeWay[]): TapeMark[] {
	const byNumber = new Map(ways.map((way) => [way.packet.number, way]));
	const marks: TapeMark[] = [];
	for (const way of ways) {
		if (way.faint || way.bundle.length > 1) continue;
		marks.push(...stem(ask, way));
		const { answers } = way.packet;
		const asked = answers === null ? undefined : byNumber.get(answers);
		const [start] = way.points;
		if (start === undefined) continue;
		if (asked === undefined) continue;
		const end = asked.points.at(-1);
		if (end === undefined || asked.packet.end?.how !== "arrived") continue;
		const [across, along] = ask.frame.down ? ([0, 1] as const) : ([1, 0] as const);
		marks.push(dot(start[0], start[1]));
		if (Math.abs(start[along] - end[along]) < 3) continue;
		const other = ask.frame.down ? ([start[across], end[1]] as const) : ([end[0], start[across]] as const);
		marks.push(dot(other[0], other[1]), { kind: "line", points: [other, start], ink: "ink", width: 2.4 });
	}
	return marks;
}

const dot = (x: number, y: number): TapeMark => ({ kind: "dot", x, y, r: 3.5, ink: "ink" });

/** Across the broker lane, where a message was taken in. */
function stem({ traffic, lanes, frame }: WayAsk, { packet, ends, lane, fate, points }: TapeWay): readonly TapeMark[] {
	const { fields, direction, end } = packet;
	if (fields?.type !== "PUBLISH" || direction !== "up" || end?.how !== "arrived") return [];
	// An identifier that the broker knows already is not taken in again [MQTT-4.3.3-2].
	if (fields.qos === 2 && fields.dup && traffic.fateAt(fields.message, null, end.seq) !== null) return [];
	const last = points.at(-1);
	if (last === undefined) return [];
	const from = frame.down ? last[0] : last[1];
	const ink: Ink = fate === "outline" || fate === "ink" || fate === "ghost" ? "ink" : fate;
	return [{ kind: "line", points: [frame.place(ends, from), frame.place(ends, lanes.broker - lane.outward * 2.5)], ink, width: 2.4 }];
}

/** Under the lane of a subscriber that got a message more than once: which copy arrived there. */
export function copyMarks(ask: WayAsk, ways: readonly TapeWay[], taken: TakenRoom): TapeMark[] {
	const { traffic, seen, frame, lanes } = ask;
	if (frame.down) return [];
	return ways.flatMap(({ packet, ends, lane, faint, bundle }): TapeMark[] => {
		const { fields, direction, end, clientId } = packet;
		if (fields?.type !== "PUBLISH" || direction !== "down" || end?.how !== "arrived" || clientId === null) return [];
		if (faint || bundle.length > 1) return [];
		const copy = copyOf(traffic, fields.message, clientId, end.seq, end.seq > seen.seq ? traffic.upTo : seen.seq);
		if (copy === null) return [];
		const text = `copy ${copy} of ${fields.message}`;
		const half = widthOf(text, "text") / 2 + 3;
		const y = lane.across + (lane.outward > 0 ? (lanes.tall ? 17 : 15) : -8);
		const box = { left: ends - half, right: ends + half, top: y - 9, bottom: y + 2 };
		if (!taken.isFree(box) || !isOnSide(ask, box, end.seq)) return [];
		taken.take(box);
		return [{ kind: "words", x: ends, y, text, font: "text", weight: 700, ink: "ink", align: "middle" }];
	});
}

/** Null: it is the only one so far. */
function copyOf(traffic: Traffic, message: string, subscriber: string, seq: number, until: number): number | null {
	const copies = traffic.copiesAt(message, subscriber, seq).filter((one) => one <= until);
	return copies.length < 2 || !copies.includes(seq) ? null : copies.indexOf(seq) + 1;
}
