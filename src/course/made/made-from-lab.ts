import { LIMITS } from "#contract/limits.ts";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { BrokerSettings } from "#contract/settings.ts";
import { checkLesson } from "#course/file/lesson-checks.ts";
import { LESSON_FORMAT, type Lesson } from "#course/lesson.ts";
import { scriptOf, worldsOf } from "#course/play.ts";
import { type FullSketch, sketchOf } from "#course/sketch.ts";
import type { World } from "#model/world.ts";
import { changedSettings } from "#script/first-settings.ts";
import type { Recorded } from "#script/recorder.ts";
import type { Script } from "#script/runner.ts";
import { sayStep } from "#script/say-step.ts";
import { stepFaults } from "#script/step-faults.ts";
import type { Trial } from "#trial/open-trials.ts";
import { answersOf, sayPayloads, seenOf } from "./made-answers.ts";
import { explainOf } from "./made-explain.ts";
import { momentsOf } from "./made-moments.ts";
import { runnable } from "./recorded-lines.ts";

const MOST_LINES = LIMITS.lessonMoments * LIMITS.momentLines;

type FromRecording = {
	readonly steps: readonly Recorded[];
	/** The room as it is now: what came of the steps by hand. */
	readonly world: World;
	/** The broker's settings when the first step was made. */
	readonly settings: BrokerSettings;
	readonly title: string;
	readonly asks: string;
	readonly watches: readonly string[];
	/** Runs the script again, where nobody watches. */
	readonly run: (script: Script, settings: BrokerSettings) => Promise<Trial>;
};

export type Made =
	/** `differs`: what came out differently from the Lab, as a sentence; null: nothing did. */
	{ readonly ok: true; readonly lesson: Lesson; readonly differs: string | null } | { readonly ok: false; readonly says: string };

/** What was just done, as a lesson. The outcome of that lesson comes from a real run of these very steps, never from what the Lab happened to show. */
export async function lessonFromRecording(recording: FromRecording): Promise<Made> {
	const { steps, world, settings, title, asks, watches, run } = recording;
	const lines = runnable(steps.map(({ step }) => ({ says: sayStep(step), step })));
	if (lines.length === 0) return no("Nothing has been done here yet. Connect a client, publish something, and it can become a lesson.");
	const [fault] = stepFaults(lines.map(({ step }) => step));
	if (fault !== undefined) return no(`This cannot be run again from its beginning: ${fault.says}. Clear the room and do it once more.`);
	const moments = momentsOf(lines, watches);
	if (moments === null)
		return no(`A lesson has room for ${MOST_LINES} steps in ${LIMITS.lessonMoments} moments; here are ${lines.length}.`);
	const watched = watches[0] ?? "";
	const broker = changedSettings(settings);
	const placeholder = { id: "a", says: "-", because: "-", sees: moments.map(() => ({})) };
	const draft: Lesson = {
		format: LESSON_FORMAT,
		id: idOf(title),
		group: "Your own lessons",
		title,
		short: `${lines.length} ${lines.length === 1 ? "step" : "steps"}, made in the Lab`,
		asks,
		...(broker === undefined ? {} : { broker }),
		watches: [...watches],
		moments,
		answers: [placeholder, { ...placeholder, id: "b" }],
		comes: "a",
		explain: { title: "-", says: ["-"], clauses: ["MQTT-3.1.2-4"] },
	};
	const trial = await run(scriptOf(draft), FIRST_SETTINGS);
	if (!trial.ok) return no(`These steps could not be run again: ${trial.says}`);
	const sees = seenOf(worldsOf(draft, trial.worlds, trial.world), watches);
	const answers = answersOf(sees, moments, watched);
	const explain = explainOf(trial.world, watched, answers[0].says);
	const checked = checkLesson({ ...draft, answers, comes: answers[0].id, explain });
	if (!checked.ok) return no(`This does not make a lesson: ${checked.faults[0]?.says}.`);
	return { ok: true, lesson: checked.lesson, differs: differs(world, trial.world, watches) };
}

function no(says: string): Made {
	return { ok: false, says };
}

/** Small letters, digits and hyphens; the prefix "own-" keeps the id apart from those of the course. */
export function idOf(title: string): string {
	const words = title
		.normalize("NFKD")
		.toLowerCase()
		.replaceAll(/[^a-z0-9]+/g, "-")
		.replaceAll(/^-+|-+$/g, "");
	return `own-${words === "" ? "lesson" : words}`.slice(0, 48).replace(/-+$/, "");
}

const COMPARED = {
	received: "what it received",
	session: "its session",
	queue: "its queue",
	dropped: "what was dropped for it",
	online: "whether it is connected",
} as const;
const KEYS = Object.keys(COMPARED) as (keyof typeof COMPARED)[];

/** What a cut caught on its wire, or what somebody else did, is not in the steps. */
function differs(inLab: World, again: World, watches: readonly string[]): string | null {
	for (const clientId of watches) {
		const [then, now] = [sketchOf(inLab, clientId), sketchOf(again, clientId)];
		const payloads = ({ received }: FullSketch) => received.map(({ payload }) => payload);
		const isSame = (key: keyof typeof COMPARED) =>
			JSON.stringify(key === "received" ? payloads(then) : then[key]) === JSON.stringify(key === "received" ? payloads(now) : now[key]);
		const key = KEYS.find((one) => !isSame(one));
		if (key === undefined) continue;
		const what =
			key === "received"
				? `${clientId} received ${sayPayloads(payloads(now))}; in the Lab it had ${sayPayloads(payloads(then))}`
				: `for ${clientId} ${COMPARED[key]} is not as in the Lab`;
		return `Run again, these steps came out differently: ${what}. A packet that was under way when a cable was cut, and what another page or guest did, cannot be repeated. The lesson goes by what happened when its own steps were run.`;
	}
	return null;
}
