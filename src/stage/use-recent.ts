import { useEffect, useReducer } from "react";

/** The entries that came less than `ms` of room clock ago. Checks again while there are any; a paused room clock keeps them. */
export function useRecent<T>(all: readonly T[], at: (one: T) => number, ms: number, now: () => number): readonly T[] {
	const [, again] = useReducer((count: number) => count + 1, 0);
	const time = now();
	const recent = all.filter((one) => time - at(one) < ms);
	const waiting = recent.length > 0;
	useEffect(() => {
		if (!waiting) return;
		const timer = setInterval(again, 250);
		return () => clearInterval(timer);
	}, [waiting]);
	return recent;
}
