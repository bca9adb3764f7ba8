import { LIMITS } from "#contract/limits.ts";
import type { Added, CourseStore } from "./course-state.ts";
import type { Lesson } from "./lesson.ts";
import { lessonById } from "./lessons/lessons.ts";
import { readOwn, writeOwn } from "./own-lessons.ts";

/** Characters of the id of a lesson, as its schema has it. */
const ID = 48;

/** The reader's own lessons in this browser. Read again each time: another tab may have added one. */
export function keepOwn(store: Pick<CourseStore, "getState" | "setState">, storage: Storage): Pick<CourseStore, "addOwn" | "removeOwn"> {
	const keep = (own: readonly Lesson[]) => {
		const kept = writeOwn(storage, own);
		store.setState({
			own,
			...(kept ? {} : { fault: "This browser has no room for your own lessons: they are forgotten when this page is closed." }),
		});
	};
	return {
		addOwn: (lesson, from = "file") =>
			from === "link" ? addLinked(lesson, readOwn(storage), keep) : addOpened(lesson, readOwn(storage), keep),
		removeOwn: (id) => keep(readOwn(storage).filter((lesson) => lesson.id !== id)),
	};
}

type Keep = (own: readonly Lesson[]) => void;

/** A file is chosen by hand: its lesson replaces one of the reader's own with the same id, and takes precedence over one of the course. */
function addOpened(lesson: Lesson, own: readonly Lesson[], keep: Keep): Added {
	const before = own.find(({ id }) => id === lesson.id);
	const others = own.filter((one) => one !== before);
	const built = lessonById(lesson.id);
	const says = before === undefined || isSame(before, lesson) ? null : `It has taken the place of your own lesson “${before.title}”.`;
	if (built !== null && isSame(built, lesson)) {
		if (before !== undefined) keep(others);
		return { ok: true, id: lesson.id, says };
	}
	if (others.length >= LIMITS.ownLessons) return FULL;
	keep([...others, lesson]);
	if (before !== undefined || built === null) return { ok: true, id: lesson.id, says };
	return { ok: true, id: lesson.id, says: `It stands in place of the lesson “${built.title}” of the course, until you remove it.` };
}

/** A link may come from anybody: its lesson replaces nothing. A link that is opened twice adds its lesson once. */
function addLinked(lesson: Lesson, own: readonly Lesson[], keep: Keep): Added {
	const known = (id: string) => own.find((one) => one.id === id) ?? lessonById(id);
	for (let n = 1; ; n += 1) {
		const placed = n === 1 ? lesson : { ...lesson, id: numbered(lesson.id, n) };
		const there = known(placed.id);
		if (there !== null && !isSame(there, placed)) continue;
		if (there === null) {
			if (own.length >= LIMITS.ownLessons) return FULL;
			keep([...own, placed]);
		}
		const says = n === 1 ? null : `Another lesson with the id ${lesson.id} is here already: that of the link is kept as ${placed.id}.`;
		return { ok: true, id: placed.id, says };
	}
}

const FULL: Added = {
	ok: false,
	says: `This browser keeps ${LIMITS.ownLessons} lessons of your own. Remove one first: they are at the end of the list of lessons.`,
};

function numbered(id: string, n: number): string {
	const end = `-${n}`;
	return `${id.slice(0, ID - end.length)}${end}`;
}

function isSame(one: Lesson, other: Lesson): boolean {
	return JSON.stringify(one) === JSON.stringify(other);
}
