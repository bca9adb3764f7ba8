import { seatOf } from "#contract/seat-client.ts";
import type { LanePuck } from "#crowd/under-way.ts";
import type { CrowdLayout } from "./crowd-layout.ts";
import type { ScreenWireShape } from "./watch-layout.ts";

/** Px from the middle of a wire to each of its lanes. */
export const LANE = 34;
/** Thickness of the blocks that a wire ends in, along it. */
export const BLOCK = 22;
/** Height of a puck on a wire, and of what is no PUBLISH. */
export const PUCK = 72;
export const MARK = 58;
/** Half of the length that a puck keeps from the ends of its lane. */
const INSET = 58;

type LaneEnds = { readonly from: { readonly x: number; readonly y: number }; readonly to: { readonly x: number; readonly y: number } };

/** Where a packet leaves and where it arrives: to the broker on the upper lane, back on the lower one. */
export function laneEnds({ from, to, y }: ScreenWireShape, direction: LanePuck["direction"]): LaneEnds {
	const way = Math.sign(to - from);
	const inset = Math.min(BLOCK + INSET, Math.abs(to - from) / 2);
	const [near, far] = [from + way * inset, to - way * inset];
	const up = direction === "up";
	const across = y + (up ? -LANE : LANE);
	return { from: { x: up ? near : far, y: across }, to: { x: up ? far : near, y: across } };
}

/** The same for the trunk: to the seats on the upper lane. */
export function trunkEnds({ trunk: { from, to, y } }: CrowdLayout, direction: LanePuck["direction"]): LaneEnds {
	const inset = Math.min(BLOCK + 40, (to - from) / 2);
	const down = direction === "down";
	const across = y + (down ? -LANE : LANE);
	const [near, far] = [from + inset, to - inset + 14];
	return { from: { x: down ? near : far, y: across }, to: { x: down ? far : near, y: across } };
}

/** The share of a lane that one puck needs for itself. */
export function gapOn({ from, to }: LaneEnds): number {
	return (0.62 * PUCK * 1.55) / Math.max(1, Math.abs(to.x - from.x));
}

/** The plate at a puck: for how many it stands, or which seat it is for; null: the wire says it. */
export function plateOf({ count, client }: LanePuck, on: "wire" | "trunk"): string | null {
	if (count > 1) return `× ${count}`;
	if (on === "wire" || client === null) return null;
	const seat = seatOf(client);
	return seat === null ? null : `seat ${seat}`;
}

/** Where arrows stand on a lane of this length, as shares of it: not so many that they touch. */
export function arrowsOn(length: number): readonly number[] {
	if (length < 70) return [];
	if (length < 140) return [0.5];
	return length < 220 ? [0.16, 0.84] : [0.12, 0.5, 0.88];
}

/** The cables of an unplugged wire: from the broker's block down to the plug that hangs there. way: from the broker to the client. */
export function hangingCables(from: number, y: number, plug: { readonly x: number; readonly y: number }, way: number): string {
	const prong = BLOCK * 0.95 * way;
	const reach = plug.x - from;
	return (
		`M${from} ${y - LANE}C${from + reach * 0.9} ${y - LANE} ${plug.x + prong} ${y - LANE * 0.2} ${plug.x + prong} ${plug.y}` +
		`M${from} ${y + LANE}C${from + reach * 0.62} ${y + LANE} ${plug.x - prong} ${y + LANE * 0.9} ${plug.x - prong} ${plug.y}`
	);
}

/** Both lanes of a wire that was cut: frayed towards the gap in the middle. */
export function frayedLanes(left: number, right: number, y: number): string {
	const middle = (left + right) / 2;
	const gap = Math.min(46, (right - left) / 4);
	const end = (from: number, across: number, way: number) =>
		`M${from} ${across}L${middle - way * gap} ${across}l${way * 6} -8l${way * 5} 13l${way * 6} -7`;
	return [-LANE, LANE].map((lane) => end(left, y + lane, 1) + end(right, y + lane, -1)).join("");
}
