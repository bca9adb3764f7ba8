import { useState } from "react";
import type { Lesson } from "#course/lesson.ts";
import { useCourse } from "#course/use-course.ts";
import { useAskFirst } from "#crowd/use-ask-first.tsx";
import type { Outcome } from "#lab/setup.ts";
import { usePlayground } from "#script/playground.ts";
import { useConfirm } from "./confirm.tsx";

type Running = { readonly room: string; readonly lesson: Lesson; readonly go: (href: string) => void };

/** Every way in which a lesson is set out in this room: that clears the room, so these functions ask first when there is something to lose. */
export function useRunning({ room, lesson, go }: Running) {
	const course = useCourse();
	const playground = usePlayground();
	const [busy, setBusy] = useState(false);
	const [fault, setFault] = useState<string | null>(null);
	const { ask, dialog } = useConfirm();
	const loss = useAskFirst();
	const { script } = playground;

	const tell = (outcome: Outcome) => {
		if (!outcome.ok) setFault(outcome.says);
	};
	const guarded = (act: () => Promise<void>) => {
		const start = async () => {
			setBusy(true);
			setFault(null);
			try {
				await act();
			} finally {
				setBusy(false);
			}
		};
		const use = course.inUse();
		if (use === null) return void start();
		const lost = use === "others" ? "their connections end, and their sessions" : "what was done here ends with it, and its sessions";
		loss.askFirst(
			"load",
			() => void start(),
			() =>
				ask({
					title: use === "others" ? "Somebody else is connected in this room" : "This room has been used",
					says: [`“${lesson.title}” starts with an empty room: ${lost} and messages are gone.`],
					act: "Clear the room and run it",
					agreed: () => void start(),
				}),
		);
	};
	/** Runs in the Lab, where the script can be watched, stepped and taken over. */
	const inLab = (setOut: () => Promise<Outcome>, then: () => Promise<Outcome>) =>
		guarded(async () => {
			const laid = await setOut();
			if (!laid.ok) return tell(laid);
			go(`/r/${room}`);
			// This screen is gone by the time the script comes to an end: the Lab's narrator tells what stopped it.
			const played = await then();
			if (!played.ok) playground.room.notice(played.says);
		});
	const nothing = (): Promise<Outcome> => Promise.resolve({ ok: true });

	return {
		busy,
		fault,
		dialog: (
			<>
				{dialog}
				{loss.dialog}
			</>
		),
		watch: () =>
			inLab(
				() => course.setOut(lesson),
				() => script.play(),
			),
		atOnce: () =>
			guarded(async () => {
				const laid = await course.setOut(lesson);
				tell(laid.ok ? await script.playAtOnce() : laid);
			}),
		/** What is left of the script that is already laid out. */
		finishAtOnce: async () => tell(await script.playAtOnce()),
		byHand: () => inLab(() => course.setOutFollow(lesson, "by-hand"), nothing),
		showMe: () =>
			inLab(
				() => course.setOutFollow(lesson, "shown"),
				() => script.play(),
			),
	};
}
export type RunningLesson = ReturnType<typeof useRunning>;
