import { type CheckedLesson, checkLesson } from "#course/file/lesson-checks.ts";
import type { Lesson } from "#course/lesson.ts";
import { idOf } from "#course/made/made-from-lab.ts";

/** The words of a lesson that a person writes; the steps and what is seen come from the run. */
export type Edits = {
	readonly title: string;
	readonly asks: string;
	readonly answers: Readonly<Record<string, { readonly says: string; readonly because: string }>>;
	readonly explainTitle: string;
	/** Paragraphs, with an empty line between them. */
	readonly explain: string;
};

/** Only what has been changed by hand: the rest follows the lesson when the lesson is made again. */
export type Changed = Partial<Omit<Edits, "answers">> & { readonly answers?: Partial<Edits["answers"]> };

export function editsOf(lesson: Lesson): Edits {
	return {
		title: lesson.title,
		asks: lesson.asks,
		answers: Object.fromEntries(lesson.answers.map(({ id, says, because }) => [id, { says, because }])),
		explainTitle: lesson.explain.title,
		explain: lesson.explain.says.join("\n\n"),
	};
}

export function withChanged(edits: Edits, { answers, ...changed }: Changed): Edits {
	return { ...edits, ...changed, answers: { ...edits.answers, ...(answers as Edits["answers"] | undefined) } };
}

/** The lesson with these words, checked like one from a file. */
export function editedLesson(lesson: Lesson, edits: Edits): CheckedLesson {
	return checkLesson({
		...lesson,
		id: idOf(edits.title),
		title: edits.title.trim(),
		asks: edits.asks.trim(),
		answers: lesson.answers.map((answer) => {
			const { says, because } = edits.answers[answer.id] ?? answer;
			return { ...answer, says: says.trim(), because: because.trim() };
		}),
		explain: {
			...lesson.explain,
			title: edits.explainTitle.trim(),
			says: edits.explain
				.split(/\n\s*\n/)
				.map((paragraph) => paragraph.replaceAll(/\s*\n\s*/g, " ").trim())
				.filter((paragraph) => paragraph !== ""),
		},
	});
}
