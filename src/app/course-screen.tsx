import { CourseContext } from "#course/use-course.ts";
import { LessonsScreen } from "#lessons/lessons-screen.tsx";
import { RulesScreen } from "#lessons/rules-screen.tsx";
import { MatrixScreen } from "#matrix/matrix-screen.tsx";
import { usePlayground } from "#script/playground.ts";
import { courseOf } from "./course-here.ts";
import { go, type Route } from "./router.ts";

/** Lessons, matrix or rules of a room. Loaded when one of them is first shown. */
export function CourseScreen({ route }: { route: Extract<Route, { at: "room" }> }) {
	const { room, screen, lesson } = route;
	const playground = usePlayground();
	if (screen === "matrix") return <MatrixScreen room={room} go={go} />;
	if (screen === "rules") return <RulesScreen room={room} />;
	return (
		<CourseContext value={courseOf(playground)}>
			<LessonsScreen room={room} lessonId={lesson} go={go} />
		</CourseContext>
	);
}
