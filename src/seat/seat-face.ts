import { type ClassQuestion, type ClassTold, isOwnQuestion } from "#contract/class.ts";
import { unreachable } from "#contract/unreachable.ts";
import { asSentence, lower } from "#story/phrases.ts";
import { bare, letterOf, quoted } from "./answer-text.ts";

/** What a phone shows under the task: one thing at a time. */
type SeatFace = "bench" | "question" | "outcome" | "client";

export function faceOf({ benches, stage, question, truth }: Pick<ClassTold, "benches" | "stage" | "question" | "truth">): SeatFace {
	if (benches !== null) return "bench";
	if ((stage === "ask" || stage === "closed") && question !== null) return "question";
	return stage === "reveal" && question !== null && truth !== null ? "outcome" : "client";
}

/** The task of now, as a plate says it. strong: in ink. */
export type SeatTask = { readonly title: string; readonly says: string; readonly strong: boolean };

/** answer: what this seat has answered to the question of now. */
type Told = { readonly told: ClassTold; readonly answer: number | null };

/** plugged: the phone's client has a wire. */
export function handsOff(plugged: boolean): SeatTask {
	const says = plugged ? "Look at the front. Your wire stays up; nothing is lost." : "Look at the front.";
	return { title: "Hands off for a moment", says, strong: true };
}

export function taskOf({ told, answer }: Told): SeatTask {
	const { stage, question, task, what } = told;
	// Whoever is at a bench sees that room, and not this one.
	if (told.benches !== null)
		return task_("The class is at its benches", "Go to yours, or wait here until the trainer calls everyone back.");
	switch (stage) {
		case "lobby":
			return task_("You are in", `${told.here} of ${told.taken} are here. It begins at the front.`);
		case "watch":
			return task === null ? front(what) : task_(task.title, task.says);
		case "ask":
			return question === null ? front(what) : task_(question.asks, "Choose one. You can change it until it is closed.");
		case "closed":
			// True of a phone that came too late as well: after a reload, nobody can tell the two apart.
			if (answer === null) return task_("Closed", "You did not answer. Watch the front.");
			return task_("Closed", `${told.answered} of ${told.asked} have answered. Watch the front.`);
		case "run":
			return task_(
				"Watch the front",
				`The trainer runs ${question === null || isOwnQuestion(question) ? "it" : lower(question.about)} now.`,
			);
		case "reveal":
			return outcome(told, answer) ?? front(what);
		default:
			return unreachable(stage);
	}
}

/** What a screen reader reads of it when it changes: not how many have come by now, which changes with each of them. */
export function sayTask({ title, says }: SeatTask, stage: ClassTold["stage"]): string {
	return stage === "lobby" || says === "" ? `${title}.` : `${title.replace(/[.?]$/, "")}. ${says}`;
}

function front(what: string): SeatTask {
	return task_("Watch the front", what === "" ? "The trainer says what comes next." : asSentence(what));
}

function outcome({ question, truth }: ClassTold, answer: number | null): SeatTask | null {
	if (question === null || truth === null) return null;
	if (isOwnQuestion(question)) return ownOutcome(question, truth.answer, answer);
	const happened = `What happened: ${asSentence(truth.says)}`;
	if (answer === null) return task_("You did not answer", happened);
	const predicted = `You predicted ${letterOf(answer)}`;
	const text = question.answers[answer];
	if (answer === truth.answer && text !== undefined)
		return { title: "Your prediction came true", says: `${predicted}: ${quoted(text)}`, strong: true };
	return task_(predicted, asSentence(truth.differs[answer] ?? happened));
}

/** Nothing was predicted and nothing has happened: the trainer says which answer is right. */
function ownOutcome({ answers }: ClassQuestion, right: number | null, answer: number | null): SeatTask {
	const is = right === null ? "None of the answers is right." : `The right answer is ${letterOf(right)}: ${quoted(answers[right] ?? "")}`;
	if (answer === null) return task_("You did not answer", is);
	const chose = `You chose ${letterOf(answer)}: ${bare(answers[answer] ?? "")}`;
	return answer === right ? { title: chose, says: "That is the right answer.", strong: true } : task_(chose, is);
}

function task_(title: string, says: string): SeatTask {
	return { title, says, strong: false };
}
