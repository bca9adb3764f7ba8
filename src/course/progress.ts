import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import { readText, setAside, writeText } from "#script/set-aside.ts";
import { byId } from "./by-id.ts";

/** The version that this code keeps. A file with a higher number comes from a newer version. */
const PROGRESS_FORMAT = 1;
const KEY = "slow-wire/course";

const Stand = z.strictObject({
	/** The answer that was given first. */
	predicted: z.nullable(z.string().check(z.maxLength(64))),
	/** Whether that first prediction came true; null: the lesson has not been run yet, or none of the answers came true. */
	right: z.nullable(z.boolean()),
	ran: z.boolean(),
	/** Whether the goal was reached, by the right switch or by hand. */
	reached: z.boolean(),
	/** The fewest steps with which the goal was reached by hand. */
	fewestSteps: z.nullable(z.number().check(z.int(), z.gte(1), z.lte(LIMITS.recordedSteps))),
});
/** How far somebody has come with one lesson. */
export type Stand = Readonly<z.infer<typeof Stand>>;

const Kept = z.strictObject({
	format: z.literal(PROGRESS_FORMAT),
	lessons: z
		.record(z.string().check(z.maxLength(64)), Stand)
		.check(z.refine((lessons) => Object.keys(lessons).length <= LIMITS.progressEntries)),
});
/** By lesson id. */
export type Progress = Readonly<Record<string, Stand>>;

export const NOT_STARTED: Stand = { predicted: null, right: null, ran: false, reached: false, fewestSteps: null };

type Mark = "todo" | "done" | "retry";

/** retry: the lesson was run, the prediction did not come true, and the goal has not been reached since. */
export function markOf(stand: Stand | undefined): Mark {
	if (stand === undefined || !stand.ran) return "todo";
	return stand.right === true || stand.reached ? "done" : "retry";
}

type Sum = { readonly done: number; readonly right: number; readonly reached: number; readonly of: number };

/** Totals over these lessons: how many were run, how many of the first predictions came true, how many goals were reached. */
export function sumOf(progress: Progress, lessons: readonly { readonly id: string }[]): Sum {
	const stands = lessons.map(({ id }) => byId(progress, id) ?? NOT_STARTED);
	const count = (holds: (stand: Stand) => boolean) => stands.filter(holds).length;
	return {
		done: count(({ ran }) => ran),
		right: count(({ right }) => right === true),
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
	const { predicted, right } = here.right === null && (here.predicted === null || file.right !== null) ? file : here;
	const steps = [here.fewestSteps, file.fewestSteps].filter((fewest) => fewest !== null);
	return {
		predicted,
		right,
		ran: here.ran || file.ran,
		reached: here.reached || file.reached,
		fewestSteps: steps.length === 0 ? null : Math.min(...steps),
	};
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
				fault = "This browser keeps nothing: what you do here is forgotten with this page. Export it below.";
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
