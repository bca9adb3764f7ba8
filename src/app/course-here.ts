import type { CourseStore } from "#course/course-state.ts";
import type { Lesson } from "#course/lesson.ts";
import { openCourse } from "#course/open-course.ts";
import { readOwn } from "#course/own-lessons.ts";
import type { Playground } from "#script/playground.ts";
import { takeArrivedLesson } from "./arrivals.ts";
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
	if (arrived !== null) {
		const added = course.addOwn(arrived);
		if (!added.ok) playground.room.notice(added.says);
	}
	return course;
}

/** Outside of a room: those that this browser keeps. */
export function ownLessons(): readonly Lesson[] {
	return readOwn(storageOf("localStorage"));
}
