import type { ClassTold } from "#contract/class.ts";
import { LIMITS } from "#contract/limits.ts";
import type { Asker } from "./rights.ts";
import type { Seats } from "./seats.ts";
import { type Course, FIRST_COURSE } from "./stages.ts";

/** What a class is beside its seats, as it would be saved. */
export type ClassState = {
	course: Course;
	/** The page that runs the question; null: none does, or it has gone. What happened is that page's to tell. */
	runner: Asker | null;
} & {
	-readonly [Field in
		| "what"
		| "task"
		| "looks"
		| "address"
		| "addresses"
		| "frozen"
		| "joining"
		| "benches"
		| "spotlight"
		| "shows"]: ClassTold[Field];
};

const NOW = { seq: null, packet: null, message: null };

export function firstState(addresses: readonly string[]): ClassState {
	const shown = { what: "", task: null, looks: NOW, address: addresses[0] ?? "", addresses: [...addresses] };
	return { course: FIRST_COURSE, runner: null, ...shown, frozen: false, joining: true, benches: null, spotlight: [], shows: "stage" };
}

/** The part of a class that every page of it may know. How many gave which answer is no part of it before "reveal". */
export function toldOf({ course, runner: _, ...shown }: ClassState, seats: Seats): ClassTold {
	const { stage, question, truth } = course;
	const taken = seats.all.filter((seat) => seat.taken && !seat.removed);
	const here = taken.filter((seat) => seats.presence(seat) === "here");
	const answered = taken.filter(({ answer }) => answer !== null);
	return {
		...shown,
		stage,
		question,
		answered: answered.length,
		asked: new Set([...here, ...answered]).size,
		truth,
		given:
			stage === "reveal" && question !== null
				? question.answers.map((_, at) => answered.filter(({ answer }) => answer === at).length)
				: null,
		here: here.length,
		taken: taken.length,
		outcasts: seats.outcasts,
		places: LIMITS.seats,
	};
}
