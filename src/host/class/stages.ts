import type { ClassQuestion, ClassStage, Truth } from "#contract/class.ts";
import type { ClassCommand } from "#contract/class-command.ts";
import { unreachable } from "#contract/unreachable.ts";

/** Where a class stands in its lesson. */
export type Course = {
	readonly stage: ClassStage;
	readonly question: ClassQuestion | null;
	readonly truth: Truth | null;
};

export const FIRST_COURSE: Course = { stage: "lobby", question: null, truth: null };

export type StageCommand = Extract<ClassCommand, { type: "class.watch" | "class.ask" | "class.close" | "class.run" | "class.reveal" }>;

/** Where the class stands after this; a text: why it does not go there. */
export function courseAfter(course: Course, command: StageCommand): Course | string {
	const { stage, question } = course;
	switch (command.type) {
		case "class.watch":
			return { stage: "watch", question: null, truth: null };
		case "class.ask":
			if (stage === "ask") return "A question is open. Close it first.";
			if (stage === "closed" || stage === "run") return "The answers are not revealed yet. Reveal them first, or go back to Watch.";
			return { stage: "ask", question: command.question, truth: null };
		case "class.close":
			return stage === "ask" ? { ...course, stage: "closed" } : "No question is open.";
		case "class.run":
			// Also once more: a run that was left before its end decides nothing.
			return stage === "closed" || stage === "run" ? { ...course, stage: "run" } : "A question that is closed can be run.";
		case "class.reveal":
			if (question === null || (stage !== "closed" && stage !== "run")) return "A question that is closed can be revealed.";
			if (command.truth.answer !== null && command.truth.answer >= question.answers.length) return "The question has no such answer.";
			return { ...course, stage: "reveal", truth: command.truth };
		default:
			return unreachable(command);
	}
}
