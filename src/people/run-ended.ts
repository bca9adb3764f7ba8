import * as z from "zod/mini";
import type { RoomState } from "#room/room-state.ts";

/** The run of a lesson that has reached its end, in a room that may have been cleared since. */
const EndedRun = z.object({ lesson: z.string(), life: z.string(), clearedSeq: z.number() });
export type EndedRun = z.infer<typeof EndedRun>;

const keyOf = (room: string) => `slow-wire/${room}/run-ended`;

export function endedNow(lesson: string, { life, live }: Pick<RoomState, "life" | "live">): EndedRun | null {
	return life === null ? null : { lesson, life: life.name, clearedSeq: live.clearedSeq };
}

/** Whether the room still is the one in which this lesson's run has ended. */
export function isEndedIn(ended: EndedRun | null, lesson: string | null, { life, live }: Pick<RoomState, "life" | "live">): boolean {
	return ended !== null && ended.lesson === lesson && ended.life === life?.name && ended.clearedSeq === live.clearedSeq;
}

/** The run that this tab saw end before it was loaded again; null: none. Never throws. */
export function readEnded(storage: Storage, room: string): EndedRun | null {
	try {
		const text = storage.getItem(keyOf(room));
		const read = text === null ? null : z.safeParse(EndedRun, JSON.parse(text));
		return read?.success === true ? read.data : null;
	} catch {
		return null;
	}
}

/** null: no run has ended. */
export function keepEnded(storage: Storage, room: string, ended: EndedRun | null): void {
	try {
		if (ended === null) storage.removeItem(keyOf(room));
		else storage.setItem(keyOf(room), JSON.stringify(ended));
	} catch {
		// The storage is full or forbidden: after a reload, the question is run again.
	}
}
