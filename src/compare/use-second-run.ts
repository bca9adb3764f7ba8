import { useContext, useEffect, useState } from "react";
import type { BrokerSettings } from "#contract/settings.ts";
import type { History } from "#model/history.ts";
import { sinceCleared } from "#model/since-cleared.ts";
import type { RoomState } from "#room/room-state.ts";
import { firstSettings } from "#script/first-settings.ts";
import { usePlayground } from "#script/playground.ts";
import type { Recording } from "#script/recorder.ts";
import { isAllOurs } from "#script/unaccounted.ts";
import { type Otherwise, withOtherwise } from "#trial/one-switch.ts";
import { type Acted, actsOf, speedOf, whatCameOf } from "#trial/timed-acts.ts";
import { TrialsContext } from "#trial/use-trials.ts";

export type SecondRun =
	| { readonly state: "none" }
	| { readonly state: "running"; readonly done: number; readonly of: number }
	| { readonly state: "run"; readonly history: History; readonly speed: number }
	| { readonly state: "failed"; readonly says: string };

/** acted: what this page did here; null: nothing. again: what came of that; life: all that happened since the room was cleared. */
export type FirstRun = {
	readonly room: string;
	readonly isRecorded: boolean;
	readonly acted: Acted | null;
	readonly settings: BrokerSettings;
	readonly again: History;
	readonly life: History;
	/** Whether the steps of this page are all that was done here. */
	readonly isWhole: boolean;
};

/** This room as it stood when this was opened: while it is compared, the room may go on. */
export function useFirstRun(): FirstRun {
	const { room, recorder, lab } = usePlayground();
	const [first] = useState(() => firstRunOf(room.getState(), recorder.getState(), lab.getState().page));
	return first;
}

/** page: this one, among the origins of connections. */
export function firstRunOf(state: RoomState, recording: Recording, page: string): FirstRun {
	const { history, live } = state;
	const { steps } = recording;
	return {
		...{ room: state.room, isRecorded: state.link.state === "recorded" },
		...{ acted: actsOf(steps, history), settings: firstSettings(state), isWhole: isAllOurs(recording, { history, world: live, page }) },
		...{ again: whatCameOf(steps, history), life: sinceCleared(history) },
	};
}

/** Runs it again with something otherwise, on a real broker in a hidden room; again whenever something else is chosen. */
export function useSecondRun({ acted, settings }: FirstRun, otherwise: Otherwise | null): SecondRun {
	// None beside a recording, in which nothing was done either.
	const trials = useContext(TrialsContext);
	const [run, setRun] = useState<SecondRun>({ state: "none" });
	useEffect(() => {
		if (trials === null || acted === null || otherwise === null) return setRun({ state: "none" });
		const changed = withOtherwise(acted, settings, otherwise);
		const speed = speedOf(acted);
		const leaving = new AbortController();
		const progress = (done: number) => setRun({ state: "running", done, of: acted.acts.length });
		progress(0);
		void trials
			.replay({ ...changed, speed, progress: (done) => leaving.signal.aborted || progress(done) }, leaving.signal)
			.then((again) => {
				if (leaving.signal.aborted) return;
				setRun(again.ok ? { state: "run", history: again.history, speed } : { state: "failed", says: again.says });
			});
		return () => leaving.abort();
	}, [trials, acted, settings, otherwise]);
	return run;
}
