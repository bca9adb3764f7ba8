import { useState } from "react";
import type { ClassQuestion } from "#contract/class.ts";
import type { Lesson } from "#course/lesson.ts";
import { LESSONS } from "#course/lessons/lessons.ts";
import { useCourse } from "#course/use-course.ts";
import { usePlayground } from "#script/playground.ts";
import { keepNext, readNext } from "./kept-next.ts";
import { type NextQuestion, nextAfter } from "./lesson-choice.ts";

/** Whose question is asked next. of: the lesson of the question that is there, if there is one. kept: what outlives a reload of this tab. */
export function useNextQuestion(of: Lesson | undefined, kept: Storage) {
	const { room } = usePlayground();
	const course = useCourse();
	const [chosen, setChosen] = useState(() => readNext(kept, room.getState().room, course.lessonOf));
	/** The lesson that was next before a question of the trainer's own. */
	const [lesson, setLesson] = useState<Lesson | null>(null);
	const next: NextQuestion = chosen ?? { from: "lesson", lesson: of ?? firstLesson() };
	const choose = (now: NextQuestion) => {
		if (next.from === "lesson") setLesson(next.lesson);
		setChosen(now);
		keepNext(kept, room.getState().room, now);
	};
	return {
		next,
		choose,
		/** This question is done with: unless another one has been chosen, the one after it is next. of: the lesson that asks it. */
		goOnFrom(question: ClassQuestion, asked: Lesson | undefined) {
			const after = nextAfter(next, question, asked, lesson ?? firstLesson());
			if (after !== null) choose(after);
		},
	};
}

function firstLesson(): Lesson {
	const [lesson] = LESSONS;
	if (lesson === undefined) throw new Error("the course has lessons");
	return lesson;
}
