import type { TermId } from "./names.ts";
import type { Part } from "./picture.ts";
import type { SCRIPTS } from "./scripts.ts";

export const GROUPS = ["Packets", "Sessions", "Delivery", "Connection", "Our own words"] as const;
export type TermGroup = (typeof GROUPS)[number];

/** What "Try it" opens: a lesson or a page of the room, one of the five tests, or a script in a room of its own. */
export type Try = { readonly says: string } & (
	| { readonly lesson: string }
	| { readonly test: 1 | 2 | 3 | 4 | 5 }
	| { readonly script: keyof typeof SCRIPTS }
	| { readonly page: "lab" | "lessons" | "matrix" | "rules" }
);

/** The explanation of one term. */
export type TermText = {
	/** As in a heading. */
	readonly name: string;
	/** What it is, in a few words: "one bit of PUBLISH". */
	readonly kind: string;
	/** One sentence of at most 30 words, true by MQTT 3.1.1. */
	readonly says: string;
	/** What people say who do not know the name: words for the search. */
	readonly also?: string;
	readonly tryIt: Try;
	readonly picture: readonly Part[];
};

export type Term = TermText & { readonly id: TermId; readonly group: TermGroup };
