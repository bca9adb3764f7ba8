import type { Ref } from "react";
import { byId } from "#course/by-id.ts";
import type { Lesson } from "#course/lesson.ts";
import type { Group } from "#course/lessons/lessons.ts";
import { OWN_GROUP } from "#course/own-lessons.ts";
import { dueOf, type Mark, markOf } from "#course/progress.ts";
import { useCourse, useCourseState } from "#course/use-course.ts";
import { Icon } from "#kit/icon.tsx";
import { IconButton } from "#kit/icon-button.tsx";
import { useConfirm } from "./confirm.tsx";
import { ProgressBox } from "./progress-box.tsx";
import { lessonsIn } from "./use-lessons.ts";
import "#kit/button.css";
import "./route-mark.css";
import "./lesson-index.css";

type IndexProps = { room: string; groups: readonly Group[]; heading: Ref<HTMLHeadingElement>; missing: string | null };

/** All lessons with one line each, and the place to continue. */
export function LessonIndex({ room, groups, heading, missing }: IndexProps) {
	const progress = useCourseState((state) => state.progress);
	const lessons = lessonsIn(groups);
	const course = useCourse();
	const due = dueOf(progress, lessons, course.now());
	const marked = (mark: Mark) => lessons.find(({ id }) => markOf(byId(progress, id)) === mark);
	const next = marked("todo") ?? marked("certain") ?? marked("retry");
	const begun = Object.keys(progress).length > 0;
	return (
		<div className="lesson-index">
			<title>Lessons · Slow Wire</title>
			<header>
				<div>
					<h2 ref={heading} tabIndex={-1}>
						{missing === null ? "Lessons" : "No such lesson"}
					</h2>
					<p>
						{missing === null
							? "Say what you expect. Run it on the real broker. See where the run differs, and why."
							: `This browser does not have a lesson “${missing}”. These are the ones it knows.`}
					</p>
					{next !== undefined && (
						<a className="button big primary" href={`/r/${room}/lessons/${next.id}`}>
							{begun ? "Go on" : "Begin"}: {next.title}
							<Icon n="arrow" s={16} />
						</a>
					)}
				</div>
				<ProgressBox room={room} lessons={lessons} />
			</header>
			{due.length > 0 && (
				<section className="lesson-index-again">
					<h3>Back again today</h3>
					<ol>
						{due.map((lesson) => (
							<IndexRow key={lesson.id} room={room} lesson={lesson} own={false} />
						))}
					</ol>
				</section>
			)}
			{groups.map((group) => (
				<section key={group.title}>
					<h3>{group.title}</h3>
					<ol>
						{group.lessons.map((lesson) => (
							<IndexRow key={lesson.id} room={room} lesson={lesson} own={group.title === OWN_GROUP} />
						))}
					</ol>
				</section>
			))}
		</div>
	);
}

const WORDS: Readonly<Record<Mark, string>> = { todo: "", done: "Done", retry: "Worth another look", certain: "Most worth another look" };

function IndexRow({ room, lesson, own }: { room: string; lesson: Lesson; own: boolean }) {
	const course = useCourse();
	const mark = useCourseState(({ progress }) => markOf(byId(progress, lesson.id)));
	const { ask, dialog } = useConfirm();
	const remove = () =>
		ask({
			title: "Remove this lesson?",
			says: [`“${lesson.title}” is gone from this browser. The file or link that it came from brings it back.`],
			act: "Remove it",
			agreed: () => course.removeOwn(lesson.id),
		});
	return (
		<li data-mark={mark}>
			<a href={`/r/${room}/lessons/${lesson.id}`}>
				<i className="route-mark">
					{mark === "done" && <Icon n="check" s={13} />}
					{(mark === "retry" || mark === "certain") && <Icon n="refresh" s={13} />}
				</i>
				<span>
					<b>{lesson.title}</b>
					<small>{lesson.short}</small>
				</span>
				{WORDS[mark] !== "" && <em>{WORDS[mark]}</em>}
			</a>
			{own && <IconButton icon="trash" s={16} label={`Remove ${lesson.title}`} onClick={remove} />}
			{dialog}
		</li>
	);
}
