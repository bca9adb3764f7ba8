import { useEffect, useRef } from "react";
import { useCourse } from "#course/use-course.ts";
import { LessonIndex } from "./lesson-index.tsx";
import { LessonPage } from "./lesson-page.tsx";
import { useGroups } from "./use-lessons.ts";

type ScreenProps = { room: string; lessonId: string | null; go: (href: string) => void };

/** The lessons of a room: one of them, or the list of all. */
export function LessonsScreen({ room, lessonId, go }: ScreenProps) {
	const course = useCourse();
	const groups = useGroups();
	const lesson = lessonId === null ? undefined : course.lessonOf(lessonId);
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		if (lesson === undefined) heading.current?.focus({ preventScroll: true });
	}, [lesson]);
	if (lesson === undefined) return <LessonIndex room={room} groups={groups} heading={heading} missing={lessonId} />;
	return <LessonPage key={lesson.id} room={room} lesson={lesson} groups={groups} go={go} />;
}
