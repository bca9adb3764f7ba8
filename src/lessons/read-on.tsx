import { answersInOrder } from "#course/answer-order.ts";
import type { Lesson } from "#course/lesson.ts";
import { useCourseState } from "#course/use-course.ts";
import { sayChange } from "#trial/change.ts";
import { Explanation } from "./explanation.tsx";
import { Fold } from "./fold.tsx";
import "./read-on.css";

/** The rest of the lesson as plain text, for a reader who cannot or does not want to run it: outcome, explanation, change. */
export function ReadOn({ lesson }: { lesson: Lesson }) {
	const order = useCourseState((state) => state.order);
	const came = answersInOrder(lesson, order).find(({ answer }) => answer.id === lesson.comes);
	return (
		<Fold className="read-on" title="Read how it comes out, without running it">
			<p className="read-on-came">
				It comes out like this: <b>{came?.answer.says}</b> ({came?.letter})
			</p>
			<Explanation lesson={lesson} />
			{lesson.follow !== undefined && <Change follow={lesson.follow} />}
		</Fold>
	);
}

/** The goal, the changes, and the one that the author says reaches it. */
function Change({ follow }: { follow: NonNullable<Lesson["follow"]> }) {
	const shown = follow.changes[follow.shows];
	return (
		<section className="read-on-change" aria-label="Change one thing">
			<h3>Change one thing</h3>
			<p>{follow.asks}</p>
			<ul>
				{follow.changes.map((change) => (
					<li key={sayChange(change)}>{sayChange(change)}</li>
				))}
			</ul>
			{shown !== undefined && <p>The lesson’s own answer is “{sayChange(shown)}”.</p>}
		</section>
	);
}
