import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import type { Lesson } from "#course/lesson.ts";
import { cut } from "#mqtt/cut.ts";
import { checkLesson } from "./lesson-checks.ts";
import type { Path } from "./lesson-shape.ts";
import type { SaidFault } from "./lesson-words.ts";
import { nodeFaults } from "./node-faults.ts";
import { parseLesson } from "./parse-lesson.ts";
import { saySyntax } from "./syntax-words.ts";

/** Line and column from 1. */
export type FileFault = { readonly line: number; readonly column: number } & SaidFault;
export type ReadLesson =
	| { readonly ok: true; readonly lesson: Lesson }
	/** `mayFollow`: not everything was checked while these faults stand. */
	| { readonly ok: false; readonly faults: readonly FileFault[]; readonly mayFollow: boolean };

/** A lesson as JSON or YAML. Never throws: each fault is reported with its line. */
export function readLessonFile(text: string, fileName = "This"): ReadLesson {
	const first = (says: string): ReadLesson => ({ ok: false, faults: [{ line: 1, column: 1, says, whole: true }], mayFollow: false });
	if (text.length > LIMITS.lessonCharacters)
		return first(`${fileName} has ${many(text.length, "character")}; a lesson file has at most ${LIMITS.lessonCharacters}.`);
	if (text.includes("\u0000")) return first(`${fileName} is not a text file.`);
	if (text.trim() === "") return first(`${fileName} is empty.`);
	const lines = new LineCounter();
	try {
		const parsed = parseLesson(text, lines);
		if (parsed === "too-deep") return first(`${fileName} is nested too deeply to be a lesson.`);
		const { document, errors } = parsed;
		if (document.directives.yaml.explicit === true) return { ok: false, faults: [versionFault(text)], mayFollow: true };
		const broken = errors.map((error) => ({ ...place(lines, error.pos[0]), says: saySyntax(error) }));
		if (broken.length > 0) return { ok: false, faults: broken, mayFollow: true };
		const { faults: odd, whole } = nodeFaults(document);
		if (whole !== null) return first(`${fileName} ${TOO_MUCH[whole]}`);
		if (odd.length > 0) return { ok: false, faults: odd.map(({ offset, says }) => ({ ...place(lines, offset), says })), mayFollow: true };
		// Aliases have been weighed already.
		const read = checkLesson(document.toJS({ maxAliasCount: -1 }));
		if (read.ok) return read;
		const faults = read.faults.map(({ path, ...said }) => ({ ...place(lines, offsetOf(document, path)), ...said }));
		return { ok: false, faults: faults.toSorted((a, b) => a.line - b.line || a.column - b.column), mayFollow: read.mayFollow };
	} catch (fault) {
		// An exception of the parser's own that we do not know. This code runs while a page is being drawn, and must not take the page down.
		const why = fault instanceof Error ? ` (${cut(fault.message, 120)})` : "";
		return first(`${fileName} cannot be read as YAML or JSON${why}.`);
	}
}

const TOO_MUCH = {
	aliases: `has more than ${LIMITS.lessonAliases} aliases (*name): write them out instead.`,
	values: `has more than ${LIMITS.lessonValues} values, with its aliases written out: that is not a lesson.`,
};

/** Under YAML 1.1 "no" is false and "<<" merges: a lesson would not mean what it seems to say. */
function versionFault(text: string): FileFault {
	const line = text.split("\n").findIndex((each) => each.startsWith("%YAML")) + 1;
	return { line: Math.max(1, line), column: 1, says: "a lesson file is YAML 1.2, and names no version: leave %YAML out" };
}

/** As YAML that a person would write: whatever is one thought stands on one line. */
export function writeLessonFile(lesson: Lesson): string {
	const document = parseDocument("");
	document.contents = document.createNode(lesson, { aliasDuplicateObjects: false }) as typeof document.contents;
	document.commentBefore = " A lesson for Slow Wire. Open it there with Take home, Open a lesson file.";
	visit(document, {
		Pair(_, pair) {
			const name = isScalar(pair.key) ? pair.key.value : null;
			if (name === "step" && isMap(pair.value)) pair.value.flow = true;
			if ((name === "watches" || name === "clauses") && isSeq(pair.value)) pair.value.flow = true;
			if ((name === "sees" || name === "changes") && isSeq(pair.value))
				for (const seen of pair.value.items) if (isMap(seen)) seen.flow = true;
			if (name === "goal" && isMap(pair.value)) pair.value.flow = true;
		},
	});
	return document.toString({ lineWidth: 120, flowCollectionPadding: true });
}

function place(lines: LineCounter, offset: number): { readonly line: number; readonly column: number } {
	const { line, col } = lines.linePos(offset);
	return { line: Math.max(1, line), column: Math.max(1, col) };
}

/** Where this part of the lesson begins in the text: at its name, if it has one; for a missing part, where it would stand. */
function offsetOf(document: Document.Parsed, path: Path): number {
	let node: unknown = document.contents;
	let offset = document.contents?.range?.[0] ?? 0;
	for (const key of path) {
		if (isAlias(node)) node = node.resolve(document);
		if (isMap(node)) {
			const pair = node.items.find((each) => isScalar(each.key) && String(each.key.value) === String(key));
			if (pair === undefined) break;
			offset = startOf(pair.key) ?? offset;
			node = pair.value;
		} else if (isSeq(node)) {
			node = node.items[Number(key)];
			offset = startOf(node) ?? offset;
		} else break;
	}
	return offset;
}

function startOf(node: unknown): number | null {
	return (node as Node | null | undefined)?.range?.[0] ?? null;
}
