import type { CourseStore } from "#course/course-state.ts";
import type { Lesson } from "#course/lesson.ts";
import { openCourse } from "#course/open-course.ts";
import { readOwn } from "#course/own-lessons.ts";
import type { Playground } from "#script/playground.ts";
import { takeArrivedLesson } from "./arrivals.ts";
import { currentRoute, goInstead } from "./router.ts";
import { storageOf } from "./storages.ts";
import { closeWith } from "./visits.ts";

const courses = new WeakMap<Playground, CourseStore>();

/** The lessons, in the state that they have in this room: one store for each visit of a room, opened when first asked for. The store opens no socket. */
export function courseOf(playground: Playground): CourseStore {
	const known = courses.get(playground);
	const course = known ?? openCourse({ storage: storageOf("localStorage"), playground });
	if (known === undefined) {
		courses.set(playground, course);
		closeWith(playground, () => course.close());
	}
	const arrived = takeArrivedLesson();
	if (arrived !== null) takeIn(arrived, course, playground);
	return course;
}

/** The address named the id that the lesson came with: it goes on to the id under which the lesson is really kept. */
function takeIn(arrived: Lesson, course: CourseStore, { room }: Playground): void {
	const added = course.addOwn(arrived, "link");
	if (!added.ok) course.setState({ fault: `The lesson in this link was not kept. ${added.says}` });
	else if (added.says !== null) room.notice(added.says);
	if (added.ok && added.id === arrived.id) return;
	// Deferred, because this is asked for while a screen is being drawn.
	queueMicrotask(() => {
		const here = currentRoute();
		if (here.at !== "room" || here.lesson !== arrived.id) return;
		goInstead(`/r/${here.room}/lessons${added.ok ? `/${added.id}` : ""}`);
	});
}

/** Outside a room: the lessons that this browser keeps. */
export function ownLessons(): readonly Lesson[] {
	return readOwn(storageOf("localStorage"));
}
