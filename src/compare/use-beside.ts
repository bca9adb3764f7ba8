import { useMemo, useState } from "react";
import { useTaking } from "#kit/use-taking.ts";
import { type History, openHistory } from "#model/history.ts";
import { sinceCleared } from "#model/since-cleared.ts";
import { readRecording } from "#recording/read-recording.ts";
import type { RoomRecording } from "#recording/recording.ts";
import { type Divergence, differencesOf } from "#traffic/differences.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { sameMessages } from "#traffic/same-messages.ts";
import { type Otherwise, otherwiseIn } from "#trial/one-switch.ts";
import { type ComparedRun, laterOf } from "./one-clock.ts";
import { endedOtherwise, type InTheEnd } from "./outcomes.ts";
import { type FirstRun, type SecondRun, useSecondRun } from "./use-second-run.ts";

/** What a person wants beside what was done here. */
export type ChosenBeside =
	| { readonly of: "nothing" }
	| { readonly of: "run"; readonly otherwise: Otherwise }
	| { readonly of: "recording"; readonly recording: RoomRecording };
const NOTHING: ChosenBeside = { of: "nothing" };

/** later: ms by which the clock of the other has to be moved to be that of the one. */
export type Compared = {
	readonly other: ComparedRun;
	readonly later: number;
	readonly differences: readonly Divergence[];
	readonly ends: readonly InTheEnd[];
};

export type Beside = ReturnType<typeof useBeside>;

/** What stands beside this room: the same done once more, or a recording from a file. */
export function useBeside(first: FirstRun) {
	const { acted, settings } = first;
	const choices = useMemo(() => (acted === null ? [] : otherwiseIn(acted, settings)), [acted, settings]);
	const [chosen, setChosen] = useState<ChosenBeside>(NOTHING);
	const taking = useTaking(async (file, signal, told) => {
		const read = await readRecording(file, told);
		if (!read.ok) return read.says;
		if (!signal.aborted) setChosen({ of: "recording", recording: read.recording });
		return null;
	});
	const otherwise = chosen.of === "run" ? chosen.otherwise : null;
	const second = useSecondRun(first, otherwise);
	const recording = chosen.of === "recording" ? chosen.recording : null;
	// Beside a second run stands what came of the same steps; beside a recording, all that happened.
	const one = useRun(recording === null ? first.again : first.life);
	const other = useRun(useMemo(() => historyBeside(recording, second), [recording, second]));
	const compared = useMemo(() => (other === null ? null : compare(one, other, recording, otherwise)), [one, other, recording, otherwise]);
	return {
		...{ choices, chosen, second, one, compared, taking },
		choose(at: number): void {
			const turned = choices[at];
			if (turned === undefined) return;
			taking.forget();
			setChosen({ of: "run", otherwise: turned });
		},
	};
}

function useRun(history: History): ComparedRun;
function useRun(history: History | null): ComparedRun | null;
function useRun(history: History | null): ComparedRun | null {
	return useMemo(() => (history === null ? null : { history, traffic: openTraffic()(history) }), [history]);
}

function historyBeside(recording: RoomRecording | null, second: SecondRun): History | null {
	if (recording !== null) return sinceCleared(openHistory(recording.base).append(recording.events));
	return second.state === "run" ? second.history : null;
}

function compare(one: ComparedRun, other: ComparedRun, recording: RoomRecording | null, otherwise: Otherwise | null): Compared {
	// A second run is told on the clock of the first already.
	const later = recording === null ? 0 : laterOf(one.traffic, other.traffic);
	const same = sameMessages(one.traffic, other.traffic);
	// What clients ask for differs where that is the switch that was turned.
	const asked = otherwise?.of !== "switch";
	const differences = differencesOf(one.traffic, other.traffic, { asked, later, same });
	return { other, later, differences, ends: endedOtherwise(one.history.live, other.history.live, same) };
}
