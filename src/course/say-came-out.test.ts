import { expect, it } from "vitest";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import type { Trial } from "#trial/open-trials.ts";
import { readLessonFile } from "./file/lesson-file.ts";
import type { Lesson, Sees } from "./lesson.ts";
import { scriptOf } from "./play.ts";
import { sayCameOut } from "./say-came-out.ts";
import { LESSON_FILE } from "./testkit/lesson-file.ts";

const read = readLessonFile(LESSON_FILE);
if (!read.ok) throw new Error("the sample is a lesson");
const { lesson } = read;
const trial: Trial = { ok: true, script: scriptOf(lesson), worlds: [], world: EMPTY_WORLD, history: openHistory(EMPTY_WORLD) };

/** The sample, with what its two answers see. Where nothing has happened, `{}` is true. */
function seeing(arrives: Sees, nothing: Sees): Lesson {
	return { ...lesson, answers: lesson.answers.map((answer, at) => ({ ...answer, sees: [at === 0 ? arrives : nothing] })) };
}
const untrue: Sees = { "sub-1": { received: ["21.5"] } };

it("says whether a lesson comes out as its file says, and what else came out", () => {
	expect(sayCameOut(seeing(untrue, {}), trial)).toEqual({ says: "Run here, it comes out as it says.", warns: false });
	const other = "Run here, another answer came true: “The message waits and arrives.”";
	expect(sayCameOut(seeing({}, untrue), trial)).toEqual({ says: other, warns: true });
	expect(sayCameOut(seeing(untrue, untrue), trial)).toEqual({ says: "Run here, none of its answers came true.", warns: true });
	const down = "Run here, it did not come to an end: The line to the host is down.";
	expect(sayCameOut(lesson, { ok: false, says: "The line to the host is down." })).toEqual({ says: down, warns: true });
});
