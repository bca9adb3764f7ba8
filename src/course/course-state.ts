import type { StoreApi } from "zustand";
import type { Outcome } from "#lab/setup.ts";
import type { Trial } from "#trial/open-trials.ts";
import type { Tried } from "./follow-up.ts";
import type { Lesson } from "./lesson.ts";
import type { Progress } from "./progress.ts";
import type { Sure } from "./review.ts";
import type { Run } from "./run-seen.ts";

/** One lesson, in the state that it has in this room. */
export type AtLesson = {
	/** The answer that has been chosen. */
	readonly prediction: string | null;
	/** How sure the reader is of it; null: not said. */
	readonly sure: Sure | null;
	/** The last run; null: the lesson has not run yet, or is to run once more. */
	readonly run: Run | null;
	/** The trials of "change one thing", by the index of the change. */
	readonly tried: Readonly<Record<number, Tried>>;
	/** Number of steps with which the goal was reached by hand just now; null: it was not reached. */
	readonly handSteps: number | null;
};
export const UNTOUCHED: AtLesson = { prediction: null, sure: null, run: null, tried: {}, handSteps: null };

export type CourseState = {
	/** By lesson id. */
	readonly lessons: Readonly<Record<string, AtLesson>>;
	readonly progress: Progress;
	/** Lessons that this person opened from a file or a link, oldest first. */
	readonly own: readonly Lesson[];
	/** A sentence: what was kept could not be read, or nothing can be kept. */
	readonly fault: string | null;
	/** By which answers are shuffled in this browser. */
	readonly order: number;
};

/** `id`: the id under which the lesson is kept. `says`: what became of another lesson with the same id, as a sentence; null: there was none. */
export type Added =
	| { readonly ok: true; readonly id: string; readonly says: string | null }
	| { readonly ok: false; readonly says: string };

/** The lessons, in the state that they have in one room of this page. */
export type CourseStore = StoreApi<CourseState> & {
	/** A lesson of the course or one of the reader's own; undefined: there is no such lesson. */
	lessonOf(id: string): Lesson | undefined;
	predict(lessonId: string, answerId: string): void;
	/** How sure the reader is of that prediction. */
	say(lessonId: string, sure: Sure): void;
	/** The time by which lessons come back, in ms since 1970. */
	now(): number;
	/** A lesson that has come back begins anew: what still stands of its last run would give the outcome away. */
	beginAnew(lessonId: string): void;
	/** Back to the prediction. What was tried stays. */
	again(lessonId: string): void;
	/** Clears the room for the lesson and lays its script out, with the prediction that has been chosen. */
	setOut(lesson: Lesson): Promise<Outcome>;
	/** The same before a class, whose seats have predicted. */
	setOutLed(lesson: Lesson): Promise<Outcome>;
	/** The same for the lesson's "change one thing": either to go on by hand, or with the switch turned, to be watched. */
	setOutFollow(lesson: Lesson, how: "by-hand" | "shown"): Promise<Outcome>;
	/** Somebody has gone on by hand: the room as it is now is the result. Refused, and nothing is kept, while something is missing. */
	compareNow(lesson: Lesson): Outcome;
	/** One change is being run in a hidden room (null), or has been run. */
	tried(lesson: Lesson, change: number, trial: Trial | null): void;
	/** The run of this change was given up: it counts as never asked for. */
	untried(lesson: Lesson, change: number): void;
	/**
	 * What setting out a lesson would clear. others: somebody else is connected in this room. used: somebody has done something here by hand,
	 * or before this page came; null: nothing that anybody would miss.
	 */
	inUse(): "others" | "used" | null;
	/**
	 * Refused when there are already as many lessons as a browser keeps. From a file (the default), the lesson replaces one of the reader's
	 * own with the same id; from a link it replaces none.
	 */
	addOwn(lesson: Lesson, from?: "file" | "link"): Added;
	removeOwn(id: string): void;
	/** Adds what that file holds to what is already here: nothing of either is lost. */
	importProgress(text: string): Outcome;
	resetProgress(): void;
	close(): void;
};
