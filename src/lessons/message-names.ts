import type { Lesson } from "#course/lesson.ts";
import type { Message, World } from "#model/world.ts";
import { sayPayload } from "./words.ts";

/** What the messages of a run are called. Answers know messages by their payloads only: that is what a prediction can name. */
export type MessageNames = {
	/** In a sentence: "m1 (21.5)", or the payload alone where it does not tell one message from another. */
	readonly inText: (payload: string, bits: readonly string[]) => string;
	/** On the puck of the n-th message with this payload that a prediction speaks of, counted from 0: always short enough to be read. */
	readonly onPuck: (payload: string, nth: number) => string;
	readonly messageOf: (payload: string, nth?: number) => Message | undefined;
};

/** `world`: at the end of the run, so that a message has its name already in a prediction about an earlier moment. */
export function messageNames({ moments }: Pick<Lesson, "moments">, { messages }: Pick<World, "messages">): MessageNames {
	const all = Object.values(messages);
	const wills = new Set(
		moments.flatMap(({ lines }) => lines.flatMap(({ step }) => (step.do === "connect" && step.will ? [step.will.payload] : []))),
	);
	const having = (payload: string) => all.filter((message) => message.payload === payload);
	const messageOf = (payload: string, nth = 0) => having(payload)[nth] ?? having(payload).at(-1);
	return {
		messageOf,
		inText(payload, bits) {
			const [one, another] = having(payload);
			const said = [sayPayload(payload), ...bits].join(", ");
			// A will may be published again and again: its payload does not say which of its messages is meant.
			if (one !== undefined && another === undefined && !wills.has(payload)) return `${one.message} (${said})`;
			return bits.length === 0 ? said : `${sayPayload(payload)} (${bits.join(", ")})`;
		},
		onPuck(payload, nth) {
			const named = having(payload);
			const known = named[nth];
			if (known !== undefined) return known.message;
			// Each time a will is published it is another message: one that was only predicted would have been the next.
			if (wills.has(payload)) return `w${all.filter(({ kind }) => kind === "will").length + nth - named.length + 1}`;
			return named.at(-1)?.message ?? (payload.length > 0 && payload.length <= 4 ? payload : "?");
		},
	};
}
