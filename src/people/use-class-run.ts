import { useState } from "react";
import { useStore } from "zustand";
import type { ClassQuestion, Truth } from "#contract/class.ts";
import type { ClassCommand } from "#contract/class-command.ts";
import { byId } from "#course/by-id.ts";
import type { Lesson } from "#course/lesson.ts";
import { runOf } from "#course/run-seen.ts";
import { useCourse } from "#course/use-course.ts";
import type { Outcome } from "#lab/setup.ts";
import { usePlayground } from "#script/playground.ts";
import { isLed } from "#script/runner.ts";
import { lessonIdOf, truthOf } from "./class-question.ts";
import type { StageStanding } from "./next-stage.ts";
import { runStand } from "./run-stand.ts";

/** The run that decides a question: the lesson's own script, in this room, before everybody. */
export function useClassRun(question: ClassQuestion | null, send: (command: ClassCommand) => Promise<boolean>) {
	const { room, script } = usePlayground();
	const course = useCourse();
	const [busy, setBusy] = useState(false);
	const id = question === null ? null : lessonIdOf(question);
	const stand = useStore(script, (now) => runStand(now, id));
	/** Undefined: the question is the trainer's own, or this browser does not know its lesson. */
	const lesson: Lesson | undefined = id === null ? undefined : course.lessonOf(id);
	const tell = (outcome: Outcome) => {
		if (!outcome.ok) room.notice(outcome.says);
		return outcome.ok;
	};
	const goOn = async () => void tell(await script.play());
	const layOut = async (): Promise<boolean> => {
		setBusy(true);
		try {
			if (!(await send({ type: "class.run" })) || lesson === undefined) return false;
			return tell(await course.setOutLed(lesson));
		} finally {
			setBusy(false);
		}
	};
	return {
		lesson,
		stand: (busy ? "under-way" : stand) satisfies StageStanding["run"],
		/** Lays the lesson out, which clears the room, and plays it. */
		run: async () => {
			if (await layOut()) await goOn();
		},
		goOn,
		/** The class goes on to something else. */
		putAway() {
			const { script: laidOut } = script.getState();
			if (laidOut !== null && isLed(laidOut.role)) script.dismiss();
		},
		step: async () => void tell(await script.next()),
		/** Null: no run decides. A page that was loaded again since then knows at least how the room stands at the end. */
		truth: (): Truth | null => {
			if (lesson === undefined || question === null) return null;
			const seen = byId(course.getState().lessons, lesson.id)?.run ?? runOf(lesson, [], room.getState().history);
			return truthOf(lesson, seen, question);
		},
	};
}
