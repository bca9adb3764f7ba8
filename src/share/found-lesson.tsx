import { many } from "#contract/many.ts";
import type { Lesson } from "#course/lesson.ts";
import { Button } from "#kit/button.tsx";
import { useRunHere } from "./use-run-here.ts";
import "./warning.css";
import "./found-lesson.css";

type FoundLessonProps = {
	lesson: Lesson;
	/** What has to be said before the lesson is opened, if it is already kept; null: it is not kept yet. */
	kept: string | null;
	onOpen: () => void;
};

/** A lesson that a file holds, the outcome of running that lesson, and the way to it. */
export function FoundLesson({ lesson, kept, onOpen }: FoundLessonProps) {
	const steps = lesson.moments.reduce((sum, { lines }) => sum + lines.length, 0);
	return (
		<section className="found-lesson" aria-label="Lesson found" role="status">
			<h3>{lesson.title}</h3>
			<p>{lesson.asks}</p>
			<p>
				{steps} {steps === 1 ? "step" : "steps"} in {lesson.moments.length === 1 ? "one moment" : `${lesson.moments.length} moments`},{" "}
				{many(lesson.answers.length, "answer")}.
			</p>
			<div className="found-lesson-acts">
				<Button look="primary" icon="arrow" onClick={onOpen}>
					{kept === null ? "Open it" : "Go to it"}
				</Button>
				<span>{kept ?? "It is kept among your own lessons, in this browser."}</span>
			</div>
			<RunHere lesson={lesson} />
		</section>
	);
}

/** A lesson whose answer does not come true can still be opened: only its author knows what it is meant to teach. */
function RunHere({ lesson }: { lesson: Lesson }) {
	const came = useRunHere(lesson);
	if (came === null) return <p>Running it once, to see what comes out.</p>;
	return <p className={came.warns ? "warning" : undefined}>{came.says}</p>;
}
