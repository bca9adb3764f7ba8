import { createStore } from "zustand/vanilla";
import { many } from "#contract/many.ts";
import type { Outcome } from "#lab/setup.ts";
import { inUse } from "#script/in-use.ts";
import type { Playground } from "#script/playground.ts";
import { isLed, lessonOf as lessonOfRole } from "#script/runner.ts";
import { answerSeed } from "./answer-order.ts";
import { byId } from "./by-id.ts";
import { type AtLesson, type CourseState, type CourseStore, UNTOUCHED } from "./course-state.ts";
import { followScript } from "./follow-script.ts";
import { byHandScript, isReached, shownScript, stillMissing } from "./follow-up.ts";
import { judged } from "./judged.ts";
import { keepOwn } from "./keep-own.ts";
import type { Lesson } from "./lesson.ts";
import { lessonById } from "./lessons/lessons.ts";
import { readOwn, setOwnAside } from "./own-lessons.ts";
import { isSeen, scriptOf } from "./play.ts";
import { mergeProgress, NOT_STARTED, openProgress, type Progress, parseProgress, type Stand } from "./progress.ts";
import { isDue, type Sure } from "./review.ts";
import type { Run } from "./run-seen.ts";

type CourseOptions = {
	readonly storage: Storage;
	readonly playground: Playground;
	/** In ms since 1970. */
	readonly now?: () => number;
};

const OK: Outcome = { ok: true };

/**
 * Follows the script of the room: when that script belongs to a lesson and comes to its end, what was seen is kept, and the lesson judges
 * which answer came true.
 */
export function openCourse({ storage, playground, now = Date.now }: CourseOptions): CourseStore {
	const { script, room, recorder } = playground;
	const shelf = openProgress(storage);
	const ownFault = setOwnAside(storage);
	const store = createStore<CourseState>(() => ({
		lessons: {},
		progress: shelf.read(),
		own: readOwn(storage),
		fault: shelf.fault() ?? ownFault,
		order: answerSeed(storage),
	}));
	const state = store.getState;
	const lessonOf = (id: string): Lesson | undefined => state().own.find((lesson) => lesson.id === id) ?? lessonById(id) ?? undefined;
	const at = (id: string) => byId(state().lessons, id) ?? UNTOUCHED;
	const setAt = (id: string, change: Partial<AtLesson>) =>
		store.setState(({ lessons }) => ({ lessons: { ...lessons, [id]: { ...at(id), ...change } } }));
	const keep = (how: (progress: Progress) => Progress): Outcome => {
		const kept = shelf.change(how);
		if (!kept.ok) return kept;
		store.setState({ progress: kept.progress, fault: shelf.fault() ?? ownFault });
		return OK;
	};
	const keepStand = (id: string, how: (stand: Stand) => Partial<Stand>) => {
		const kept = keep((progress) => {
			const stand = byId(progress, id) ?? NOT_STARTED;
			return { ...progress, [id]: { ...stand, ...how(stand) } };
		});
		if (!kept.ok) store.setState({ fault: `How far you are with this lesson is not kept. ${kept.says}` });
	};

	const record = (lesson: Lesson, run: Run) => {
		const role = script.getState().script?.role;
		// What the class has predicted is revealed at the front: this run judges nobody here.
		if (role !== undefined && isLed(role)) {
			setAt(lesson.id, { run });
			return keepStand(lesson.id, () => ({ ran: true }));
		}
		const prediction = at(lesson.id).prediction ?? (role?.kind === "lesson" ? role.prediction : null) ?? null;
		setAt(lesson.id, { run, prediction });
		keepStand(lesson.id, (stand) => ({ ran: true, ...judged(lesson, run, { stand, now: now(), ...at(lesson.id) }) }));
	};
	const followed = followScript(playground, { lessonOf, done: record });

	/** "Try it yourself": every step in the Lab may be the one that reaches the goal. */
	const look = () => {
		const role = script.getState().script?.role;
		if (role?.kind !== "follow-up" || role.how !== "by-hand") return;
		const lesson = lessonOf(role.lesson);
		const { steps } = recorder.getState();
		if (lesson === undefined || steps.length === 0 || at(lesson.id).handSteps !== null) return;
		if (!isReached(lesson, room.getState().live)) return;
		setAt(lesson.id, { handSteps: steps.length });
		room.notice(`You have reached it, with ${many(steps.length, "step")}. The lesson has the rest.`);
		keepStand(lesson.id, ({ fewestSteps }) => ({ reached: true, fewestSteps: Math.min(steps.length, fewestSteps ?? steps.length) }));
	};
	const stops = [followed.stop, room.subscribe(look)];

	return Object.assign(store, {
		lessonOf,
		predict: (lessonId: string, prediction: string) => setAt(lessonId, { prediction }),
		say: (lessonId: string, sure: Sure) => setAt(lessonId, { sure }),
		now,
		beginAnew(id: string) {
			if (at(id).run !== null && isDue(byId(state().progress, id)?.review ?? null, now())) setAt(id, UNTOUCHED);
		},
		...layOutOf({ script, at, setAt, keepStand }),
		compareNow(lesson: Lesson) {
			const says = stillMissing(lesson, room.getState().live);
			if (says !== null) return { ok: false as const, says };
			record(lesson, followed.runNow(lesson));
			return OK;
		},
		...keepTried({ at, setAt, reached: (id) => keepStand(id, () => ({ reached: true })) }),
		inUse() {
			const { script: laidOut, state } = playground.script.getState();
			// Going on by hand is a part of the lesson.
			return inUse(playground, laidOut !== null && lessonOfRole(laidOut.role) !== null && state === "taken-over");
		},
		...keepOwn(store, storage),
		importProgress(text: string) {
			const parsed = parseProgress(text);
			const kept = parsed.ok ? keep((progress) => mergeProgress(progress, parsed.progress)) : parsed;
			return kept.ok ? kept : { ok: false as const, says: `This file was not added. ${kept.says}` };
		},
		resetProgress() {
			keep(() => ({}));
			store.setState({ lessons: {} });
		},
		close() {
			for (const stop of stops) stop();
		},
	} satisfies Omit<CourseStore, keyof typeof store>);
}

type LayOut = {
	readonly script: Playground["script"];
	readonly at: (id: string) => AtLesson;
	readonly setAt: (id: string, change: Partial<AtLesson>) => void;
	readonly keepStand: (id: string, how: (stand: Stand) => Partial<Stand>) => void;
};

/** The script of a lesson, laid out in the Lab to be run, or to be continued by hand. */
function layOutOf({ script, at, setAt, keepStand }: LayOut): Pick<CourseStore, "again" | "setOut" | "setOutLed" | "setOutFollow"> {
	return {
		again: (lessonId) => {
			const role = script.getState().script?.role;
			if (role !== undefined && lessonOfRole(role) === lessonId) script.dismiss();
			setAt(lessonId, { run: null });
		},
		async setOut(lesson) {
			const { prediction, sure } = at(lesson.id);
			const laid = await script.load(scriptOf(lesson, prediction ?? undefined));
			if (!laid.ok) return laid;
			setAt(lesson.id, { run: null });
			if (prediction !== null) keepStand(lesson.id, (stand) => (stand.predicted === null ? { predicted: prediction, sure } : {}));
			return OK;
		},
		async setOutLed(lesson) {
			const laid = await script.load({ ...scriptOf(lesson), role: { kind: "lesson", lesson: lesson.id, led: true } });
			if (laid.ok) setAt(lesson.id, { run: null });
			return laid;
		},
		async setOutFollow(lesson, how) {
			const laidOut = how === "by-hand" ? byHandScript(lesson) : shownScript(lesson);
			if (laidOut === null) return { ok: false, says: "There is nothing to change in this lesson." };
			if (how === "by-hand") setAt(lesson.id, { handSteps: null });
			const laid = await script.load(laidOut);
			if (laid.ok && how === "by-hand") script.takeOver();
			return laid;
		},
	};
}

type KeptAt = {
	readonly at: (id: string) => AtLesson;
	readonly setAt: (id: string, change: Partial<AtLesson>) => void;
	readonly reached: (id: string) => void;
};

/** What came of each change that was tried. */
function keepTried({ at, setAt, reached }: KeptAt): Pick<CourseStore, "tried" | "untried"> {
	return {
		tried({ id, follow }, change, trial) {
			const set = (tried: AtLesson["tried"][number]) => setAt(id, { tried: { ...at(id).tried, [change]: tried } });
			if (trial === null) return set({ state: "running" });
			if (!trial.ok) return set({ state: "failed", says: trial.says });
			const isThere = isSeen(follow?.goal ?? {}, trial.world);
			set({ state: "came", world: trial.world, reached: isThere });
			if (isThere) reached(id);
		},
		untried({ id }, change) {
			const tried = Object.entries(at(id).tried).filter(([index]) => Number(index) !== change);
			setAt(id, { tried: Object.fromEntries(tried) });
		},
	};
}
