import { LOUD, SOFT, type TermId } from "./names.ts";
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

/** The terms of one group, or of all, in which each of the sought words is found: in the name, a spelling, the kind or the sentence. */
export function found(group: string | null, sought: string): readonly Term[] {
	const words = plain(sought)
		.split(" ")
		.filter((word) => word !== "");
	const holds = (term: Term) => {
		const text = plain(`${term.name} ${SPELLINGS[term.id]} ${term.kind} ${term.says}`);
		return words.every((word) => text.includes(word));
	};
	const named = (term: Term) => words.length > 0 && plain(term.name).startsWith(words.join(" "));
	const kept = TERMS.filter((term) => (group === null || term.group === group) && holds(term));
	// The beginning of a name means that term.
	return [...kept.filter(named), ...kept.filter((term) => !named(term))];
}

const SPELLINGS: Readonly<Record<TermId, string>> = { ...LOUD, ...SOFT };

/** Clean session, clean_session and clean-session mean one word. */
function plain(text: string): string {
	return text
		.toLowerCase()
		.replace(/[_\s-]+/g, " ")
		.trim();
}
