import type { Lesson } from "#course/lesson.ts";
import { type CourseStore, openCourse } from "#course/open-course.ts";
import type { Playground } from "#script/playground.ts";
import { takeArrivedLesson } from "./arrivals.ts";
import { storageOf } from "./storages.ts";

const courses = new WeakMap<Playground, CourseStore>();

/** The lessons as they stand in this room; one for each visit of a room, opened when first asked for. It opens no socket. */
export function courseOf(playground: Playground): CourseStore {
	const known = courses.get(playground) ?? openCourse({ storage: storageOf("localStorage"), playground });
	courses.set(playground, known);
	const arrived = takeArrivedLesson();
	if (arrived !== null) known.addOwn(arrived);
	return known;
}
