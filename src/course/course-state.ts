import type { StoreApi } from "zustand";
import type { Outcome } from "#lab/setup.ts";
import type { Trial } from "#trial/open-trials.ts";
import type { Tried } from "./follow-up.ts";
import type { Lesson } from "./lesson.ts";
import type { Progress } from "./progress.ts";
import type { Run } from "./run-seen.ts";

/** One lesson, as it stands in this room. */
export type AtLesson = {
	/** The answer that is chosen. */
	readonly prediction: string | null;
	/** The last run; null: not yet, or once more. */
	readonly run: Run | null;
	/** Of "change one thing": by the index of the change. */
	readonly tried: Readonly<Record<number, Tried>>;
	/** Steps with which its goal was reached by hand just now; null: it was not. */
	readonly handSteps: number | null;
};
export const UNTOUCHED: AtLesson = { prediction: null, run: null, tried: {}, handSteps: null };

export type CourseState = {
	/** By lesson id. */
	readonly lessons: Readonly<Record<string, AtLesson>>;
	readonly progress: Progress;
	/** Lessons that this person opened from a file or a link, oldest first. */
	readonly own: readonly Lesson[];
	/** A sentence: what was kept could not be read, or nothing can be kept. */
	readonly fault: string | null;
};

/** `id`: under which it is kept. `says`: what became of another lesson with its id, as a sentence; null: there was none. */
export type Added =
	| { readonly ok: true; readonly id: string; readonly says: string | null }
	| { readonly ok: false; readonly says: string };

/** The lessons as they stand in one room of this page. */
export type CourseStore = StoreApi<CourseState> & {
	/** Built in or own; undefined: no such lesson. */
	lessonOf(id: string): Lesson | undefined;
	predict(lessonId: string, answerId: string): void;
	/** Back to the prediction. What was tried stays. */
	again(lessonId: string): void;
	/** Clears the room for the lesson and lays its script out. With the prediction that is chosen. */
	setOut(lesson: Lesson): Promise<Outcome>;
	/** The same for its "change one thing": to go on by hand, or with the switch turned, to be watched. */
	setOutFollow(lesson: Lesson, how: "by-hand" | "shown"): Promise<Outcome>;
	/** Somebody has gone on by hand: the room as it is now is what came of it. Refused, and nothing kept, while something is missing. */
	compareNow(lesson: Lesson): Outcome;
	/** One change is being run in a hidden room (null), or has been. */
	tried(lesson: Lesson, change: number, trial: Trial | null): void;
	/** Its run was given up: as if it had not been asked for. */
	untried(lesson: Lesson, change: number): void;
	/** Whether somebody else is connected in this room: setting a lesson out would clear it for them. */
	othersHere(): boolean;
	/** Refused when there are as many as a browser keeps. From a file (unless said otherwise) it takes the place of one's own with its id; from a link of none. */
	addOwn(lesson: Lesson, from?: "file" | "link"): Added;
	removeOwn(id: string): void;
	/** What that file holds is added to what stands here: nothing of either is lost. */
	importProgress(text: string): Outcome;
	resetProgress(): void;
	close(): void;
};
