import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { readText, setAside, writeText } from "#script/set-aside.ts";
import { byId } from "./by-id.ts";
import { isDue, Review, Sure } from "./review.ts";

/** The version that this code writes. A file with a higher number comes from a newer version; version 1 had no `sure`, `review` and `later`. */
const PROGRESS_FORMAT = 2;
const KEY = "slow-wire/course";

const Stand = z.strictObject({
	/** The answer that was given first. */
	predicted: z.nullable(z.string().check(z.maxLength(64))),
	/** Whether that first prediction came true; null: the lesson has not been run yet, or none of the answers came true. */
	right: z.nullable(z.boolean()),
	/** How sure the reader was of that first prediction; null: not said. */
	sure: z._default(z.nullable(Sure), null),
	/** When the lesson comes back; null: it does not. */
	review: z._default(z.nullable(Review), null),
	/** Whether the prediction of the last review came true; null: the lesson has not come back yet. */
	later: z._default(z.nullable(z.boolean()), null),
	ran: z.boolean(),
	/** Whether the goal was reached, by the right switch or by hand. */
	reached: z.boolean(),
	/** The fewest steps with which the goal was reached by hand. */
	fewestSteps: z.nullable(z.number().check(z.int(), z.gte(1), z.lte(LIMITS.recordedSteps))),
});
/** How far somebody has come with one lesson. */
export type Stand = Readonly<z.infer<typeof Stand>>;

const Kept = z.strictObject({
	format: z.literal([1, PROGRESS_FORMAT]),
	lessons: z
		.record(z.string().check(z.maxLength(64)), Stand)
		.check(z.refine((lessons) => Object.keys(lessons).length <= LIMITS.progressEntries)),
});
/** By lesson id. */
export type Progress = Readonly<Record<string, Stand>>;

export const NOT_STARTED: Stand = {
	predicted: null,
	right: null,
	sure: null,
	review: null,
	later: null,
	ran: false,
	reached: false,
	fewestSteps: null,
};

export type Mark = "todo" | "done" | "retry" | "certain";

/**
 * retry: the lesson was run, the prediction did not come true, and neither has a later one, nor has the goal been reached since. certain: the
 * same, and the reader had been certain: there is most to learn.
 */
export function markOf(stand: Stand | undefined): Mark {
	if (stand === undefined || !stand.ran) return "todo";
	if (stand.right === true || stand.later === true || stand.reached) return "done";
	return isSurelyWrong(stand) ? "certain" : "retry";
}

function isSurelyWrong({ right, sure }: Stand): boolean {
	return right === false && sure === "certain";
}

/** The lessons that come back now: those first of which the reader had been certain, then in the order of the course. */
export function dueOf<L extends { readonly id: string }>(progress: Progress, lessons: readonly L[], now: number): readonly L[] {
	const due = lessons.filter(({ id }) => isDue(byId(progress, id)?.review ?? null, now));
	const sure = (lesson: L) => isSurelyWrong(byId(progress, lesson.id) ?? NOT_STARTED);
	return [...due.filter(sure), ...due.filter((lesson) => !sure(lesson))];
}

type Sum = { readonly ran: number; readonly right: number; readonly retry: number; readonly reached: number; readonly of: number };

/** Totals over these lessons: how many were run, how many of the first predictions came true, how many are worth another look, how many goals were reached. */
export function sumOf(progress: Progress, lessons: readonly { readonly id: string }[]): Sum {
	const stands = lessons.map(({ id }) => byId(progress, id) ?? NOT_STARTED);
	const count = (holds: (stand: Stand) => boolean) => stands.filter(holds).length;
	return {
		ran: count(({ ran }) => ran),
		right: count(({ right }) => right === true),
		retry: count((stand) => stand.ran && markOf(stand) !== "done"),
		reached: count(({ reached }) => reached),
		of: lessons.length,
	};
}

/** The record as a text that can be kept, and brought to another browser. */
export function writeProgress(progress: Progress): string {
	return JSON.stringify({ format: PROGRESS_FORMAT, lessons: progress }, null, "\t");
}

type Parsed = { readonly ok: true; readonly progress: Progress } | { readonly ok: false; readonly says: string };

export function parseProgress(text: string): Parsed {
	let read: unknown;
	try {
		read = JSON.parse(text);
	} catch {
		return { ok: false, says: "It is not JSON." };
	}
	const format = typeof read === "object" && read !== null && "format" in read ? read.format : undefined;
	if (typeof format === "number" && format > PROGRESS_FORMAT) return { ok: false, says: "It was written by a newer version of this page." };
	const kept = z.safeParse(Kept, read);
	if (!kept.success) return { ok: false, says: "It does not hold the progress of lessons." };
	return { ok: true, progress: kept.data.lessons };
}

/** Both records as one. Nothing of either is lost: what was reached stays reached, and a prediction judged here takes precedence over one from the file. */
export function mergeProgress(here: Progress, file: Progress): Progress {
	const merged = Object.entries(file).map(([id, stand]) => [id, mergeStand(byId(here, id) ?? NOT_STARTED, stand)] as const);
	return { ...here, ...Object.fromEntries(merged) };
}

function mergeStand(here: Stand, file: Stand): Stand {
	const { predicted, right, sure } = here.right === null && (here.predicted === null || file.right !== null) ? file : here;
	const steps = [here.fewestSteps, file.fewestSteps].filter((fewest) => fewest !== null);
	return {
		predicted,
		right,
		sure,
		review: earlier(here.review, file.review),
		later: here.later ?? file.later,
		ran: here.ran || file.ran,
		reached: here.reached || file.reached,
		fewestSteps: steps.length === 0 ? null : Math.min(...steps),
	};
}

/** Of two that come back, the one that comes first. */
function earlier(here: Review | null, file: Review | null): Review | null {
	if (here === null || file === null) return here ?? file;
	return here.due <= file.due ? here : file;
}

/** `says`: why the record cannot be kept. */
type ChangedProgress = { readonly ok: true; readonly progress: Progress } | { readonly ok: false; readonly says: string };

type ProgressShelf = {
	/** What is kept now: another tab may have written since. */
	read(): Progress;
	/** Reads, changes, writes: two tabs do not undo each other's changes. A text that this page could not read back is refused, and nothing changes. */
	change(how: (progress: Progress) => Progress): ChangedProgress;
	/** A sentence: what was kept could not be read, or nothing can be kept; null: all is well. */
	fault(): string | null;
};

/** The progress that this browser keeps for the lessons. Never throws: a browser may forbid access to its storage. */
export function openProgress(storage: Storage): ProgressShelf {
	let fault: string | null = null;
	let last: Progress = {};
	const read = (): Progress => {
		const text = readText(storage, KEY);
		if (text === null) return last;
		const parsed = parseProgress(text);
		if (parsed.ok) {
			last = parsed.progress;
			return last;
		}
		const aside = setAside(storage, KEY, text);
		fault = `What this browser kept of your lessons cannot be read. ${parsed.says} ${aside !== null ? `It is set aside under “${aside}” in this browser’s storage; a new record begins.` : "It stays where it is; what you do now is not kept."}`;
		return last;
	};
	return {
		read,
		change(how) {
			const next = how(read());
			const text = writeProgress(next);
			const parsed = parseProgress(text);
			if (!parsed.ok) return { ok: false, says: sayTooMany(next) ?? parsed.says };
			last = next;
			// An unreadable text that could not be set aside is not overwritten.
			const kept = readText(storage, KEY);
			if (kept !== null && !parseProgress(kept).ok) return { ok: true, progress: last };
			if (!writeText(storage, KEY, text))
				fault = "This browser keeps nothing: what you do here is forgotten when this page is closed. Export it below.";
			return { ok: true, progress: last };
		},
		fault: () => fault,
	};
}

function sayTooMany(progress: Progress): string | null {
	const count = Object.keys(progress).length;
	if (count <= LIMITS.progressEntries) return null;
	return `A browser remembers ${LIMITS.progressEntries} lessons, and with this there would be ${count}.`;
}
