import { useRef, useState } from "react";
import { LIMITS } from "#contract/limits.ts";
import { many } from "#contract/many.ts";
import type { Lesson } from "#course/lesson.ts";
import { sumOf, writeProgress } from "#course/progress.ts";
import { useCourse, useCourseState } from "#course/use-course.ts";
import { Icon } from "#kit/icon.tsx";
import { Menu } from "#kit/menu.tsx";
import { saveFile } from "#kit/save-file.ts";
import { useConfirm } from "./confirm.tsx";
import "#kit/icon-button.css";
import "./progress-box.css";

/** How far this person has come, and what can be done with the record of that. */
export function ProgressBox({ room, lessons }: { room: string; lessons: readonly Lesson[] }) {
	const course = useCourse();
	const progress = useCourseState((state) => state.progress);
	const fault = useCourseState((state) => state.fault);
	const [says, setSays] = useState("");
	const file = useRef<HTMLInputElement>(null);
	const { ask, dialog } = useConfirm();
	const sum = sumOf(progress, lessons);
	const take = async (chosen: File | undefined) => {
		if (chosen === undefined) return;
		if (chosen.size > LIMITS.lessonCharacters) return setSays("This file is too long to be a record of lessons.");
		const outcome = course.importProgress(await chosen.text());
		setSays(outcome.ok ? `${chosen.name} has been added.` : outcome.says);
	};
	const reset = () =>
		ask({
			title: "Forget your progress?",
			says: [
				`What is lost: ${many(sum.ran, "lesson")} run, ${many(sum.right, "prediction")} that came true, ${many(sum.reached, "goal")} reached, your fewest steps, and which lessons come back. Your own lessons stay.`,
				"Export it first to keep it as a file.",
			],
			act: "Forget it",
			agreed: () => {
				course.resetProgress();
				setSays("Your progress is forgotten.");
			},
		});
	return (
		<div className="progress-box">
			<p className="progress-box-sum">
				<b>
					{sum.ran} of {sum.of} run
				</b>
				<span>
					{sum.right} predicted right
					{sum.retry > 0 && `, ${sum.retry} worth another look`}
				</span>
			</p>
			<Menu
				label="Your progress as a file"
				side="top"
				buttonClass="icon-button"
				align="end"
				entries={[
					{
						key: "export",
						label: "Export as a file",
						icon: "share",
						onSelect: () => saveFile("slow-wire-progress.json", "application/json", writeProgress(progress)),
					},
					{ key: "import", label: "Import a file", icon: "copy", onSelect: () => file.current?.click() },
					{ key: "reset", label: "Forget my progress", icon: "trash", apart: true, onSelect: reset },
				]}
			>
				<Icon n="dots" s={16} />
			</Menu>
			<input
				ref={file}
				type="file"
				accept="application/json,.json"
				hidden
				aria-label="Progress file"
				onChange={(event) => {
					void take(event.currentTarget.files?.[0]);
					event.currentTarget.value = "";
				}}
			/>
			<p className="progress-box-says" role="status">
				{fault ?? says}
			</p>
			<a className="progress-box-rules" href={`/r/${room}/rules`}>
				Rules you have seen happen
			</a>
			{dialog}
		</div>
	);
}
