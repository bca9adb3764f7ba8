import { byId } from "#course/by-id.ts";
import type { Lesson } from "#course/lesson.ts";
import { cameTrueIn, differenceOf, type Run } from "#course/run-seen.ts";
import { useCourse, useCourseState } from "#course/use-course.ts";
import { Button } from "#kit/button.tsx";
import { Icon } from "#kit/icon.tsx";
import { Marked } from "#words/marked.tsx";
import { sayDifference, seenIn } from "./captions.ts";
import { ChangeOne } from "./change-one.tsx";
import { EvidenceList, Explanation } from "./explanation.tsx";
import { Storyboard } from "./storyboard.tsx";
import type { RunningLesson } from "./use-running.tsx";
import "#kit/button.css";
import "./lesson.css";
import "./compare-station.css";

type CompareProps = { room: string; lesson: Lesson; run: Run; next: Lesson | null; running: RunningLesson };

/** Stations 3 and 4 on one page: where prediction and run differ, why, and what one change makes of that. */
export function CompareStation({ room, lesson, run, next, running }: CompareProps) {
	const course = useCourse();
	const prediction = useCourseState(({ lessons }) => byId(lessons, lesson.id)?.prediction ?? null);
	const answer = lesson.answers.find(({ id }) => id === prediction) ?? null;
	const verdict = verdictOf(lesson, run, prediction);
	return (
		<>
			<p className="compare-station-verdict" role="status">
				<Marked>{verdict}</Marked>
			</p>
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

/** One or two sentences: whether the prediction came true, where it did not, and whether any answer did. */
function verdictOf(lesson: Lesson, run: Run, prediction: string | null): string {
	const answer = lesson.answers.find(({ id }) => id === prediction) ?? null;
	const came = cameTrueIn(lesson, run);
	const hand = run.byHand ? " Part of it was done by hand." : "";
	if (came === null) {
		const why = run.byHand ? "Somebody went on by hand." : "The room was set differently, or somebody else took part.";
		return `None of the answers came true in this run. ${why} This is what happened.`;
	}
	if (answer === null) return `Nothing was predicted. It came out like this: ${came.says}${hand}`;
	const difference = differenceOf(answer, run);
	if (difference === null) return `It came out as you predicted.${hand}`;
	const predicted = answer.sees[difference.moment]?.[difference.clientId] ?? {};
	const world = run.worlds[difference.moment] ?? run.world;
	return `${sayDifference(difference, predicted, seenIn(lesson, difference.moment, difference.clientId, world))}${hand}`;
}
