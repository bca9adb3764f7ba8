import { answerSeed } from "#course/answer-order.ts";
import { lessonById } from "#course/lessons/lessons.ts";
import { Handout } from "#share/handout.tsx";
import { ownLessons } from "./course-here.ts";
import { FullPage } from "./full-page.tsx";
import { storageOf } from "./storages.ts";

/** A lesson on paper. Needs no room. */
export function HandoutScreen({ lesson }: { lesson: string }) {
	if (lesson === "all")
		return <FullPage title="Seat cards" says="The cards of a class are printed from its host’s page: Code, then Seat cards." />;
	const found = ownLessons().find(({ id }) => id === lesson) ?? lessonById(lesson) ?? undefined;
	if (found === undefined) return <FullPage title="No such lesson" says={`This browser does not have a lesson “${lesson}”.`} />;
	return <Handout lesson={found} order={answerSeed(storageOf("localStorage"))} />;
}
