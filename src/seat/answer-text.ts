import type { ClassTold } from "#contract/class.ts";

/** Answers are counted from 0, and named A, B, C. */
export function letterOf(answer: number): string {
	return String.fromCharCode(65 + answer);
}

/** An answer at the end of a sentence. */
export function quoted(answer: string): string {
	return /[.?!…]$/.test(answer) ? `“${answer}”` : `“${answer}”.`;
}

/** An answer as a title. */
export function bare(answer: string): string {
	return answer.replace(/\.$/, "");
}

/** What stands at the foot of a question: what has become of this seat's answer. */
type AnswerText = { readonly head: string; readonly says: string };

/** answer: as the host has it. sending: pressed, and the host has not said so yet. fault: why the host did not take the last one. */
type Answering = {
	readonly stage: ClassTold["stage"];
	/** The trainer's own question. */
	readonly own: boolean;
	readonly answer: number | null;
	readonly sending: number | null;
	readonly fault: string | null;
};

export function answerText({ stage, own, answer, sending, fault }: Answering): AnswerText {
	const nobody = "Nobody sees who answered what.";
	if (stage !== "ask") {
		const next = own ? "The trainer says which answer is right." : "The run at the front decides.";
		return answer === null ? { head: "You did not answer.", says: next } : { head: `You answered ${letterOf(answer)}.`, says: next };
	}
	if (fault !== null) return { head: "Not sent.", says: fault };
	if (sending !== null && sending !== answer) return { head: `Sending ${letterOf(sending)}.`, says: nobody };
	return answer === null ? { head: "Not answered yet.", says: nobody } : { head: `Your answer is ${letterOf(answer)}.`, says: nobody };
}

type AnswerBar = {
	readonly letter: string;
	readonly says: string;
	readonly given: number;
	readonly share: number;
	readonly came: boolean;
};

/** One bar for each answer; share: of the longest bar, which is 1. They sum to the answers given. */
export function answerBars({ question, given, truth }: Pick<ClassTold, "question" | "given" | "truth">): readonly AnswerBar[] {
	if (question === null || given === null) return [];
	const longest = Math.max(1, ...given);
	return question.answers.map((says, at) => {
		const count = given[at] ?? 0;
		return { letter: letterOf(at), says, given: count, share: count / longest, came: truth?.answer === at };
	});
}
