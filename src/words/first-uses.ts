import { stretchesOf } from "./mark.ts";
import type { TermId } from "./names.ts";

/** The everyday words that each of these texts is the first to use, as they are read one after the other. */
export function firstUses(texts: readonly string[]): ReadonlyMap<string, ReadonlySet<TermId>> {
	const used = new Set<TermId>();
	const firsts = new Map<string, ReadonlySet<TermId>>();
	for (const text of texts) {
		if (firsts.has(text)) continue;
		const here = new Set<TermId>();
		stretchesOf(text, here, (id) => !used.has(id));
		for (const id of here) used.add(id);
		firsts.set(text, here);
	}
	return firsts;
}
