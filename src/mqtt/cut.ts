/**
 * A text of at most `most` code units, the last of them "…" where something is left out. Whatever encloses a text is put around it after the cut.
 * Here and in `beginning` text is cut, so that no other place has to know what may not be torn apart, as the halves of a surrogate pair.
 */
export function cut(text: string, most: number): string {
	return text.length <= most ? text : `${beginning(text, most - 1)}…`;
}

/** The first characters of a text, in at most `most` code units. */
export function beginning(text: string, most: number): string {
	if (text.length <= most) return text;
	// Put together anew: a slice would keep the whole text in memory.
	return [...text.slice(0, isPair(text, most) ? most - 1 : most)].join("");
}

/** Whether the code units before and after this place are the halves of one character. */
function isPair(text: string, at: number): boolean {
	return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}
