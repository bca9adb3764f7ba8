/** Where the focus was before it came to the terms of the page. */
let origin: HTMLElement | null = null;

export type Way = "next" | "previous" | "first" | "last" | "back";

/**
 * Terms are not stops of the Tab key: there are too many of them. One key leads to the first one after the place of the focus, arrows lead on,
 * Esc leads back. Returns whether there is a term to go to.
 */
export function walk(way: Way): boolean {
	const from = document.activeElement;
	const words = wordsIn(scope());
	const here = words.indexOf(from as HTMLElement);
	if (way === "back") {
		if (origin?.isConnected !== true) return false;
		origin.focus();
		return true;
	}
	if (here === -1 && from instanceof HTMLElement && from !== document.body) origin = from;
	const to = way === "first" ? words[0] : way === "last" ? words.at(-1) : way === "next" ? after(words, here, from) : words.at(here - 1);
	to?.focus();
	to?.scrollIntoView({ block: "nearest", inline: "nearest" });
	return to !== undefined;
}

/** A dialog keeps the focus, and so does what is told of a term. */
function scope(): ParentNode {
	const open = [...document.querySelectorAll("dialog:modal, .asked:popover-open")];
	return open.at(-1) ?? document;
}

function wordsIn(within: ParentNode): readonly HTMLElement[] {
	return [...within.querySelectorAll<HTMLElement>("[data-word]")].filter((word) => word.checkVisibility({ visibilityProperty: true }));
}

/** The next one; from elsewhere the first one that follows; after the last one the first. */
function after(words: readonly HTMLElement[], here: number, from: Element | null): HTMLElement | undefined {
	if (here !== -1) return words[(here + 1) % words.length];
	const follows = (word: Element) => ((from?.compareDocumentPosition(word) ?? 0) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
	return words.find((word) => from === null || from === document.body || follows(word)) ?? words[0];
}
