import * as z from "zod/mini";
import { LIMITS } from "#contract/limits.ts";
import type { LabStore } from "#lab/lab.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { bounded, type KeptSteps, type Recorded, type Recorder, type Recording } from "./recorder.ts";
import { stepsKey } from "./run-key.ts";
import { ScriptedStep } from "./step.ts";

const Kept = z.object({
	life: z.string(),
	clearedSeq: z.number(),
	steps: z.array(z.object({ step: ScriptedStep, at: z.number(), after: z.optional(z.number()) })).check(z.maxLength(LIMITS.recordedSteps)),
	cutOff: z.boolean(),
	byHand: z.boolean(),
	reloaded: z.array(z.string()).check(z.maxLength(LIMITS.labClients)),
});

/** About one life of the room, since one clearing. */
type KeptRecording = KeptSteps & { readonly life: string; readonly clearedSeq: number };
export type Keeping = { readonly room: RoomStore; readonly lab: LabStore; readonly recorder: Recorder; readonly storage: Storage };

/** The room as this page found it, and the clients that had lost their connections with the page before this one. */
export type Then = { readonly state: RoomState; readonly reloaded: readonly string[] };

/** Goes on with what the tab has kept, or counts what the page has no record of; from then on the tab keeps what is recorded. then: null where the page found nothing. */
export function followRecording({ room, recorder, storage }: Keeping, then: Then | null): () => void {
	const now = room.getState();
	// The room may have been cleared while this code was loaded.
	if (then !== null && now.life?.name === then.state.life?.name && now.live.clearedSeq === then.state.live.clearedSeq) {
		const kept = readRecording(storage, then.state);
		recorder.setState((since) =>
			kept === null ? { earlier: earlierIn(then.state) } : joined(kept, since, then.reloaded, then.state.live.at),
		);
	}
	write(storage, room.getState(), recorder.getState());
	return recorder.subscribe((next) => write(storage, room.getState(), next));
}

/** The steps that were kept, the cables that went with the page, and the steps since. */
export function joined(kept: KeptRecording, since: Recording, ended: readonly string[], at: number): Partial<Recording> {
	// For the broker, a page that is loaded again is a cut cable: no DISCONNECT came.
	const cuts = ended.map((client): Recorded => ({ step: { do: "cut", client }, at }));
	return {
		...bounded([...kept.steps, ...cuts, ...since.steps], kept.cutOff),
		byHand: kept.byHand || since.byHand,
		reloaded: [...new Set([...kept.reloaded, ...ended])],
	};
}

/** Null: nothing was there that this page has not done itself. */
function earlierIn({ live }: RoomState): Recording["earlier"] {
	const clients = Object.keys(live.clients);
	if (clients.length === 0) return null;
	return { clients, messages: Object.keys(live.messages).length + live.forgotten.messages };
}

/** Null: nothing is kept of this life of the room, since it was last cleared. Never throws. */
function readRecording(storage: Storage, { room, life, live }: RoomState): KeptRecording | null {
	try {
		const text = storage.getItem(stepsKey(room));
		const read = text === null ? null : z.safeParse(Kept, JSON.parse(text));
		if (read === null || !read.success) return null;
		return read.data.life === life?.name && read.data.clearedSeq === live.clearedSeq ? read.data : null;
	} catch {
		return null;
	}
}

function write(storage: Storage, { room, life, live }: RoomState, { earlier, ...kept }: Recording): void {
	try {
		// A part of what was done is not kept: it would pass for the whole.
		storage.removeItem(stepsKey(room));
		if (kept.steps.length === 0 || life === null || earlier !== null) return;
		storage.setItem(stepsKey(room), JSON.stringify({ ...kept, life: life.name, clearedSeq: live.clearedSeq } satisfies KeptRecording));
	} catch {
		// The storage is full or forbidden: the next page in this tab says what it does not know.
	}
}
