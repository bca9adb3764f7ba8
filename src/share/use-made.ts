import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { lessonFromRecording, type Made } from "#course/made/made-from-lab.ts";
import { clientsOf } from "#script/cast.ts";
import { firstSettings } from "#script/first-settings.ts";
import { usePlayground } from "#script/playground.ts";
import { useTrials } from "#trial/use-trials.ts";

/** The clients that acted, and the client that a lesson would watch: the first subscriber. */
export function useActors(): { readonly clients: readonly string[]; readonly first: string } {
	const steps = useStore(usePlayground().recorder, (state) => state.steps);
	return useMemo(() => {
		const clients = clientsOf(steps.map(({ step }) => step));
		const subscribed = steps.find(({ step }) => step.do === "subscribe")?.step;
		return { clients, first: subscribed?.do === "subscribe" ? subscribed.client : (clients[0] ?? "") };
	}, [steps]);
}

type MadeOf = { readonly title: string; readonly asks: string; readonly watched: string };

/** The lesson that these steps make, run again in the meantime; null: still running. Made again when a step is made or another client is watched. */
export function useMade(open: boolean, { title, asks, watched }: MadeOf): Made | null {
	const { room, recorder } = usePlayground();
	const { steps, cutOff } = useStore(recorder);
	const trials = useTrials();
	const [made, setMade] = useState<{ readonly of: unknown; readonly watched: string; readonly made: Made } | null>(null);
	useEffect(() => {
		if (!open) return;
		const wanted = new AbortController();
		const run = async () => {
			const state = room.getState();
			const wordy = { title, asks, watches: [watched] };
			const came: Made = cutOff
				? { ok: false, says: "More was done here than this page remembers: its beginning is gone. Clear the room and do it once more." }
				: await lessonFromRecording({
						steps,
						world: state.live,
						settings: firstSettings(state),
						...wordy,
						run: (script, settings) => trials.run(script, settings, wanted.signal),
					});
			if (!wanted.signal.aborted) setMade({ of: steps, watched, made: came });
		};
		// StrictMode runs this effect twice, and one run is enough.
		const timer = setTimeout(() => void run(), 0);
		return () => {
			wanted.abort();
			clearTimeout(timer);
		};
	}, [open, steps, cutOff, watched, title, asks, room, trials]);
	return made !== null && made.of === steps && made.watched === watched ? made.made : null;
}
