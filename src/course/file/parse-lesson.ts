import { Composer, type CST, type Document, Lexer, type LineCounter, Parser, type YAMLError } from "yaml";
import { LIMITS } from "#contract/limits.ts";

/** `errors`: the first faults of the text, if it has any. */
type Parsed = { readonly document: Document.Parsed; readonly errors: readonly Pick<YAMLError, "code" | "message" | "pos">[] };

/**
 * The text as YAML, in time that grows with its length alone: yaml's own parseDocument() compares each name with all others of its map, nests
 * as deep as its stack reaches, and goes on after any number of faults.
 */
export function parseLesson(text: string, lines: LineCounter): Parsed | "too-deep" {
	const parser = new Parser(lines.addNewLine);
	lines.addNewLine(0);
	const tokens: CST.Token[] = [];
	let broken = 0;
	for (const lexeme of new Lexer().lex(text)) {
		for (const token of parser.next(lexeme)) {
			tokens.push(token);
			if (token.type === "error") broken += 1;
		}
		if (parser.stack.length > LIMITS.lessonDepth) return "too-deep";
		if (broken > LIMITS.lessonFaults) break;
	}
	tokens.push(...parser.end());
	const composer = new Composer({ version: "1.2", merge: false, uniqueKeys: false });
	const [document, another] = untraced(() => firstTwo(composer.compose(tokens, true, text.length)));
	if (document === undefined) throw new Error("no document was composed");
	const second = another === undefined ? [] : [{ code: "MULTIPLE_DOCS", message: "", pos: another.range } as const];
	return { document, errors: [...document.errors, ...second].slice(0, LIMITS.lessonFaults) as Parsed["errors"] };
}

function firstTwo(documents: Iterable<Document>): readonly Document.Parsed[] {
	const found: Document.Parsed[] = [];
	for (const document of documents) if (found.push(document as Document.Parsed) === 2) break;
	return found;
}

/** One scalar can hold thousands of faults, each an Error: where it was made is not asked, and takes longer than all the rest. */
function untraced<T>(work: () => T): T {
	const { stackTraceLimit } = Error;
	Error.stackTraceLimit = 0;
	try {
		return work();
	} finally {
		Error.stackTraceLimit = stackTraceLimit;
	}
}
