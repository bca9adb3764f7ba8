import type { LabStore } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import type { RoomStore } from "#room/room-state.ts";

/** Why waits are given up when the page leaves the room; when a life of the room ends, see BEGUN_ANEW. */
export const LEFT = "The room was left.";

/** The outcome of a step whose wait was given up. */
export function givenUp({ reason }: AbortSignal): Outcome {
	return { ok: false, says: typeof reason === "string" ? reason : LEFT };
}

/** Settles true as soon as the condition holds, in the room or in the lab; false when the wait is given up. Leaves nothing behind. */
export function untilEither(room: RoomStore, lab: LabStore, holds: () => boolean, signal: AbortSignal): Promise<boolean> {
	if (signal.aborted) return Promise.resolve(false);
	if (holds()) return Promise.resolve(true);
	return new Promise((resolve) => {
		const leave = (held: boolean) => {
			for (const unfollow of unfollows) unfollow();
			signal.removeEventListener("abort", giveUp);
			resolve(held);
		};
		const giveUp = () => leave(false);
		const look = () => {
			if (holds()) leave(true);
		};
		const unfollows = [room.subscribe(look), lab.subscribe(look)];
		signal.addEventListener("abort", giveUp);
	});
}
