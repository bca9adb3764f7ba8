import { LIMITS } from "#contract/limits.ts";
import { LESSON_FORMAT, Lesson } from "#course/lesson.ts";
import { clientIdFault } from "#lab/client-id.ts";
import { clauseText } from "#mqtt/clauses.ts";
import { cut } from "#mqtt/cut.ts";
import { filterFault, topicFault } from "#mqtt/topic.ts";
import { clientsOf } from "#script/cast.ts";
import { stepFaults, TOPIC_BOUNDS } from "#script/step-faults.ts";
import { type Path, valueAt } from "./lesson-shape.ts";
import { type LessonFault, sayIssues } from "./lesson-words.ts";
import { nearestWord } from "./nearest-word.ts";

export type CheckedLesson =
	| { readonly ok: true; readonly lesson: Lesson }
	/** `mayFollow`: the shape is wrong, so nobody has checked yet whether the parts fit together. */
	| { readonly ok: false; readonly faults: readonly LessonFault[]; readonly mayFollow: boolean };

/** A lesson from a file or link: checks its shape first, then whether its parts fit together. Never throws. */
export function checkLesson(written: unknown): CheckedLesson {
	const format = valueAt(["format"], written);
	if (typeof format === "number" && format > LESSON_FORMAT) {
		const says = `This lesson was written for a newer version of Slow Wire (format ${format}; this one reads ${LESSON_FORMAT}). Nothing was changed.`;
		return { ok: false, faults: [{ path: ["format"], says, whole: true }], mayFollow: false };
	}
	const read = Lesson.safeParse(written);
	const { faults, more } = firstOf(read.success ? lessonFaults(read.data) : sayIssues(read.error.issues, written));
	return read.success && faults.length === 0 ? { ok: true, lesson: read.data } : { ok: false, faults, mayFollow: !read.success || more };
}

/** No fault is worked out that is not shown: a fault may take a search for the name that was meant. */
function firstOf(faults: Iterable<LessonFault>): { readonly faults: readonly LessonFault[]; readonly more: boolean } {
	const first: LessonFault[] = [];
	for (const fault of faults) {
		if (first.length === LIMITS.lessonFaults) return { faults: first, more: true };
		first.push(fault);
	}
	return { faults: first, more: false };
}

/** The faults that no schema can see, one after the other as they are asked for. */
export function* lessonFaults(lesson: Lesson): Iterable<LessonFault> {
	yield* faultsOfSteps(lesson);
	yield* faultsOfAnswers(lesson);
	yield* faultsOfClients(lesson);
	yield* faultsOfFollow(lesson);
	yield* faultsOfClauses(lesson);
}

function faultsOfSteps({ moments }: Lesson): readonly LessonFault[] {
	const places = moments.flatMap(({ lines }, moment) => lines.map((_, line): Path => ["moments", moment, "lines", line, "step"]));
	const steps = moments.flatMap(({ lines }) => lines.map(({ step }) => step));
	return stepFaults(steps).map(({ at, path, says }) => ({ path: at === null ? ["moments"] : [...(places[at] ?? []), ...path], says }));
}

function faultsOfAnswers({ answers, comes, moments }: Lesson): readonly LessonFault[] {
	const all: LessonFault[] = [];
	const ids = answers.map(({ id }) => id);
	if (!ids.includes(comes)) {
		const near = nearestWord(comes, ids);
		all.push({ path: ["comes"], says: `comes names no answer: there is no “${comes}”${near === null ? "" : `; did you mean ${near}?`}` });
	}
	for (const [at, { id, sees }] of answers.entries()) {
		const path: Path = ["answers", at];
		if (ids.indexOf(id) < at) all.push({ path: [...path, "id"], says: `two answers are called “${id}”` });
		if (sees.length !== moments.length) {
			const says = `sees has one entry for each moment: ${moments.length}; here are ${sees.length}`;
			all.push({ path: [...path, "sees"], says });
		}
	}
	const truth = answers.find(({ id }) => id === comes);
	const twin = answers.findIndex(({ id, sees }) => id !== comes && JSON.stringify(sees) === JSON.stringify(truth?.sees));
	if (twin >= 0) {
		const says = `“${answers[twin]?.id}” and “${comes}” see the same: no run can tell them apart`;
		all.push({ path: ["answers", twin, "sees"], says });
	}
	return all;
}

/** A client that is watched or seen has to act, and filters and topics have to be valid. */
function* faultsOfClients(lesson: Lesson): Iterable<LessonFault> {
	const cast = castOf(lesson);
	/** `beside`: clients that are already named there, so none of them is what was meant. */
	function* mustAct(path: Path, clientId: string, beside: ReadonlySet<string>): Iterable<LessonFault> {
		if (cast.includes(clientId)) return;
		const near = nearestWord(
			clientId,
			cast.filter((one) => !beside.has(one)),
		);
		yield { path, says: `“${cut(clientId, 40)}” does nothing in this lesson${near === null ? "" : `; did you mean ${near}?`}` };
	}
	const watched = new Set(lesson.watches);
	for (const [at, clientId] of lesson.watches.entries()) {
		yield* mustAct(["watches", at], clientId, watched);
		if (lesson.watches.indexOf(clientId) < at) yield { path: ["watches", at], says: `“${cut(clientId, 40)}” is watched already` };
	}
	for (const { path, sees } of allSeen(lesson)) {
		const beside = new Set(Object.keys(sees));
		for (const [clientId, sketch] of Object.entries(sees)) {
			yield* mustAct([...path, clientId], clientId, beside);
			const where = (part: string, name: string): Path => [...path, clientId, part, name];
			for (const filter of Object.keys(sketch.subscriptions ?? {})) {
				const fault = filterFault(filter, TOPIC_BOUNDS);
				if (fault !== null) yield { path: where("subscriptions", filter), says: fault.says };
			}
			for (const topic of Object.keys(sketch.retained ?? {})) {
				const fault = topicFault(topic, TOPIC_BOUNDS);
				if (fault !== null) yield { path: where("retained", topic), says: fault.says };
			}
		}
	}
}

function faultsOfFollow(lesson: Lesson): readonly LessonFault[] {
	const { follow } = lesson;
	if (follow === undefined) return [];
	const all: LessonFault[] = [];
	const last = follow.changes.length - 1;
	if (!Number.isInteger(follow.shows) || follow.shows < 0 || follow.shows > last) {
		const says = last === 0 ? "shows is 0: there is one change" : `shows is the number of one of the changes, 0 to ${last}`;
		all.push({ path: ["follow", "shows"], says });
	}
	const cast = castOf(lesson);
	for (const [at, change] of follow.changes.entries()) {
		if (!("client" in change) || cast.includes(change.client)) continue;
		const wrong = clientIdFault(change.client) === null ? "does nothing in this lesson" : "is not a client id";
		all.push({ path: ["follow", "changes", at, "client"], says: `“${cut(change.client, 30)}” ${wrong}` });
	}
	return all;
}

function faultsOfClauses({ explain }: Lesson): readonly LessonFault[] {
	return explain.clauses.flatMap((clause, at) => {
		if (clauseText(clause) !== null || /^\d+(?:\.\d+)*$/.test(clause)) return [];
		// The table does not hold every clause of the standard; each of them belongs to a section, which can be named.
		const says = clause.startsWith("MQTT-")
			? `“${clause}” is not a clause that is known here: check that it is one of MQTT 3.1.1, or name its section as "3.1.2.4"`
			: `“${clause}” is not a clause: write MQTT-3.1.2-5, or a section as "3.1.2.4"`;
		return [{ path: ["explain", "clauses", at], says }];
	});
}

function castOf({ moments }: Lesson): readonly string[] {
	return clientsOf(moments.flatMap(({ lines }) => lines.map(({ step }) => step)));
}

function allSeen({ answers, follow }: Lesson) {
	const seen = answers.flatMap(({ sees }, at) =>
		sees.map((each, moment) => ({ path: ["answers", at, "sees", moment] as Path, sees: each })),
	);
	return follow === undefined ? seen : [...seen, { path: ["follow", "goal"] as Path, sees: follow.goal }];
}
