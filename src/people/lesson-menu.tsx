import { useState } from "react";
import { useCourseState } from "#course/use-course.ts";
import { Icon } from "#kit/icon.tsx";
import { Menu, type MenuEntry } from "#kit/menu.tsx";
import { lessonLabel, menuRows, type NextQuestion } from "./lesson-choice.ts";
import { OwnQuestion } from "./own-question.tsx";
import "./lesson-menu.css";

type LessonMenuProps = { next: NextQuestion; onChoose: (next: NextQuestion) => void };

/** Whose question is asked next. */
export function LessonMenu({ next, onChoose }: LessonMenuProps) {
	const own = useCourseState((state) => state.own);
	const [writing, setWriting] = useState(false);
	const entries: MenuEntry[] = menuRows(own).map((row) =>
		row.row === "trainer"
			? { key: "own:", label: "A question of your own...", icon: "pencil", apart: true, onSelect: () => setWriting(true) }
			: {
					key: row.lesson.id,
					label: lessonLabel(row.lesson),
					apart: row.apart,
					onSelect: () => onChoose({ from: "lesson", lesson: row.lesson }),
				},
	);
	const label = next.from === "trainer" ? next.question.asks : lessonLabel(next.lesson);
	return (
		<>
			<Menu className="lesson-menu" buttonClass="button ghost lesson-menu-button" entries={entries}>
				<span title={label}>{label}</span>
				<Icon n="down" s={14} />
			</Menu>
			<OwnQuestion
				open={writing}
				onClose={() => setWriting(false)}
				onMade={(question) => {
					setWriting(false);
					onChoose({ from: "trainer", question });
				}}
			/>
		</>
	);
}
