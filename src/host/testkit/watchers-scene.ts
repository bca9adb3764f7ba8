import { openStillTime } from "#engine/testkit/still.ts";
import { openTurns } from "#host/taking-turns.ts";
import { openWatchers } from "#host/watchers.ts";
import { type BareRoom, openBareRoom } from "./bare-room.ts";

export const PAUSED = { type: "clock.paused" } as const;
export const RESUMED = { type: "clock.resumed" } as const;

/** Counts how often a room is read whole from now on, in order to be written for its pages. */
export function countWritten({ journal }: BareRoom): { times: number } {
	const written = { times: 0 };
	const { since } = journal;
	journal.since = (seq) => {
		if (seq === null) written.times += 1;
		return since(seq);
	};
	return written;
}

/** The watchers of a room in which nothing happens by itself, in time that stands still. */
export function openScene() {
	const time = openStillTime();
	const room = openBareRoom("demo");
	const lines: string[] = [];
	const watchers = openWatchers({ room, turns: openTurns(time), time, log: (says) => lines.push(says) });
	return { time, room, watchers, lines };
}
