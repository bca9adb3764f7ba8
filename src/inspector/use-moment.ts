import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { nowAtCursor, seqAtCursor } from "#room/cursor.ts";
import { usePlayground } from "#script/playground.ts";
import type { At } from "#traffic/traffic.ts";

/** Ms between two looks at the clock: the text says tenths of a second. */
const TENTH = 100;

/** The moment that is shown; moving: it goes on by itself between two events. */
export function useMoment(moving: boolean): At {
	const { room, read } = usePlayground();
	const seq = useStore(read, seqAtCursor);
	const cursor = useStore(read, (state) => state.cursor);
	const [, tick] = useState(0);
	const ticks = moving && cursor.at === "live";
	useEffect(() => {
		if (!ticks) return;
		const timer = setInterval(() => tick((count) => count + 1), TENTH);
		return () => clearInterval(timer);
	}, [ticks]);
	return { seq, at: nowAtCursor(room) };
}
