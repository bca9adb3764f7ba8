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

/** The lessons as they stand in this room; one for each visit of a room, opened when first asked for. It opens no socket. */
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

/** The address was that of its own id: it goes on to where the lesson really is. */
function takeIn(arrived: Lesson, course: CourseStore, { room }: Playground): void {
	const added = course.addOwn(arrived, "link");
	if (!added.ok) course.setState({ fault: `The lesson of this link was not taken in. ${added.says}` });
	else if (added.says !== null) room.notice(added.says);
	if (added.ok && added.id === arrived.id) return;
	// Not while a screen is being drawn, where this is asked for.
	queueMicrotask(() => {
		const here = currentRoute();
		if (here.at !== "room" || here.lesson !== arrived.id) return;
		goInstead(`/r/${here.room}/lessons${added.ok ? `/${added.id}` : ""}`);
	});
}

/** Outside of a room: those that this browser keeps. */
export function ownLessons(): readonly Lesson[] {
	return readOwn(storageOf("localStorage"));
}
