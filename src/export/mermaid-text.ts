/** What does not stand for itself in a line of Mermaid; ﬂ and ß it uses itself, to write characters by their numbers. */
const SPECIAL = /[^\p{L}\p{N}\p{M} ()',./=_-]|[ﬂß]|^ +| +$/gu;

/** Any text as one line of Mermaid: "#59;" stands for a semicolon, which would end the line. */
export function mermaidText(text: string): string {
	return text.replace(SPECIAL, (some) => Array.from(some, (one) => `#${one.codePointAt(0)};`).join(""));
}
