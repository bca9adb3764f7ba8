import { answersInOrder } from "#course/answer-order.ts";
import { byId } from "#course/by-id.ts";
import type { Lesson } from "#course/lesson.ts";
import { useCourseState } from "#course/use-course.ts";
import { sayStep } from "#script/say-step.ts";
import { Fold } from "./fold.tsx";
import "./what-was-asked.css";

/** The lesson up to its prediction, folded, when it has run: the page can still be read from its beginning. */
export function WhatWasAsked({ lesson }: { lesson: Lesson }) {
	const order = useCourseState((state) => state.order);
	const chosen = useCourseState(({ lessons }) => byId(lessons, lesson.id)?.prediction ?? null);
	return (
		<Fold className="what-was-asked" title="What was asked">
			<ol>
				{lesson.moments.map((moment) => (
					<li key={moment.title}>
						{moment.title}: {moment.lines.map(({ says, step }) => says ?? sayStep(step)).join(" ")}
					</li>
				))}
			</ol>
			<p>{lesson.asks}</p>
			<ul>
				{answersInOrder(lesson, order).map(({ letter, answer }) => (
					<li key={answer.id}>
						{letter}. {answer.says} {answer.id === chosen && <b>Your prediction.</b>}
					</li>
				))}
			</ul>
		</Fold>
	);
}
