import { useState } from "react";
import type { Truth } from "#contract/class.ts";
import type { ClassCommand } from "#contract/class-command.ts";
import { unreachable } from "#contract/unreachable.ts";
import { useCourse } from "#course/use-course.ts";
import { lossHere } from "#crowd/use-loss.ts";
import type { ClassSeen } from "#room/class-seen.ts";
import { isReviewing } from "#room/cursor.ts";
import { lookTo, seekTo } from "#script/look-back.ts";
import { usePlayground, useReviewing } from "#script/playground.ts";
import { chosenTruth, questionOf } from "./class-question.ts";
import { backSeen } from "./look-back-seen.ts";
import {
	callsBack,
	isLeft,
	type PageKey,
	type PlaceVerb,
	pageDown,
	pageUp,
	placesOf,
	type StageStanding,
	stageCommand,
} from "./next-stage.ts";
import { useClassRun } from "./use-class-run.ts";
import { useNextQuestion } from "./use-next-question.ts";
import { useSaid } from "./use-said.ts";

/** What the trainer is asked before something goes on; null: nothing. */
type LeadAsks = { readonly asks: "loss"; readonly says: string } | { readonly asks: "which-answer" } | null;

/** All that the strip of a trainer knows and does. kept: what outlives a reload of this tab. */
export function useLead(seen: ClassSeen, kept: Storage) {
	const playground = usePlayground();
	const { room, lab, perform } = playground;
	const course = useCourse();
	const { stage, question } = seen.told;
	const [asks, setAsks] = useState<LeadAsks>(null);
	const send = async (command: ClassCommand | null): Promise<boolean> => {
		if (command === null) return false;
		const outcome = await room.sendClass(command);
		if (!outcome.ok) say(outcome.says);
		return outcome.ok;
	};
	const run = useClassRun(question, send, kept);
	const { next, choose, goOnFrom } = useNextQuestion(run.lesson, kept);
	const standing: StageStanding = {
		stage,
		// Neither does a run decide that no page here knows the script of.
		own: question === null ? next.from === "trainer" : run.lesson === undefined,
		run: run.stand,
		looksBack: useReviewing(),
		benches: seen.told.benches !== null,
	};
	const say = useSaid(standing);

	const ask = () =>
		send(stageCommand("ask", next.from === "trainer" ? next.question : questionOf(next.lesson, course.getState().order), null));
	const runIt = () => {
		if (run.stand === "waits") return void run.goOn();
		const says = lossHere(room.getState(), "load", lab.getState().page);
		if (says === null) void run.run();
		else setAsks({ asks: "loss", says });
	};
	const revealAs = async (truth: Truth) => {
		if ((await send(stageCommand("reveal", null, truth))) && question !== null) goOnFrom(question, run.lesson);
	};
	const reveal = () => {
		const truth = run.truth();
		if (truth === null) setAsks({ asks: "which-answer" });
		else void revealAs(truth);
	};
	/** Also the way back from a question that has been asked. */
	const watch = async () => {
		if (await send(stageCommand("watch", null, null))) run.putAway();
	};
	const press = (verb: PlaceVerb): void => {
		switch (verb) {
			case "live":
				return room.seek("live");
			case "ask":
				return void ask();
			case "close":
				return void send(stageCommand("close", null, null));
			case "run":
				return runIt();
			case "reveal":
				return reveal();
			case "watch":
				return void watch();
			default:
				return unreachable(verb);
		}
	};
	const act = (key: PageKey): void => {
		if (key.does === "stage") return press(key.verb);
		if (key.does === "nothing") return say(key.says);
		if (key.does === "step") return void run.step();
		if (key.does === "call-back") return void send({ type: "class.benches", lesson: null });
		if (key.does === "live") return room.seek("live");
		seekTo(backSeen(room.getState()), playground);
	};
	const agree = () => {
		setAsks(null);
		void run.run();
	};
	return {
		places: placesOf(standing),
		/** Call back is what PageDown does. */
		callsBack: callsBack(standing),
		/** No run is under way on this page that could end: what the strip says of that; null: one is, or none is to be. */
		notRun: isLeft(standing) ? (run.began ? "The run stopped early" : "This page does not run it") : null,
		next,
		choose,
		asks,
		forgetAsks: () => setAsks(null),
		press,
		runAgreed: agree,
		/** Of a question of the trainer's own. */
		revealChosen: (answer: number | null) => {
			setAsks(null);
			if (question !== null) void revealAs(chosenTruth(question, answer));
		},
		send: (command: ClassCommand) => void send(command),
		/** The presenter has read what would be lost, and goes on. */
		down: () => (asks?.asks === "loss" ? agree() : act(pageDown(standing))),
		up: () => act(pageUp()),
		/** Pressed in the window of the projector: in its own, the Lab has this key. */
		pause: () => void perform({ do: room.getState().live.clock.paused ? "resume" : "pause" }),
		/** One packet; for somebody who looks back, one event. */
		step: () => (isReviewing(room.getState()) ? lookTo("forward", playground) : void perform({ do: "step" })),
	};
}
export type Leading = ReturnType<typeof useLead>;
