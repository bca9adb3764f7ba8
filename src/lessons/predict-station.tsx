import { useId } from "react";
import { byId } from "#course/by-id.ts";
import type { Lesson } from "#course/lesson.ts";
import { useCourseState } from "#course/use-course.ts";
import { Button } from "#kit/button.tsx";
import { Icon } from "#kit/icon.tsx";
import { sayStep } from "#script/say-step.ts";
import { Marked } from "#words/marked.tsx";
import { WordsIn } from "#words/words-in.tsx";
import { AnswerChoices } from "./answer-choices.tsx";
import { PublishedIn } from "./published-in.tsx";
import { ReadOn } from "./read-on.tsx";
import type { RunningLesson } from "./use-running.tsx";
import "./lesson.css";
import "./predict-station.css";

/** Station 1, in the order in which it is read: the words, what happens without the outcome, the question, the answers. */
export function PredictStation({ lesson, running }: { lesson: Lesson; running: RunningLesson }) {
	const chosen = useCourseState(({ lessons }) => byId(lessons, lesson.id)?.prediction ?? null);
	const asks = useId();
	const why = running.busy ? "It is running" : chosen === null ? "Choose an answer first" : undefined;
	return (
		<div className="predict-station">
			<Words words={lesson.words ?? []} />
			<Preview lesson={lesson} />
			<p id={asks} className="predict-station-asks">
				<Marked>{lesson.asks}</Marked>
			</p>
			<div className="predict-station-answers">
				<WordsIn
					where="Words to ask about"
					texts={lesson.answers.flatMap(({ says, because }) => [says, because])}
					besides={[lesson.asks]}
				/>
				<AnswerChoices lesson={lesson} describedBy={asks} />
				<div className="lesson-acts">
					<Button look="primary" size="big" icon="play" disabled={why} onClick={running.watch}>
						Run it
					</Button>
					<Button size="big" disabled={why} onClick={running.atOnce}>
						Run it at once
					</Button>
					<p className="lesson-note" role="status">
						{why === undefined ? "" : `${why}. `}
						<b>Run it</b> shows every packet, slowly, in the Lab. <b>At once</b> skips the show: the outcome is here in a moment.
					</p>
				</div>
			</div>
			<ReadOn lesson={lesson} />
		</div>
	);
}

/** So many new words leave the question and its first answers in sight; more are folded under their names. */
const UNFOLDED = 3;

/** What has to be known before the question, in words that no earlier lesson has explained. */
function Words({ words }: { words: NonNullable<Lesson["words"]> }) {
	const title = useId();
	if (words.length === 0) return null;
	const list = (
		<dl data-many={words.length > 2 || undefined}>
			{words.map(({ term, says }) => (
				<div key={term}>
					<dt>{term}</dt>
					<dd>
						<Marked>{says}</Marked>
					</dd>
				</div>
			))}
		</dl>
	);
	const head = <h3 id={title}>{words.length === 1 ? "A new word" : "New words"}</h3>;
	return (
		<section className="predict-station-words" aria-labelledby={title}>
			{words.length <= UNFOLDED ? (
				<>
					{head}
					{list}
				</>
			) : (
				<details>
					<summary>
						<Icon n="book" s={16} />
						{head}
						<Icon n="down" s={14} />
						<span>{words.map(({ term }) => term).join(", ")}</span>
					</summary>
					{list}
				</details>
			)}
		</section>
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
