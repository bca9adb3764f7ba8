import type { ClassQuestion, ClassStage, Truth } from "#contract/class.ts";
import type { ClassCommand } from "#contract/class-command.ts";
import { unreachable } from "#contract/unreachable.ts";

/** What a trainer goes through, as the buttons name it. */
export type StageVerb = "ask" | "close" | "run" | "reveal" | "watch";
/** What one of the three places does. live: for somebody who looks back, what happens now is shown again; no host is asked for it. */
export type PlaceVerb = StageVerb | "live";

/**
 * Where a class stands, for whoever leads it. own: its question, or the one that is to come, is the trainer's own: no run decides it.
 * run: of the question's script in this room. none: there is none, or it was left before its end. waits: between two steps, for a person.
 */
export type StageStanding = {
	readonly stage: ClassStage;
	readonly own: boolean;
	readonly run: "none" | "waits" | "under-way" | "over";
	/** Whether the host's page looks back at a moment of the past. */
	readonly looksBack: boolean;
	/** Whether everybody is at the benches: what comes next is to call them back. */
	readonly benches: boolean;
};

/** One of three places that never move. refuses: why it cannot be done now. next: whether PageDown does it: that is so of exactly one, or of Call back. */
export type StagePlace = { readonly verb: PlaceVerb; readonly word: string; readonly refuses: string | null; readonly next: boolean };

const PLACES = ["ask", "close", "reveal"] as const;
const WORDS: Readonly<Record<PlaceVerb, string>> = {
	ask: "Ask",
	close: "Close",
	run: "Run it",
	reveal: "Reveal",
	watch: "Watch",
	live: "Live",
};
/** What a stage is called on its plate. */
export const STAGE_WORDS: Readonly<Record<ClassStage, string>> = {
	lobby: "Lobby",
	watch: "Watch",
	ask: "Question",
	closed: "Closed",
	run: "Run",
	reveal: "Answer",
};

export function placesOf(standing: StageStanding): readonly StagePlace[] {
	const next = nextVerb(standing);
	return PLACES.map((place) => {
		const verb = verbAt(place, standing);
		const isNext = verb === next && !standing.benches;
		if (verb === next && standing.looksBack) return { verb: "live", word: WORDS.live, refuses: null, next: true };
		return { verb, word: WORDS[verb], refuses: refusalOf(verb, standing), next: isNext };
	});
}

function verbAt(place: (typeof PLACES)[number], { stage, own }: StageStanding): StageVerb {
	if (place === "close" && !own && (stage === "closed" || stage === "run")) return "run";
	// From the lobby there is nothing to reveal, and one may begin without a question.
	if (place === "reveal" && (stage === "reveal" || stage === "lobby")) return "watch";
	return place;
}

function nextVerb({ stage, own, run }: StageStanding): StageVerb {
	switch (stage) {
		case "lobby":
		case "watch":
			return "ask";
		case "ask":
			return "close";
		case "closed":
			return own ? "reveal" : "run";
		case "run":
			return !own && (run === "waits" || run === "none") ? "run" : "reveal";
		case "reveal":
			return "watch";
		default:
			return unreachable(stage);
	}
}

/** Why this cannot be done now; null: it can. The host knows the stages, and the page besides how far the run is. */
function refusalOf(verb: StageVerb, { stage, own, run }: StageStanding): string | null {
	switch (verb) {
		case "ask":
			if (stage === "ask") return "A question is open. Close it first.";
			return stage === "closed" || stage === "run" ? "The answers are not revealed yet." : null;
		case "close":
			if (stage === "closed") return "The question is closed. Nothing runs: at Reveal you say which answer is right.";
			return stage === "ask" ? null : "No question is open.";
		case "run":
			if (stage === "closed" || run === "waits" || isLeft({ stage, own, run })) return null;
			return run === "under-way" ? "It is running." : "It has been run.";
		case "reveal":
			return cannotReveal(stage, own, run);
		case "watch":
			return null;
		default:
			return unreachable(verb);
	}
}

/** Whether a run that is to decide the question was left before its end: there is nothing to reveal, and it can be run again. */
export function isLeft({ stage, own, run }: Pick<StageStanding, "stage" | "own" | "run">): boolean {
	return stage === "run" && !own && run === "none";
}

function cannotReveal(stage: ClassStage, own: boolean, run: StageStanding["run"]): string | null {
	if (stage === "ask") return "The question is still open. Close it first.";
	if (stage === "closed") return own ? null : "Run it first: the run decides which answer came true.";
	if (stage !== "run") return "No question has been asked.";
	if (own) return null;
	if (isLeft({ stage, own, run })) return "The run has not reached its end, so it decides nothing. Run it again.";
	return run === "under-way" || run === "waits" ? "The run is not at its end yet." : null;
}

/** What a presenter's keys do. step: the next step of the script. back: in what is shown, which undoes nothing. live: what happens now is shown again. */
export type PageKey =
	| { readonly does: "stage"; readonly verb: StageVerb }
	| { readonly does: "step" | "live" | "back" | "call-back" }
	/** says: why nothing. */
	| { readonly does: "nothing"; readonly says: string };

/** Whether Call back is what comes next. */
export function callsBack({ benches, looksBack }: StageStanding): boolean {
	return benches && !looksBack;
}

export function pageDown(standing: StageStanding): PageKey {
	if (standing.looksBack) return { does: "live" };
	if (callsBack(standing)) return { does: "call-back" };
	if (standing.stage === "run" && standing.run === "waits" && !standing.own) return { does: "step" };
	const verb = nextVerb(standing);
	const refuses = refusalOf(verb, standing);
	return refuses === null ? { does: "stage", verb } : { does: "nothing", says: refuses };
}

export function pageUp(): PageKey {
	return { does: "back" };
}

/** The command with which the host does it; null: what it needs is not there. */
export function stageCommand(verb: StageVerb, question: ClassQuestion | null, truth: Truth | null): ClassCommand | null {
	switch (verb) {
		case "ask":
			return question === null ? null : { type: "class.ask", question };
		case "close":
			return { type: "class.close" };
		case "run":
			return { type: "class.run" };
		case "reveal":
			return truth === null ? null : { type: "class.reveal", truth };
		case "watch":
			return { type: "class.watch" };
		default:
			return unreachable(verb);
	}
}
