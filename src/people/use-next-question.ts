import { useState } from "react";
import type { Lesson } from "#course/lesson.ts";
import { LESSONS } from "#course/lessons/lessons.ts";
import { useCourse } from "#course/use-course.ts";
import { usePlayground } from "#script/playground.ts";
import { keepNext, readNext } from "./kept-next.ts";
import { lessonAfter, type NextQuestion } from "./lesson-choice.ts";

/** Whose question is asked next. of: the lesson of the question that is there, if there is one. kept: what outlives a reload of this tab. */
export function useNextQuestion(of: Lesson | undefined, kept: Storage) {
	const { room } = usePlayground();
	const course = useCourse();
	const [chosen, setChosen] = useState(() => readNext(kept, room.getState().room, course.lessonOf));
	const choose = (next: NextQuestion) => {
		setChosen(next);
		keepNext(kept, room.getState().room, next);
	};
	const next: NextQuestion = chosen ?? { from: "lesson", lesson: of ?? firstLesson() };
	return {
		next,
		choose,
		/** The question of this lesson is done with: unless another one has been chosen, that of the lesson after it is next. */
		goOnFrom(lesson: Lesson) {
			if (next.from === "lesson" && next.lesson.id === lesson.id) choose({ from: "lesson", lesson: lessonAfter(lesson) });
		},
	};
}

function firstLesson(): Lesson {
	const [lesson] = LESSONS;
	if (lesson === undefined) throw new Error("the course has lessons");
	return lesson;
}
