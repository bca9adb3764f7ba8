import type * as z from "zod/mini";
import { LESSON_FORMAT } from "#course/lesson.ts";
import { cut } from "#mqtt/cut.ts";
import { namesAt, type Path, valueAt } from "./lesson-shape.ts";
import { nearestWord } from "./nearest-word.ts";

type Issue = z.core.$ZodIssue;
/** Where and what; without a line number, which only a text has. */
export type LessonFault = { readonly path: Path } & SaidFault;
/** `whole`: the fault is about the whole lesson, and `says` is a sentence of its own; otherwise `says` has no full stop, and stands behind "Line 14: ". */
export type SaidFault = { readonly says: string; readonly whole?: true };

const ID_RULE = "is made of lower-case letters, digits and hyphens, 1 to 48 of them, and begins with a letter or digit";

/** What zod found, in the words of a person, one after the other as they are asked for. */
export function* sayIssues(issues: readonly Issue[], lesson: unknown): Iterable<LessonFault> {
	const places = new Set(issues.filter(({ code }) => code === "invalid_type").map(({ path }) => JSON.stringify(path)));
	for (const issue of issues) {
		// A text has a length too where a list is meant, and zod checks its characters against the bounds of the list.
		const isSize = issue.code === "too_big" || issue.code === "too_small";
		if (!isSize || !places.has(JSON.stringify(issue.path))) yield* sayIssue(issue, lesson);
	}
}

function sayIssue(issue: Issue, lesson: unknown): Iterable<LessonFault> {
	const path: Path = issue.path;
	const one = (says: string): readonly LessonFault[] => [{ path, says }];
	const name = nameOf(path, lesson);
	const written = valueAt(path, lesson);
	// A choice that is left out is reported as a choice that is none of these.
	if (written === undefined && path.length > 0) return one(`${ownerOf(path.slice(0, -1), lesson)} needs ${missing(issue, path)}`);
	switch (issue.code) {
		case "invalid_type":
			return one(sayType(name, issue.expected, written));
		case "invalid_value":
			return one(`${name} is ${oneOf(issue.values)}`);
		case "invalid_union":
			return sayUnion(issue, path, lesson);
		case "invalid_format":
			return one(`${name} ${ID_RULE}`);
		case "too_small":
			return one(sayTooSmall(name, issue, path));
		case "too_big":
			return one(sayTooBig(name, issue, path, written));
		case "unrecognized_keys":
			return sayStrangers(issue.keys, path, lesson);
		default:
			return one(`${name} cannot be understood`);
	}
}

function missing(issue: Issue, path: Path): string {
	const key = String(path.at(-1));
	if (path.length === 1 && key === "format") return `format: ${LESSON_FORMAT}`;
	if (issue.code === "invalid_union" && "options" in issue) return `${key}: ${oneOf(issue.options as readonly unknown[])}`;
	const values = issue.code === "invalid_value" ? issue.values : issue.code === "invalid_union" ? literalsOf(issue) : [];
	return values.length === 0 ? key : `${key}: ${oneOf(values)}`;
}

function sayType(name: string, expected: string, written: unknown): string {
	switch (expected) {
		case "string":
			if (typeof written === "number" || typeof written === "boolean") return `${name} is text: write it in quotes, "${written}"`;
			return `${name} is text`;
		case "boolean":
			return `${name} is true or false`;
		case "array":
			return `${name} is a list, one entry a line, each after a hyphen`;
		case "object":
		case "record":
			return `${name} has parts with names of their own, such as “name: value”`;
		case "int":
			return `${name} is a whole number`;
		case "number":
			return `${name} is a number`;
		default:
			return `${name} cannot be understood`;
	}
}

function* sayUnion(issue: Extract<Issue, { code: "invalid_union" }>, path: Path, lesson: unknown): Iterable<LessonFault> {
	const values = literalsOf(issue);
	if (values.length > 0) return yield { path, says: `${nameOf(path, lesson)} is ${oneOf(values)}` };
	if ("options" in issue) return yield { path, says: sayKind(path, lesson, (issue.options as readonly unknown[]).map(String)) };
	// Text or a map: a fault inside the map says more than "this is not a text".
	const written = valueAt(path, lesson);
	const deep = typeof written === "object" && written !== null ? (issue.errors.at(-1) ?? []) : [];
	if (deep.length === 0) return yield { path, says: sayType(nameOf(path, lesson), "string", written) };
	yield* sayIssues(
		deep.map((each) => ({ ...each, path: [...path, ...each.path] })),
		lesson,
	);
}

function sayKind(path: Path, lesson: unknown, known: readonly string[]): string {
	const what = path.at(-1) === "do" ? "step" : "switch";
	const written = cut(String(valueAt(path, lesson)), 40);
	const near = nearestWord(written, known);
	return `there is no ${what} “${written}”; ${near === null ? `a ${what} is ${oneOf(known)}` : `did you mean ${near}?`}`;
}

function sayTooSmall(name: string, { origin, minimum }: Extract<Issue, { code: "too_small" }>, path: Path): string {
	if (origin === "string") return `${name} has no text`;
	if (origin === "array") return `${ownerOf(path.slice(0, -1), null)} needs at least ${counted(Number(minimum), path)}`;
	return `${name} is at least ${minimum}`;
}

function sayTooBig(name: string, { origin, maximum }: Extract<Issue, { code: "too_big" }>, path: Path, written: unknown): string {
	const has = typeof written === "string" || Array.isArray(written) ? written.length : 0;
	if (origin === "string") return `${name} has at most ${maximum} characters; this one has ${has}`;
	if (origin === "array") return `${ownerOf(path.slice(0, -1), null)} has at most ${counted(Number(maximum), path)}; here are ${has}`;
	return `${name} is at most ${maximum}`;
}

/** "two answers"; the key of a list, as what the list contains. */
function counted(count: number, path: Path): string {
	const list = String(path.at(-1));
	const [one, more] = LISTS[list] ?? ["entry", `entries under ${list}`];
	const number = ["no", "one", "two", "three", "four"][count] ?? String(count);
	return `${number} ${count === 1 ? one : more}`;
}

const LISTS: Readonly<Record<string, readonly [one: string, more: string]>> = {
	watches: ["client that it watches", "clients that it watches"],
	words: ["word", "words"],
	moments: ["moment", "moments"],
	lines: ["line", "lines"],
	answers: ["answer", "answers"],
	says: ["paragraph under says", "paragraphs under says"],
	clauses: ["clause", "clauses"],
	changes: ["change", "changes"],
	hints: ["hint", "hints"],
	sees: ["entry under sees", "entries under sees"],
};

function* sayStrangers(keys: readonly string[], path: Path, lesson: unknown): Iterable<LessonFault> {
	const here = new Set(Object.keys(valueAt(path, lesson) ?? {}));
	// A name that already stands here is not what was meant.
	const free = namesAt(path, lesson).filter((name) => !here.has(name));
	const owner = ownerOf(path, lesson);
	for (const key of keys) {
		const near = nearestWord(key, free);
		yield { path: [...path, key], says: `${owner} has no “${cut(key, 40)}”${near === null ? "" : `; did you mean ${near}?`}` };
	}
}

function literalsOf(issue: Extract<Issue, { code: "invalid_union" }>): readonly unknown[] {
	return issue.errors.flatMap((errors) => errors.flatMap((each) => (each.code === "invalid_value" ? each.values : [])));
}

/** The nearest name on the path to it. */
function nameOf(path: Path, lesson: unknown): string {
	const name = path.findLast((key) => typeof key === "string");
	const last = path.at(-1);
	if (name === undefined) return "a lesson";
	return typeof last === "number" ? ownerOf(path, lesson) : String(name);
}

/** What a person calls the part of a lesson that is found here. */
function ownerOf(path: Path, lesson: unknown): string {
	const last = path.at(-1);
	const list = String(path.at(-2));
	if (last === undefined) return "a lesson";
	if (last === "step") {
		const named = lesson === null ? undefined : valueAt([...path, "do"], lesson);
		return typeof named === "string" ? `a ${named} step` : "a step";
	}
	if (last === "will") return "a will";
	if (path.at(-3) === "sees" || path.at(-2) === "goal") return `what is seen of ${String(last)}`;
	if (typeof last !== "number") return String(last);
	return ENTRIES[list] ?? `an entry of ${list}`;
}

const ENTRIES: Readonly<Record<string, string>> = {
	moments: "a moment",
	lines: "a line of a moment",
	answers: "an answer",
	changes: "a change",
	received: "a received message",
	watches: "a watched client",
	words: "a word",
	says: "a paragraph",
};

/** "0, 1 or 2" */
function oneOf(values: readonly unknown[]): string {
	const words = values.map(String);
	return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
