import * as z from "zod/mini";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { type SettingChanges, withChanges } from "#contract/settings.ts";
import { LessonLine, type Sees } from "#course/lesson.ts";
import { lessonById } from "#course/lessons/lessons.ts";
import type { ClauseId } from "#mqtt/clauses.ts";
import type { Script } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import type { Picture } from "./picture.ts";

/** The small picture beside a question in the list. It gives no fate away that the question itself does not. */
export type Sign =
	| "dropped"
	| "floor"
	| "open-floor"
	| "plug"
	| "plug-back"
	| "clock"
	| "lower"
	| "retained"
	| "mixed"
	| "two"
	| "shuttle"
	| "square"
	| "slots"
	| "ack"
	| "people"
	| "scissors"
	| "book";

type Line = Readonly<z.infer<typeof LessonLine>>;

/** One moment of the run: a picture, what happens, and why. `lines` may be empty: another side of the moment before. */
export type QuestionRow = {
	readonly moment: string;
	readonly why: string;
	readonly picture: Picture;
	readonly lines: readonly Line[];
};

/** A question in the words of those who ask it, its answer in two sentences, and the run that proves the answer. */
export type Question = {
	readonly id: string;
	readonly title: string;
	/** Two sentences. */
	readonly says: string;
	readonly sign: Sign;
	readonly clause: ClauseId;
	/** Other words in which people ask this, for the search. */
	readonly also: string;
	/** Three to five. */
	readonly rows: readonly QuestionRow[];
	/** What differs from the settings of Mosquitto 2.0. */
	readonly broker?: SettingChanges;
	/** What the world at the end of the run has to be like for the answer to be proven. Checked after every run, in the tests and in the Lab. */
	readonly proves: Sees;
	/** The lesson that asks about the same, by id. */
	readonly lesson: string | null;
	/** Set where the answer is the code of the run: what the program is called. */
	readonly code?: string;
};

export function row(
	moment: string,
	why: string,
	picture: Picture,
	lines: readonly (z.input<typeof LessonLine> | Line)[] = [],
): QuestionRow {
	return { moment, why, picture, lines: lines.map((one) => z.parse(LessonLine, one)) };
}

/** The lines of some moments of a lesson, counted from 0. */
export function linesOf(lessonId: string, ...moments: readonly number[]): readonly Line[] {
	const lesson = lessonById(lessonId);
	return moments.flatMap((at) => {
		const moment = lesson?.moments[at];
		if (moment === undefined) throw new Error(`the lesson ${lessonId} has no moment ${at}`);
		return moment.lines;
	});
}

/** The run of a question as a script that plays in the Lab. The question judges it, by what it proves. */
export function runOfQuestion({ id, title, broker, rows }: Question): Script {
	return {
		id: `question-${id}`,
		role: { kind: "question", question: id },
		title,
		asks: title,
		broker: withChanges(FIRST_SETTINGS, broker ?? {}),
		steps: rows.flatMap(({ lines }) =>
			lines.map(({ says, step, goesOn }) => ({ says: says ?? sayStep(step), step, ...(goesOn === undefined ? {} : { goesOn }) })),
		),
		expects: null,
	};
}
