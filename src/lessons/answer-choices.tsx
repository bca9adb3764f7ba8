import { type RefObject, useEffect, useRef } from "react";
import { answersInOrder } from "#course/answer-order.ts";
import { byId } from "#course/by-id.ts";
import type { Lesson } from "#course/lesson.ts";
import type { Sure } from "#course/review.ts";
import { useCourse, useCourseState } from "#course/use-course.ts";
import "./answer-choices.css";

const SURE: readonly { readonly value: Sure; readonly says: string }[] = [
	{ value: "guessing", says: "Guessing" },
	{ value: "fairly", says: "Fairly sure" },
	{ value: "certain", says: "Certain" },
];

/** The answers in this browser's order, and how sure the reader is of the one that is chosen. The second question may be passed over. */
export function AnswerChoices({ lesson, describedBy }: { lesson: Lesson; describedBy: string }) {
	const course = useCourse();
	const order = useCourseState((state) => state.order);
	const chosen = useCourseState(({ lessons }) => byId(lessons, lesson.id)?.prediction ?? null);
	const sure = useCourseState(({ lessons }) => byId(lessons, lesson.id)?.sure ?? null);
	const group = useRef<HTMLFieldSetElement>(null);
	useLetterKeys(group);
	return (
		<>
			<fieldset ref={group} className="answer-choices" aria-describedby={describedBy}>
				<legend>What do you predict?</legend>
				{answersInOrder(lesson, order).map(({ letter, answer }) => (
					<label key={answer.id}>
						<input
							type="radio"
							name={`${lesson.id}-answer`}
							value={answer.id}
							aria-keyshortcuts={letter}
							checked={chosen === answer.id}
							onChange={() => course.predict(lesson.id, answer.id)}
						/>
						<i aria-hidden="true">{letter}</i>
						<span>
							<b>{answer.says}</b>
							<small>{answer.because}</small>
						</span>
					</label>
				))}
			</fieldset>
			<fieldset className="answer-choices-sure">
				<legend>How sure are you?</legend>
				{SURE.map(({ value, says }) => (
					<label key={value}>
						<input
							type="radio"
							name={`${lesson.id}-sure`}
							value={value}
							checked={sure === value}
							onChange={() => course.say(lesson.id, value)}
						/>
						<span>{says}</span>
					</label>
				))}
			</fieldset>
		</>
	);
}

/** The letters that stand before the answers choose them, as long as the focus is on this page and not in a field or a dialog. */
function useLetterKeys(group: RefObject<HTMLFieldSetElement | null>): void {
	useEffect(() => {
		const onKey = (event: KeyboardEvent) => {
			if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
			const focused = document.activeElement;
			if (document.querySelector("dialog[open]") !== null || focused?.closest("[role=menu]") != null) return;
			if (focused?.closest(".lesson-page-body") == null || focused.matches("textarea, select, input:not([type=radio])")) return;
			const inputs = [...(group.current?.querySelectorAll("input") ?? [])];
			const input = inputs.find((one) => one.getAttribute("aria-keyshortcuts") === event.key.toUpperCase());
			if (input === undefined) return;
			event.preventDefault();
			input.focus();
			input.click();
		};
		document.addEventListener("keydown", onKey);
		return () => document.removeEventListener("keydown", onKey);
	}, [group]);
}
