import type { AtLesson } from "./course-state.ts";
import type { Lesson } from "./lesson.ts";
import type { Stand } from "./progress.ts";
import { isDue, reviewAfter, type Sure } from "./review.ts";
import { cameTrueIn, differenceOf, type Run } from "./run-seen.ts";

type Before = Pick<AtLesson, "prediction" | "sure"> & { readonly stand: Stand; readonly now: number };

/**
 * What a run makes of the prediction that was made for it. The first prediction is judged once and for all; a later one counts only where
 * the lesson has come back. Where none of the answers came true, nobody was wrong: the next run judges.
 */
export function judged(lesson: Lesson, run: Run, { stand, prediction, sure, now }: Before): Partial<Stand> {
	const first = firstOf(stand, prediction, sure);
	const answer = lesson.answers.find(({ id }) => id === prediction);
	if (answer === undefined || cameTrueIn(lesson, run) === null) return first;
	const right = differenceOf(answer, run) === null;
	if (stand.right === null && answer.id === first.predicted)
		return { ...first, right, review: reviewAfter(null, { right, sure: first.sure }, now) };
	if (!isDue(stand.review, now)) return first;
	return { ...first, later: right, review: reviewAfter(stand.review, { right, sure }, now) };
}

/** The first prediction, and how sure the reader was of it: that may be said until the first run. */
function firstOf({ predicted, sure: said, right }: Stand, prediction: string | null, sure: Sure | null): Pick<Stand, "predicted" | "sure"> {
	if (predicted === null) return { predicted: prediction, sure };
	return { predicted, sure: said ?? (right === null && prediction === predicted ? sure : null) };
}
