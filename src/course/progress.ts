import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";

/** What this version keeps. A file with a higher number is of a newer version. */
const PROGRESS_FORMAT = 1;
const KEY = "slow-wire/course";
/** Where a text goes that cannot be read: nothing is lost silently. */
const ASIDE = "slow-wire/course-set-aside";
/** Lessons remembered, own ones included. Far more than there are. */
const MOST = 200;

const Stand = z.strictObject({
	/** The answer that was given first. */
	predicted: z.nullable(z.string().check(z.maxLength(64))),
	/** Whether that first prediction came true; null: not run yet, or none of the answers came true. */
	right: z.nullable(z.boolean()),
	ran: z.boolean(),
	/** Whether its goal was reached, by the right switch or by hand. */
	reached: z.boolean(),
	/** Fewest steps with which its goal was reached by hand. */
	fewestSteps: z.nullable(z.number().check(z.int(), z.gte(1), z.lte(LIMITS.recordedSteps))),
});
/** How far somebody is with one lesson. */
export type Stand = Readonly<z.infer<typeof Stand>>;

const Kept = z.strictObject({
	format: z.literal(PROGRESS_FORMAT),
	lessons: z.record(z.string().check(z.maxLength(64)), Stand).check(z.refine((lessons) => Object.keys(lessons).length <= MOST)),
});
/** By lesson id. */
export type Progress = Readonly<Record<string, Stand>>;

export const NOT_STARTED: Stand = { predicted: null, right: null, ran: false, reached: false, fewestSteps: null };

export type Mark = "todo" | "done" | "retry";

/** retry: it was run, the prediction did not come true, and its goal has not been reached since. */
export function markOf(stand: Stand | undefined): Mark {
	if (stand === undefined || !stand.ran) return "todo";
	return stand.right === true || stand.reached ? "done" : "retry";
}

export type Sum = { readonly done: number; readonly right: number; readonly reached: number; readonly of: number };

/** Over these lessons: how many were run, how many of the first predictions came true, how many goals were reached. */
export function sumOf(progress: Progress, lessons: readonly { readonly id: string }[]): Sum {
	const stands = lessons.map(({ id }) => progress[id] ?? NOT_STARTED);
	const count = (holds: (stand: Stand) => boolean) => stands.filter(holds).length;
	return {
		done: count(({ ran }) => ran),
		right: count(({ right }) => right === true),
		reached: count(({ reached }) => reached),
		of: lessons.length,
	};
}

/** As a text that can be kept, and brought to another browser. */
export function writeProgress(progress: Progress): string {
	return JSON.stringify({ format: PROGRESS_FORMAT, lessons: progress }, null, "\t");
}

export type Parsed = { readonly ok: true; readonly progress: Progress } | { readonly ok: false; readonly says: string };

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

export type ProgressShelf = {
	/** What is kept now: another tab may have written since. */
	read(): Progress;
	/** Reads, changes, writes: two tabs do not undo each other. */
	change(how: (progress: Progress) => Progress): Progress;
	/** A sentence: what was kept could not be read, or nothing can be kept; null: all is well. */
	fault(): string | null;
};

/** What stands of the lessons in this browser. Never throws: a browser may forbid its storage. */
export function openProgress(storage: Storage): ProgressShelf {
	let fault: string | null = null;
	let last: Progress = {};
	const read = (): Progress => {
		const text = textOf(storage);
		if (text === null) return last;
		const parsed = parseProgress(text);
		if (parsed.ok) {
			last = parsed.progress;
			return last;
		}
		const aside = write(storage, ASIDE, text);
		if (aside) storage.removeItem(KEY);
		fault = `What this browser kept of your lessons cannot be read. ${parsed.says} ${aside ? `It is set aside under “${ASIDE}” in this browser’s storage; a new record begins.` : "It stays where it is; what you do now is not kept."}`;
		return last;
	};
	return {
		read,
		change(how) {
			last = how(read());
			// An unreadable text that could not be set aside is not written over.
			const kept = textOf(storage);
			if (kept !== null && !parseProgress(kept).ok) return last;
			if (!write(storage, KEY, writeProgress(last)))
				fault = "This browser keeps nothing: what you do here is forgotten with this page. Export it below.";
			return last;
		},
		fault: () => fault,
	};
}

function textOf(storage: Storage): string | null {
	try {
		return storage.getItem(KEY);
	} catch {
		return null;
	}
}

function write(storage: Storage, key: string, text: string): boolean {
	try {
		storage.setItem(key, text);
		return storage.getItem(key) === text;
	} catch {
		return false;
	}
}
