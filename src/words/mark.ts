import { CODES, LOUD, SOFT, type TermId } from "./names.ts";

/** A stretch of a text: plain, or the name of a term. */
type Stretch = string | { readonly id: TermId; readonly says: string };

type Spelled = readonly (readonly [id: TermId, spelling: string])[];
const spelled = (names: { readonly [id in TermId]?: string }) => Object.entries(names) as [TermId, string][];

const WORDS: Spelled = spelled({ ...LOUD, ...SOFT }).map(([id, spelling]) => [id, eitherCase(spelling)]);
// Between the brackets of a packet: elsewhere r1 is a message. Its will and its filters are written "'a/b' q1", "q1 r0 'a/b'".
const FIELDS: Spelled = spelled(CODES).map(([id, code]) => [id, `(?<=[( ])(?:${code})(?=[,)]| r\\d '| ')`]);

// Nor within a topic, a file name or a longer name: app/session, session-17.
const anyOf = (all: Spelled) => `(?<![\\w/.#-])(?:${all.map(([, spelling]) => `(${spelling})`).join("|")})(?![\\w/]|[-.]\\w)`;
const IN_TEXT = new RegExp(anyOf(WORDS), "g");
// What a client calls its topics is read over.
const IN_PACKET = new RegExp(`'[^']*'|${anyOf([...WORDS, ...FIELDS])}`, "g");

function eitherCase(spelling: string): string {
	return spelling.replace(/(^|\|)([a-z])/g, (_, before: string, first: string) => `${before}[${first.toUpperCase()}${first}]`);
}

/**
 * Cuts a text into stretches. Marks each term where it is used first; `seen` holds what the paragraph has used before, and is added to.
 * `soft`: which of the everyday words are marked too; `packet`: whether the text is a packet as the log writes it.
 */
export function stretchesOf(text: string, seen: Set<TermId>, soft: (id: TermId) => boolean, packet = false): readonly Stretch[] {
	const stretches: Stretch[] = [];
	let done = 0;
	const all = packet ? [...WORDS, ...FIELDS] : WORDS;
	for (const found of text.matchAll(packet ? IN_PACKET : IN_TEXT)) {
		const id = all[found.slice(1).findIndex((group) => group !== undefined)]?.[0];
		if (id === undefined || seen.has(id) || (id in SOFT && !soft(id))) continue;
		seen.add(id);
		if (found.index > done) stretches.push(text.slice(done, found.index));
		stretches.push({ id, says: found[0] });
		done = found.index + found[0].length;
	}
	if (done < text.length) stretches.push(text.slice(done));
	return stretches;
}
