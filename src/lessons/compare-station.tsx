import { byId } from "#course/by-id.ts";
import type { Lesson } from "#course/lesson.ts";
import type { Stand } from "#course/progress.ts";
import type { Review } from "#course/review.ts";
import { cameTrueIn, differenceOf, type Run } from "#course/run-seen.ts";
import { useCourse, useCourseState } from "#course/use-course.ts";
import { Button } from "#kit/button.tsx";
import { Icon } from "#kit/icon.tsx";
import { Marked } from "#words/marked.tsx";
import { predictedIn, sayDifference, seenIn } from "./captions.ts";
import { ChangeOne } from "./change-one.tsx";
import { EvidenceList, Explanation } from "./explanation.tsx";
import { messageNames } from "./message-names.ts";
import { Storyboard } from "./storyboard.tsx";
import type { RunningLesson } from "./use-running.tsx";
import { WhatWasAsked } from "./what-was-asked.tsx";
import "#kit/button.css";
import "./lesson.css";
import "./compare-station.css";

type CompareProps = { room: string; lesson: Lesson; run: Run; next: Lesson | null; running: RunningLesson };

/** Stations 3 and 4 on one page: where prediction and run differ, why, and what one change makes of that. */
export function CompareStation({ room, lesson, run, next, running }: CompareProps) {
	const course = useCourse();
	const prediction = useCourseState(({ lessons }) => byId(lessons, lesson.id)?.prediction ?? null);
	const answer = lesson.answers.find(({ id }) => id === prediction) ?? null;
	const stand = useCourseState(({ progress }) => byId(progress, lesson.id));
	const verdict = verdictOf(lesson, run, prediction);
	const note = comesBack(stand);
	return (
		<>
			<WhatWasAsked lesson={lesson} />
			<div role="status">
				<p className="compare-station-verdict">
					<Marked>{verdict}</Marked>
				</p>
				{note !== null && <p className="lesson-note">{note}</p>}
			</div>
			<Storyboard lesson={lesson} answer={answer} run={run} />
			<div className="compare-station-explain">
				<Explanation lesson={lesson} />
				<EvidenceList lesson={lesson} run={run} />
				<div className="compare-station-side">
					{lesson.follow !== undefined && <ChangeOne lesson={lesson} follow={lesson.follow} running={running} />}
					<div className="lesson-acts compare-station-onward">
						<Button size="big" icon="reset" onClick={() => course.again(lesson.id)}>
							Run again
						</Button>
						<a className="button big primary" href={`/r/${room}/lessons${next === null ? "" : `/${next.id}`}`}>
							{next === null ? "To all lessons" : `Next: ${next.title}`}
							<Icon n="arrow" s={16} />
						</a>
					</div>
					<p className="compare-station-links">
						<a href={`/r/${room}`}>See this run in the Lab</a>
						<a href={`/handout/${lesson.id}`} target="_blank" rel="noreferrer">
							Print a handout
						</a>
					</p>
				</div>
			</div>
		</>
	);
}

const ON: Readonly<Record<Review["days"], string>> = { 1: "tomorrow", 7: "in 7 days", 30: "in 30 days" };

/** When the lesson comes back, and why; null: it does not. */
function comesBack(stand: Stand | undefined): string | null {
	if (stand?.review == null) return null;
	const when = `This lesson will be at the top of the list again ${ON[stand.review.days]}.`;
	if (stand.right === true && stand.sure === "guessing") return `You were guessing. ${when}`;
	return stand.right === false && stand.sure === "certain" && stand.later !== true
		? `You were certain: of all lessons, this one is most worth another look. ${when}`
		: when;
}

/** One or two sentences: whether the prediction came true, where it did not, and whether any answer did. */
function verdictOf(lesson: Lesson, run: Run, prediction: string | null): string {
	const answer = lesson.answers.find(({ id }) => id === prediction) ?? null;
	const came = cameTrueIn(lesson, run);
	const hand = run.byHand ? " Part of it was done by hand." : "";
	if (came === null) {
		const why = run.byHand ? "Somebody took over by hand." : "The room was set differently, or somebody else took part.";
		return `None of the answers came true in this run. ${why} This is what happened.`;
	}
	if (answer === null) return `Nothing was predicted. It came out like this: ${came.says}${hand}`;
	const difference = differenceOf(answer, run);
	if (difference === null) return `It came out as you predicted.${hand}`;
	const world = run.worlds[difference.moment] ?? run.world;
	const predicted = predictedIn(lesson, difference.moment, difference.clientId, { answer, world });
	const seen = seenIn(lesson, difference.moment, difference.clientId, world);
	return `${sayDifference(difference, predicted, seen, messageNames(lesson, run.world).inText)}${hand}`;
}
