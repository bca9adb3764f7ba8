import { useEffect, useState } from "react";
import { LIMITS } from "#contract/limits.ts";
import type { RoomState } from "#room/room-state.ts";
import { usePlayground, useReviewing } from "./playground.ts";

/** Ms for which a rush lasts on after its last drawing. */
const LASTS_MS = 1_000;

/** Whether one drawing brings so much at once that nothing could be followed as it moves, or is of another moment altogether. What a page is told when it comes is not a rush. */
export function isRush(now: RoomState, before: RoomState): boolean {
	return now.cursor !== before.cursor || (before.link.state === "live" && now.live.seq - before.live.seq > LIMITS.movedEvents);
}

/** Whether the room is in a rush, or a moment of its past is looked at: then things are drawn where they are, at once. */
export function useRush(): boolean {
	const { drawn } = usePlayground();
	const reviewing = useReviewing();
	const [rush, setRush] = useState(false);
	useEffect(() => {
		let timer: ReturnType<typeof setTimeout> | undefined;
		const stop = drawn.subscribe((now, before) => {
			if (!isRush(now, before)) return;
			setRush(true);
			clearTimeout(timer);
			timer = setTimeout(() => setRush(false), LASTS_MS);
		});
		return () => {
			stop();
			clearTimeout(timer);
		};
	}, [drawn]);
	return rush || reviewing;
}
