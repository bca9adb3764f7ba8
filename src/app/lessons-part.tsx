import { CourseContext } from "#course/use-course.ts";
import { LessonsScreen } from "#lessons/lessons-screen.tsx";
import { usePlayground } from "#script/playground.ts";
import { courseOf } from "./course-here.ts";
import { go } from "./router.ts";

/** The lessons of a room, with the progress that this browser keeps. Loaded when they are first shown. */
export function LessonsPart({ room, lesson }: { room: string; lesson: string | null }) {
	const playground = usePlayground();
	return (
		<CourseContext value={courseOf(playground)}>
			<LessonsScreen room={room} lessonId={lesson} go={go} />
		</CourseContext>
	);
}
