import { type PuckQos, puckWidth } from "#kit/shape.ts";

/** Px below which nobody at the back reads a label. */
const LEAST = 32;
/** The share of its puck's width that a label may take. */
const ROOM = { 0: 0.94, 1: 0.84, 2: 0.9 } as const;

/** Px of a label on a puck that is h px high: nearly half as high as the puck, less where the label would not fit in, but never below 32. */
export function labelSize(qos: PuckQos, label: string, h: number): number {
	const ems = [...label].reduce((sum, letter) => sum + (letter === "m" || letter === "w" ? 0.86 : 0.6), 0);
	return Math.max(LEAST, Math.min(0.47 * h, (puckWidth(qos, h) * ROOM[qos]) / ems));
}
