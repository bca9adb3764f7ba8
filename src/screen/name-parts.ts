/** "seat 7", "pub-1", "class/temp"; a longer word may be parted where there is no room for it. */
const NAME = /\bseat \d+|(?<!\S)[^\s]*\w[-/][^\s]*/gi;
const MOST = 24;

/** A text in its parts; name: it is the name of a client, a topic or a filter, with the mark that follows it. */
export function partsOf(text: string): readonly { readonly text: string; readonly name: boolean }[] {
	const parts: { text: string; name: boolean }[] = [];
	let from = 0;
	for (const { 0: found, index } of text.matchAll(NAME)) {
		if (found.length > MOST) continue;
		if (index > from) parts.push({ text: text.slice(from, index), name: false });
		parts.push({ text: found, name: true });
		from = index + found.length;
	}
	if (from < text.length) parts.push({ text: text.slice(from), name: false });
	return parts;
}
