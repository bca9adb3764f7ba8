import { useEffect, useRef } from "react";
import { byId } from "#course/by-id.ts";
import type { Group } from "#course/lessons/lessons.ts";
import { markOf } from "#course/progress.ts";
import { useCourseState } from "#course/use-course.ts";
import { Icon } from "#kit/icon.tsx";
import { NARROW, useMedia } from "#kit/media.ts";
import { ProgressBox } from "./progress-box.tsx";
import { lessonsIn } from "./use-lessons.ts";
import "./route-mark.css";
import "./lesson-route.css";

type RouteProps = { room: string; groups: readonly Group[]; current: string };
const WORDS = { todo: "not run yet", done: "done", retry: "worth another look", certain: "most worth another look" } as const;

/** All lessons as one route, down the left side; on a narrow screen a list that folds. */
export function LessonRoute({ room, groups, current }: RouteProps) {
	const narrow = useMedia(NARROW);
	const lessons = lessonsIn(groups);
	const inside = (
		<>
			<nav aria-label="Lessons">
				{groups.map((group) => (
					<section key={group.title}>
						<h2>{group.title}</h2>
						<ol>
							{group.lessons.map((lesson) => (
								<RouteStop key={lesson.id} room={room} lesson={lesson} current={lesson.id === current} />
							))}
						</ol>
					</section>
				))}
			</nav>
			<ProgressBox room={room} lessons={lessons} />
		</>
	);
	if (!narrow) return <aside className="lesson-route">{inside}</aside>;
	const at = lessons.findIndex(({ id }) => id === current);
	return (
		<details className="lesson-route folded" key={current}>
			<summary>
				<Icon n="book" s={16} />
				Lesson {at + 1} of {lessons.length}
				<Icon n="down" s={14} />
			</summary>
			{inside}
		</details>
	);
}

type StopProps = { room: string; lesson: { readonly id: string; readonly title: string; readonly short: string }; current: boolean };

function RouteStop({ room, lesson, current }: StopProps) {
	const mark = useCourseState(({ progress }) => markOf(byId(progress, lesson.id)));
	const stop = useRef<HTMLLIElement>(null);
	useEffect(() => {
		if (current) showIn(stop.current);
	}, [current]);
	return (
		<li ref={stop} data-mark={mark} data-current={current || undefined}>
			<i className="route-mark">
				{mark === "done" && <Icon n="check" s={13} />}
				{(mark === "retry" || mark === "certain") && <Icon n="refresh" s={13} />}
			</i>
			<a href={`/r/${room}/lessons/${lesson.id}`} aria-current={current ? "page" : undefined}>
				<b>{lesson.title}</b>
				<span>{lesson.short}</span>
				<span className="sr">, {WORDS[mark]}</span>
			</a>
		</li>
	);
}

/** Brings a stop into view within the list, and moves nothing else. */
function showIn(stop: HTMLElement | null): void {
	const list = stop?.closest("nav");
	if (stop == null || list == null) return;
	const above = stop.getBoundingClientRect().top - list.getBoundingClientRect().top;
	if (above < 40 || above > list.clientHeight - 120) list.scrollTop += above - list.clientHeight / 3;
}
