import type { BarScale, SessionRow } from "./session-rows.ts";

/** Width and height of the drawing, in its own units; it is stretched to its place. */
export const SKY = { width: 1_000, height: 104, ground: 84, high: 80 } as const;

/** One column for each client, as few paths as there are kinds of ink: 200 sessions cost as much to draw as one. */
export type SkylinePaths = {
	readonly queued: string;
	readonly marks: string;
	/** Kept sessions stand on ink; clean ones on a thin line. */
	readonly kept: string;
	readonly clean: string;
	/** In % of the width. */
	readonly crosses: readonly number[];
	/** The followed one; null: none. */
	readonly followed: number | null;
};

export function skylinePaths(rows: readonly SessionRow[], { top }: BarScale, followed: string | null): SkylinePaths {
	const step = SKY.width / Math.max(1, rows.length);
	const gap = Math.min(1.4, step * 0.28);
	const wide = round(Math.min(24, step - gap));
	const left = (at: number) => round((at + 0.5) * step - wide / 2);
	const up = (count: number) => round((Math.min(count, top) / top) * SKY.high);
	const box = (at: number, y: number, height: number) => `M${left(at)} ${round(y)}h${wide}v${round(height)}h${-wide}z`;
	const each = (is: (row: SessionRow) => boolean, draw: (row: SessionRow, at: number) => string) =>
		rows.map((row, at) => (is(row) ? draw(row, at) : "")).join("");
	const place = (at: number) => round(((at + 0.5) / rows.length) * 100);
	const at = followed === null ? -1 : rows.findIndex(({ client }) => client === followed);
	return {
		queued: each(
			({ queued }) => queued > 0,
			({ queued }, one) => box(one, SKY.ground - up(queued), up(queued)),
		),
		marks: each(
			({ highest }) => highest > 0,
			({ highest }, one) => box(one, SKY.ground - up(highest) - 1, 1.6),
		),
		kept: each(
			({ session }) => session === "persistent",
			(_, one) => box(one, SKY.ground, 4),
		),
		clean: each(
			({ session }) => session !== "persistent",
			(_, one) => box(one, SKY.ground, 1.2),
		),
		crosses: rows.flatMap(({ dropped }, one) => (dropped > 0 ? [place(one)] : [])),
		followed: at === -1 ? null : place(at),
	};
}

function round(value: number): number {
	return Math.round(value * 100) / 100;
}
