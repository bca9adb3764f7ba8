import { useEffect, useMemo, useRef } from "react";
import { useStore } from "zustand";
import { byId } from "#course/by-id.ts";
import type { Lesson } from "#course/lesson.ts";
import type { Group } from "#course/lessons/lessons.ts";
import { useCourse, useCourseState } from "#course/use-course.ts";
import { usePlayground } from "#script/playground.ts";
import { sayStep } from "#script/say-step.ts";
import { firstUses } from "#words/first-uses.ts";
import { FirstUses } from "#words/marked.tsx";
import { CompareStation } from "./compare-station.tsx";
import { LessonHead, type Station } from "./lesson-head.tsx";
import { LessonRoute } from "./lesson-route.tsx";
import { PredictStation } from "./predict-station.tsx";
import { RunStation } from "./run-station.tsx";
import { lessonAfter } from "./use-lessons.ts";
import { useRunning } from "./use-running.tsx";
import "./lesson-page.css";

type PageProps = { room: string; lesson: Lesson; groups: readonly Group[]; go: (href: string) => void };

/** One lesson at the station that the reader has reached. */
export function LessonPage({ room, lesson, groups, go }: PageProps) {
	const run = useCourseState(({ lessons }) => byId(lessons, lesson.id)?.run ?? null);
	const loaded = useStore(
		usePlayground().script,
		({ script, state }) => script?.role.kind === "lesson" && script.role.lesson === lesson.id && state !== "done",
	);
	const course = useCourse();
	const running = useRunning({ room, lesson, go });
	useEffect(() => course.beginAnew(lesson.id), [course, lesson.id]);
	const station: Station = run !== null ? "compare" : loaded ? "run" : "predict";
	const heading = useRef<HTMLHeadingElement>(null);
	const firsts = useMemo(() => firstUses(textsOf(lesson)), [lesson]);
	// biome-ignore lint/correctness/useExhaustiveDependencies: to a reader, another station is another page
	useEffect(() => {
		heading.current?.focus({ preventScroll: true });
		heading.current?.closest("main")?.scrollTo(0, 0);
	}, [station]);
	return (
		<div className="lesson-page">
			<title>{`${lesson.title} · Slow Wire`}</title>
			<LessonRoute room={room} groups={groups} current={lesson.id} />
			<FirstUses value={firsts}>
				<div className="lesson-page-body">
					<LessonHead lesson={lesson} station={station} heading={heading} />
					{running.fault !== null && (
						<p className="lesson-page-fault" role="alert">
							{running.fault}
						</p>
					)}
					{station === "predict" && <PredictStation lesson={lesson} running={running} />}
					{station === "run" && <RunStation room={room} lesson={lesson} running={running} />}
					{run !== null && <CompareStation room={room} lesson={lesson} run={run} next={lessonAfter(groups, lesson.id)} running={running} />}
					{running.dialog}
				</div>
			</FirstUses>
		</div>
	);
}

/** What a reader reads, in this order. */
function textsOf({ asks, moments, explain, follow }: Lesson): readonly string[] {
	const lines = moments.flatMap((moment) => moment.lines.map(({ says, step }) => says ?? sayStep(step)));
	return [asks, ...lines, explain.title, ...explain.says, ...(follow === undefined ? [] : [follow.asks, ...follow.hints])];
}
