import { useState } from "react";
import { many } from "#contract/many.ts";
import { byId } from "#course/by-id.ts";
import { shownScript } from "#course/follow-up.ts";
import type { Lesson } from "#course/lesson.ts";
import { useCourseState } from "#course/use-course.ts";
import { Button } from "#kit/button.tsx";
import { Marked } from "#words/marked.tsx";
import type { RunningLesson } from "./use-running.tsx";
import "./lesson.css";
import "./by-hand.css";

type ByHandProps = { lesson: Lesson; follow: NonNullable<Lesson["follow"]>; running: RunningLesson };

/** The same goal in the Lab, by hand, judged by state, with its hints, one at a time, and the known way to reach it. */
export function ByHand({ lesson, follow, running }: ByHandProps) {
	const [hints, setHints] = useState(0);
	const steps = useCourseState(({ lessons }) => byId(lessons, lesson.id)?.handSteps ?? null);
	const fewest = useCourseState(({ progress }) => byId(progress, lesson.id)?.fewestSteps ?? null);
	const shown = shownScript(lesson)?.steps.length ?? null;
	const busy = running.busy ? "It is running" : undefined;
	return (
		<div className="by-hand">
			<div className="lesson-acts">
				<Button icon="hand" disabled={busy} onClick={running.byHand}>
					Try it yourself in the Lab
				</Button>
				{shown !== null && (
					<Button icon="wand" disabled={busy} onClick={running.showMe}>
						Show me
					</Button>
				)}
				{hints < follow.hints.length && <Button onClick={() => setHints(hints + 1)}>{hints === 0 ? "A hint" : "Another hint"}</Button>}
			</div>
			<div role="status">
				{steps !== null && (
					<p className="by-hand-reached">
						Reached by hand, with {many(steps, "step")}. {shown !== null && `The way that is shown takes ${shown}.`}
					</p>
				)}
				{steps === null && fewest !== null && (
					<p className="lesson-note">Reached by hand before, with {many(fewest, "step")} at the fewest.</p>
				)}
				{follow.hints.slice(0, hints).map((hint) => (
					<p key={hint} className="by-hand-hint">
						<Marked>{hint}</Marked>
					</p>
				))}
			</div>
		</div>
	);
}
