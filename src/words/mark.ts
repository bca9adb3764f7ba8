import { LOUD, SOFT, type TermId } from "./names.ts";

/** A stretch of a text: plain, or the name of a term. */
type Stretch = string | { readonly id: TermId; readonly says: string };

const SPELLED: readonly (readonly [id: TermId, spelling: string])[] = Object.entries({ ...LOUD, ...SOFT }) as [TermId, string][];
// Nor within a topic, a file name or a longer name: app/session, session-17.
const ANY = new RegExp(`(?<![\\w/.#-])(?:${SPELLED.map(([, spelling]) => `(${eitherCase(spelling)})`).join("|")})(?![\\w/]|[-.]\\w)`, "g");

function eitherCase(spelling: string): string {
	return spelling.replace(/(^|\|)([a-z])/g, (_, before: string, first: string) => `${before}[${first.toUpperCase()}${first}]`);
}

/**
 * Cuts a text into stretches. Marks each term where it is used first; `seen` holds what the paragraph has used before, and is added to.
 * `soft`: which of the everyday words are marked too.
 */
export function stretchesOf(text: string, seen: Set<TermId>, soft: (id: TermId) => boolean): readonly Stretch[] {
	const stretches: Stretch[] = [];
	let done = 0;
	for (const found of text.matchAll(ANY)) {
		const id = SPELLED[found.slice(1).findIndex((group) => group !== undefined)]?.[0];
		if (id === undefined || seen.has(id) || (id in SOFT && !soft(id))) continue;
		seen.add(id);
		if (found.index > done) stretches.push(text.slice(done, found.index));
		stretches.push({ id, says: found[0] });
		done = found.index + found[0].length;
	}
	if (done < text.length) stretches.push(text.slice(done));
	return stretches;
}
