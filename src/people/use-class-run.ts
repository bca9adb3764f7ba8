import { useEffect, useState } from "react";
import { useStore } from "zustand";
import type { ClassQuestion, Truth } from "#contract/class.ts";
import type { ClassCommand } from "#contract/class-command.ts";
import { byId } from "#course/by-id.ts";
import type { Lesson } from "#course/lesson.ts";
import { runOf } from "#course/run-seen.ts";
import { useCourse } from "#course/use-course.ts";
import { IN_CLASS } from "#lab/defaults.ts";
import type { Outcome } from "#lab/setup.ts";
import { usePlayground } from "#script/playground.ts";
import { isLed } from "#script/runner.ts";
import { lessonIdOf, truthOf } from "./class-question.ts";
import type { StageStanding } from "./next-stage.ts";
import { endedNow, isEndedIn, keepEnded, readEnded } from "./run-ended.ts";
import { runStand } from "./run-stand.ts";

/** What phones subscribe to. */
const FOR_CLASS = { topic: IN_CLASS.topic, qos: 1, retain: false } as const;

/** The run that decides a question: the lesson's own script, in this room, before everybody. kept: what outlives a reload of this tab. */
export function useClassRun(question: ClassQuestion | null, send: (command: ClassCommand) => Promise<boolean>, kept: Storage) {
	const { room, script, lab } = usePlayground();
	const course = useCourse();
	const [busy, setBusy] = useState(false);
	const [began, setBegan] = useState(false);
	const id = question === null ? null : lessonIdOf(question);
	const { isEnded, forgetEnd } = useEnded(id, kept);
	const stand = useStore(script, (now) => runStand(now, id, isEnded));
	/** Undefined: the question is the trainer's own, or this browser does not know its lesson. */
	const lesson: Lesson | undefined = id === null ? undefined : course.lessonOf(id);
	const tell = (outcome: Outcome) => {
		if (!outcome.ok) room.notice(outcome.says);
		return outcome.ok;
	};
	const goOn = async () => void tell(await script.play());
	const layOut = async (): Promise<boolean> => {
		setBusy(true);
		setBegan(true);
		forgetEnd();
		// What was said of the run before holds for that one.
		room.dismissNotice();
		try {
			if (!(await send({ type: "class.run" })) || lesson === undefined) return false;
			return tell(await course.setOutLed(lesson));
		} finally {
			setBusy(false);
		}
	};
	return {
		lesson,
		/** Whether this page has begun a run; otherwise another page of the host may be running it. */
		began,
		stand: (busy ? "under-way" : stand) satisfies StageStanding["run"],
		/** Lays the lesson out, which clears the room, and plays it. */
		run: async () => {
			if (await layOut()) await goOn();
		},
		goOn,
		/** The class goes on to something else. */
		putAway() {
			forgetEnd();
			const { script: laidOut } = script.getState();
			if (laidOut === null || !isLed(laidOut.role)) return;
			script.dismiss();
			// The cards still speak of the run: what is published next is to reach the class again.
			for (const [clientId, { setup }] of Object.entries(lab.getState().clients))
				lab.set(clientId, { publish: { ...setup.publish, ...FOR_CLASS } });
		},
		step: async () => void tell(await script.next()),
		/** Null: no run decides. To be asked only of a run that is over. A page that was loaded again since then knows at least how the room stands at the end. */
		truth: (): Truth | null => {
			if (lesson === undefined || question === null) return null;
			const seen = byId(course.getState().lessons, lesson.id)?.run ?? runOf(lesson, [], room.getState().history);
			return truthOf(lesson, seen, question);
		},
	};
}

/** Whether this page has seen the run of this lesson to its end, before it was loaded again or its script was put away. */
function useEnded(lesson: string | null, kept: Storage) {
	const { room, script } = usePlayground();
	const [ended, setEnded] = useState(() => readEnded(kept, room.getState().room));
	const isOver = useStore(script, (now) => lesson !== null && runStand(now, lesson) === "over");
	const isEnded = useStore(room, (state) => isEndedIn(ended, lesson, state));
	// biome-ignore lint/correctness/useExhaustiveDependencies: it is remembered where it ended
	useEffect(() => {
		if (isOver && lesson !== null) remember(endedNow(lesson, room.getState()));
	}, [isOver]);
	const remember = (now: typeof ended) => {
		setEnded(now);
		keepEnded(kept, room.getState().room, now);
	};
	return { isEnded, forgetEnd: () => remember(null) };
}
