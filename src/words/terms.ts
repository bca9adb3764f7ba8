import { CODES, LOUD, SOFT, type TermId } from "./names.ts";
import { nearest } from "./nearest.ts";
import { GROUPS, type Term, type TermGroup, type TermText } from "./term.ts";
import { CONNECTION } from "./told/connection.ts";
import { DELIVERY } from "./told/delivery.ts";
import { OURS } from "./told/ours.ts";
import { PACKETS } from "./told/packets.ts";
import { SESSIONS } from "./told/sessions.ts";

const TOLD = { ...PACKETS, ...SESSIONS, ...DELIVERY, ...CONNECTION, ...OURS } satisfies Readonly<Record<TermId, TermText>>;
const IN_GROUPS: Readonly<Record<TermGroup, object>> = {
	Packets: PACKETS,
	Sessions: SESSIONS,
	Delivery: DELIVERY,
	Connection: CONNECTION,
	"Our own words": OURS,
};

/** Every term, in the order of the alphabet. */
export const TERMS: readonly Term[] = GROUPS.flatMap((group) =>
	(Object.keys(IN_GROUPS[group]) as TermId[]).map((id): Term => ({ ...TOLD[id], id, group })),
).toSorted((one, other) => one.name.localeCompare(other.name, "en", { sensitivity: "base" }));

export function termById(id: TermId): Term {
	return { ...TOLD[id], id, group: GROUPS.find((group) => id in IN_GROUPS[group]) ?? "Our own words" };
}

/** The groups with how many terms each has. */
export function groups(): readonly { readonly group: TermGroup; readonly count: number }[] {
	return GROUPS.map((group) => ({ group, count: TERMS.filter((term) => term.group === group).length }));
}

/**
 * The terms of one group, or of all, in which each of the sought words is found: in the name, a spelling, a code, the kind or the sentence. First
 * the terms whose name is meant, then those whose name or code has the words, then those that speak of them. Where there is none, those that
 * any of the words is about.
 */
export function found(group: string | null, sought: string): readonly Term[] {
	const words = meant(plain(sought).split(" "));
	const inGroup = TERMS.filter((term) => group === null || term.group === group);
	if (words.length === 0) return inGroup;
	const whole = [0, 1, 2, 3].flatMap((rank) => inGroup.filter((term) => rankOf(term, words) === rank));
	if (whole.length > 0) return whole;
	return nearest(inGroup, words.join(" "), (term) => [
		[4, `${term.name} ${SPELLINGS[term.id].replace(/\(\?.*?\)/g, " ")}`],
		[3, term.also ?? ""],
		[1, `${term.kind} ${term.says}`],
	]);
}

/** Words of a question that say nothing of what it asks for. */
const ASKING = new Set(
	"a about an and are be can could define definition do does explain for how i in is it meaning mean means meant mqtt of on or stand stands tell term that the there this to us was were what what's what’s whats when where which who why with word would you".split(
		" ",
	),
);
// "MQTT" is asked for itself, but in "what is an MQTT topic" it says nothing.
const meant = (words: readonly string[]): readonly string[] => {
	const bare = words.map((word) => word.replace(/[?!.,:;“”"]+$|^[“”"]+/g, "")).filter((word) => word !== "");
	const kept = bare.filter((word) => !ASKING.has(word));
	if (kept.length > 0) return kept;
	return bare.includes("mqtt") ? ["mqtt"] : bare;
};

/** 0: the name begins with the words, or a word is the code of a field; 1: the name has them; 2: a spelling has; 3: the sentence; null: none. */
function rankOf(term: Term, words: readonly string[]): 0 | 1 | 2 | 3 | null {
	const name = plain(term.name);
	const spelling = plain(SPELLINGS[term.id]);
	const has = (...texts: readonly string[]) => words.every((word) => texts.some((text) => text.includes(word)));
	if (name.startsWith(words.join(" ")) || words.every((word) => isCodeOf(term.id, word))) return 0;
	if (has(name)) return 1;
	if (has(name, spelling)) return 2;
	// In a sentence a word is sought from its beginning: "old" is not a part of "told".
	const spoken = ` ${[term.name, term.kind, term.says, term.also ?? ""]
		.map(plain)
		.join(" ")
		.replace(/[^\p{L}\d]+/gu, " ")}`;
	return words.every((word) => spelling.includes(word) || spoken.includes(` ${word}`)) ? 3 : null;
}

function isCodeOf(id: TermId, word: string): boolean {
	const code: string | undefined = (CODES as { readonly [id in TermId]?: string })[id];
	return code !== undefined && new RegExp(`^(?:${code})$`).test(word);
}

const SPELLINGS: Readonly<Record<TermId, string>> = { ...LOUD, ...SOFT };

/** Clean session, clean_session and clean-session mean one word. */
function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/[_\s-]+/g, " ")
		.trim();
}
