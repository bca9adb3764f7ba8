import * as z from "zod/mini";

/** How sure somebody was of a prediction. */
export const Sure = z.enum(["guessing", "fairly", "certain"]);
export type Sure = z.infer<typeof Sure>;

/** After how many days a lesson comes back: a lesson that is missed again starts over. */
const DAYS = [1, 7, 30] as const;

/** A lesson that comes back: not before `due`, in ms since 1970, and for the reason that it came back `days` after. */
export const Review = z.strictObject({
	due: z.number().check(z.int(), z.gte(0), z.lte(8.64e15)),
	days: z.literal(DAYS),
});
export type Review = Readonly<z.infer<typeof Review>>;

type Judged = { readonly right: boolean; readonly sure: Sure | null };

/**
 * When a lesson comes back after this prediction; null: it need not. What was mispredicted comes back, and so does what was right but
 * guessed. `before`: the review that this prediction was made for.
 */
export function reviewAfter(before: Review | null, { right, sure }: Judged, now: number): Review | null {
	if (!right || sure === "guessing") return { days: 1, due: startOfDay(now, 1) };
	const next = before === null ? undefined : DAYS[DAYS.indexOf(before.days) + 1];
	return next === undefined ? null : { days: next, due: startOfDay(now, next) };
}

/** Whether the lesson is to be shown again now. */
export function isDue(review: Review | null, now: number): boolean {
	return review !== null && now >= review.due;
}

/** A lesson comes back on a day, whatever the hour: at midnight where the reader is, so many days on. */
function startOfDay(now: number, days: number): number {
	const day = new Date(now);
	day.setHours(0, 0, 0, 0);
	day.setDate(day.getDate() + days);
	return day.getTime();
}
