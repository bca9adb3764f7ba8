import { useStore } from "zustand";
import { stillMissing } from "#course/follow-up.ts";
import type { Lesson } from "#course/lesson.ts";
import { useCourse } from "#course/use-course.ts";
import { Button } from "#kit/button.tsx";
import { Icon } from "#kit/icon.tsx";
import { usePlayground } from "#script/playground.ts";
import { useCalmly } from "#script/use-calmly.ts";
import { Marked } from "#words/marked.tsx";
import type { RunningLesson } from "./use-running.tsx";
import "#kit/button.css";
import "./lesson.css";
import "./run-station.css";

/** Station 2 happens in the Lab. This view is shown here in the meantime. */
export function RunStation({ room, lesson, running }: { room: string; lesson: Lesson; running: RunningLesson }) {
	const course = useCourse();
	const playground = usePlayground();
	const { state, next, script } = useStore(playground.script);
	const missing = useCalmly(({ live }) => stillMissing(lesson, live));
	const byHand = state === "taken-over";
	const moving = state === "playing" || state === "performing";
	const step = script?.steps[moving ? Math.max(0, next - 1) : next];
	return (
		<section className="run-station" aria-label="It runs in the Lab">
			<p className="run-station-says">
				{state === "interrupted"
					? "It was interrupted: the Lab offers it again."
					: byHand
						? "You took over in the Lab."
						: moving
							? "It is running, in the Lab."
							: "It is laid out in the Lab, and waits."}
			</p>
			<p className="lesson-note" role="status">
				Step {Math.min(next + (moving ? 0 : 1), script?.steps.length ?? 0)} of {script?.steps.length ?? 0}.{" "}
				<Marked>{byHand ? "" : (step?.says ?? "")}</Marked>
			</p>
			<div className="lesson-acts">
				<a className="button big primary" href={`/r/${room}`}>
					<Icon n="lab" s={17} />
					Go on in the Lab
				</a>
				<Button
					size="big"
					disabled={moving ? "It is running" : state === "interrupted" ? "It was interrupted" : undefined}
					onClick={() => void running.finishAtOnce()}
				>
					Run the rest at once
				</Button>
				{byHand && (
					<Button size="big" icon="check" disabled={missing ?? undefined} onClick={() => course.compareNow(lesson)}>
						Compare now
					</Button>
				)}
				<Button size="big" look="ghost" onClick={() => course.again(lesson.id)}>
					Back to the prediction
				</Button>
			</div>
			{byHand && (
				<p className="lesson-note" role="status">
					{missing === null
						? "Compare now takes the room as it is at this moment for the end of the run."
						: `There is nothing to compare yet. ${missing}`}
				</p>
			)}
		</section>
	);
}
