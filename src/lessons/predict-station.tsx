import { useId } from "react";
import type { Lesson } from "#course/lesson.ts";
import { useCourse, useCourseState } from "#course/use-course.ts";
import { Button } from "#kit/button.tsx";
import { sayStep } from "#script/say-step.ts";
import { Marked } from "#words/marked.tsx";
import { WordsIn } from "#words/words-in.tsx";
import { PublishedIn } from "./published-in.tsx";
import type { RunningLesson } from "./use-running.tsx";
import "./lesson.css";
import "./predict-station.css";

/** Station 1: what happens, without the outcome; the question; the answers. */
export function PredictStation({ lesson, running }: { lesson: Lesson; running: RunningLesson }) {
	const course = useCourse();
	const chosen = useCourseState(({ lessons }) => lessons[lesson.id]?.prediction ?? null);
	const asks = useId();
	const why = running.busy ? "It is running" : chosen === null ? "Choose an answer first" : undefined;
	return (
		<div className="predict-station">
			<div className="predict-station-asks">
				{lesson.belief !== undefined && (
					<p className="predict-station-belief">
						Many believe:{" "}
						<Marked>
							<q>{lesson.belief}</q>
						</Marked>
					</p>
				)}
				<p id={asks}>
					<Marked>{lesson.asks}</Marked>
				</p>
			</div>
			<Preview lesson={lesson} />
			<div className="predict-station-answers">
				<fieldset className="predict-station-choices" aria-describedby={asks}>
					<legend>What do you predict?</legend>
					<WordsIn where="In the answers" texts={lesson.answers.flatMap(({ says, because }) => [says, because])} besides={[lesson.asks]} />
					{lesson.answers.map((answer) => (
						<label key={answer.id}>
							<input
								type="radio"
								name={`${lesson.id}-answer`}
								value={answer.id}
								checked={chosen === answer.id}
								onChange={() => course.predict(lesson.id, answer.id)}
							/>
							<span>
								<b>{answer.says}</b>
								<small>{answer.because}</small>
							</span>
						</label>
					))}
				</fieldset>
				<div className="lesson-acts">
					<Button look="primary" size="big" icon="play" disabled={why} onClick={running.watch}>
						Run it
					</Button>
					<Button size="big" disabled={why} onClick={running.atOnce}>
						Run it at once
					</Button>
					<p className="lesson-note" role="status">
						{why === undefined ? "Run it: slowly, in the Lab. At once: here, in a moment." : `${why}.`}
					</p>
				</div>
			</div>
		</div>
	);
}

/** Who does what, moment by moment, without any of the outcome. */
function Preview({ lesson }: { lesson: Lesson }) {
	return (
		<section className="predict-station-preview" aria-label="What happens">
			<ol data-moments={lesson.moments.length}>
				{lesson.moments.map((moment, at) => (
					<li key={moment.title}>
						<h3>
							{at + 1}. {moment.title}
						</h3>
						<PublishedIn lines={moment.lines} />
						<ul>
							{keyed(moment.lines.map(({ says, step }) => says ?? sayStep(step))).map(([key, says]) => (
								<li key={key}>
									<Marked>{says}</Marked>
								</li>
							))}
						</ul>
					</li>
				))}
			</ol>
		</section>
	);
}

/** The same step may occur twice in one moment. */
function keyed(sentences: readonly string[]): readonly (readonly [string, string])[] {
	return sentences.map((says, at) => [`${at} ${says}`, says] as const);
}
