import type { YAMLError } from "yaml";

const WORDS: Readonly<Partial<Record<YAMLError["code"], string>>> = {
	BAD_INDENT: "this line is indented differently from the lines that it belongs to",
	BLOCK_AS_IMPLICIT_KEY: "a name with its value begins here, in the middle of another value: put the text before it in quotes",
	MULTILINE_IMPLICIT_KEY: "a colon is missing after this name, or a text over several lines needs quotes",
	DUPLICATE_KEY: "the same name stands here twice",
	MULTIPLE_DOCS: "a second document begins here: one file holds one lesson",
	TAB_AS_INDENT: "a tab stands at the beginning of this line: YAML indents with spaces",
	BAD_ALIAS: "this alias (*name) cannot be read: a text that begins with * needs quotes",
	BAD_SCALAR_START: "a text cannot begin with this character: put it in quotes",
	BAD_DQ_ESCAPE: "this \\ begins no known escape: write \\\\, or use single quotes",
	KEY_OVER_1024_CHARS: "a name is longer than 1024 characters: is its colon missing?",
};

/** Why a text is neither valid YAML nor valid JSON here. */
export function saySyntax({ code, message }: Pick<YAMLError, "code" | "message">): string {
	const known = WORDS[code];
	if (known !== undefined) return known;
	if (code === "MISSING_CHAR") {
		if (/quote/i.test(message)) return "a closing quote is missing for the text that begins here, or before it";
		if (/,/.test(message)) return "a comma is missing before this, or a bracket after what stands before it";
		return "a bracket, comma or colon is missing here, or before it";
	}
	return "this cannot be read as YAML or JSON: something before it is not closed, or stands where it does not belong";
}
