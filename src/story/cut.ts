/**
 * A text of at most `most` code units, the last of them "…" where something is left out: the one place where text is cut, so that no other
 * has to know what may not be torn apart, as the halves of a surrogate pair. Whatever encloses a text is put around it after the cut.
 */
export function cut(text: string, most: number): string {
	if (text.length <= most) return text;
	const end = most - 1;
	// Put together anew: a slice would keep the whole text in memory.
	return `${[...text.slice(0, isPair(text, end) ? end - 1 : end)].join("")}…`;
}

/** Whether the code units before and after this place are the halves of one character. */
function isPair(text: string, at: number): boolean {
	return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}
