import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { CourseState, CourseStore } from "./course-state.ts";

/** Opened by src/app once for each room of the page. */
export const CourseContext = createContext<CourseStore | null>(null);

export function useCourse(): CourseStore {
	const course = useContext(CourseContext);
	if (course === null) throw new Error("no course is open here");
	return course;
}

export function useCourseState<T>(select: (state: CourseState) => T): T {
	return useStore(useCourse(), select);
}
