import { useEffect, useState } from "react";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { Lesson } from "#course/lesson.ts";
import { scriptOf } from "#course/play.ts";
import { type CameOut, sayCameOut } from "#course/say-came-out.ts";
import { useTrials } from "#trial/use-trials.ts";

/** The text of a lesson is corrected letter by letter, so the lesson is run only when the text has not changed for a while. */
const REST_MS = 300;

/** The outcome of this lesson in a hidden room; null: still running. */
export function useRunHere(lesson: Lesson): CameOut | null {
	const trials = useTrials();
	const [came, setCame] = useState<{ readonly of: Lesson; readonly out: CameOut } | null>(null);
	useEffect(() => {
		const wanted = new AbortController();
		const run = async () => {
			const trial = await trials.run(scriptOf(lesson), FIRST_SETTINGS, wanted.signal);
			if (!wanted.signal.aborted) setCame({ of: lesson, out: sayCameOut(lesson, trial) });
		};
		// StrictMode runs this effect twice, and one run is enough.
		const timer = setTimeout(() => void run(), REST_MS);
		return () => {
			wanted.abort();
			clearTimeout(timer);
		};
	}, [lesson, trials]);
	return came?.of === lesson ? came.out : null;
}
