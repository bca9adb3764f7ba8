import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { SettingChanges } from "#contract/settings.ts";
import { ScriptedStep } from "#script/step.ts";
import { Change } from "#trial/change.ts";
import { Sketch } from "./sketch.ts";

/** The version that this code writes and reads. A file or link with a higher number comes from a newer version. */
export const LESSON_FORMAT = 1;

const line = (most: number) => z.string().check(z.minLength(1), z.maxLength(most));
const id = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,47}$/));

/** What is seen of each watched client, by client id. */
export const Sees = z.record(z.string(), Sketch);
export type Sees = Readonly<z.infer<typeof Sees>>;

export const LessonLine = z.strictObject({
	/** One sentence: who does what. If left out, the page derives the sentence from the step. */
	says: z.optional(line(300)),
	step: ScriptedStep,
	/** See ScriptLine. */
	goesOn: z.optional(z.literal("sent")),
});

/** `term`: "clean_session", or several that belong together: "publish, topic". */
const Word = z.strictObject({ term: line(60), says: line(240) });

const Moment = z.strictObject({
	/** Above the moment's column of the storyboard: "sub-1 subscribes, then leaves". */
	title: line(80),
	lines: z.array(LessonLine).check(z.minLength(1), z.maxLength(LIMITS.momentLines)),
});

export const Answer = z.strictObject({
	id,
	/** "m1 waits and arrives." */
	says: line(160),
	/** What a person who gives this answer believes: "The session is kept, so the message waits in it." */
	because: line(240),
	/** What would be seen after each moment if this answer were true. One entry per moment; an entry may be empty. */
	sees: z.array(Sees).check(z.minLength(1), z.maxLength(LIMITS.lessonMoments)),
});
export type Answer = Readonly<z.infer<typeof Answer>>;

/** A lesson: predict, run, compare, explain, change one thing. Lessons are data, checked at the door; the schema is the type. */
export const Lesson = z.strictObject({
	format: z.literal(LESSON_FORMAT),
	id,
	/** The heading under which the lesson stands in the list. */
	group: line(60),
	/** "The session is kept. Is the message?" */
	title: line(90),
	/** A few words for the list, without spoiling the outcome: "persistent, 0 and 0". */
	short: line(90),
	/** What many believe, as one sentence. Shown after the prediction: above the answers it would be a hint. */
	belief: z.optional(line(240)),
	/** The words that this lesson needs and no earlier one has explained, with one sentence each. Shown before the question. */
	words: z.optional(z.array(Word).check(z.maxLength(LIMITS.lessonWords))),
	/** The question that is asked before anything runs. It asks one thing: two things are two lessons. */
	asks: line(400),
	/** What differs from the settings of Mosquitto 2.0, with which every lesson starts. */
	broker: z.optional(SettingChanges),
	/** The client or two clients whose half the storyboard draws. */
	watches: z.array(z.string()).check(z.minLength(1), z.maxLength(2)),
	moments: z.array(Moment).check(z.minLength(1), z.maxLength(LIMITS.lessonMoments)),
	answers: z.array(Answer).check(z.minLength(2), z.maxLength(4)),
	/** The answer that comes true on a broker that keeps to the standard. The test run plays every lesson and checks this. */
	comes: id,
	explain: z.strictObject({
		/** "The session was kept. m1 was never in it." */
		title: line(120),
		/** Paragraphs. */
		says: z.array(line(600)).check(z.minLength(1), z.maxLength(4)),
		/** Of MQTT 3.1.1: "MQTT-3.1.2-5", or a section without an id: "3.1.2.4". */
		clauses: z.array(line(24)).check(z.minLength(1), z.maxLength(4)),
	}),
	/** Change one thing: which switches are worth turning, what is to be reached, and which switch reaches it. */
	follow: z.optional(
		z.strictObject({
			asks: line(240),
			/** Judged by state, however that state was reached. */
			goal: Sees,
			/** Each change is really run when it is chosen. */
			changes: z.array(Change).check(z.minLength(1), z.maxLength(5)),
			/** Which of the changes "Show me" plays, counted from 0. */
			shows: z.number(),
			hints: z.array(line(240)).check(z.maxLength(3)),
		}),
	),
});
export type Lesson = Readonly<z.infer<typeof Lesson>>;

/** For lessons written in code: fills in what may be left out, and throws if the lesson is wrong. */
export function lesson(written: z.input<typeof Lesson>): Lesson {
	return z.parse(Lesson, written);
}
