import type { ReactNode } from "react";

/** The list of words: a part of its own, which the shell puts in its place here. */
export type WordsPlace = {
	readonly groups: readonly { readonly group: string; readonly count: number }[];
	readonly list: (at: { readonly group: string | null; readonly sought: string; readonly asked: string | null }) => ReactNode;
};

/** Where on this screen a visitor is. */
export type QuestionsAt = {
	readonly room: string;
	readonly screen: "questions" | "words";
	readonly question: string | null;
	/** The group that the list is narrowed to: the id of a group of questions, or the name of a group of words. */
	readonly within: string | null;
	/** The word that the address asks for. */
	readonly asked: string | null;
};
