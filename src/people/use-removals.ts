import { useCallback, useEffect, useState } from "react";
import { LIMITS } from "#contract/limits.ts";

/** wasHere: the row of the seat stood among those that are here. */
type Removals = Readonly<Record<number, { readonly until: number; readonly wasHere: boolean }>>;

/**
 * Seats that this page has just removed, and how many seconds are left to take it back. The host does not forget a seat by itself: what ends
 * is only that one press undoes it.
 */
export function useRemovals() {
	const [removals, setRemovals] = useState<Removals>({});
	const [now, setNow] = useState(() => Date.now());
	const isCounting = Object.values(removals).some(({ until }) => until > now);
	useEffect(() => {
		if (!isCounting) return;
		const timer = setInterval(() => setNow(Date.now()), 250);
		return () => clearInterval(timer);
	}, [isCounting]);
	const removed = useCallback((seat: number, wasHere: boolean) => {
		const at = Date.now();
		setNow(at);
		setRemovals((before) => ({ ...before, [seat]: { until: at + LIMITS.undoMs, wasHere } }));
	}, []);
	/** Whether its row stays among those that are here, as long as one press there undoes it. */
	const stays = (seat: number) => removals[seat]?.wasHere === true && (removals[seat]?.until ?? 0) > now;
	return {
		removed,
		stays,
		/** Null: the time is over, or it was not removed here. */
		secondsLeft: (seat: number): number | null => {
			const left = (removals[seat]?.until ?? 0) - now;
			return left > 0 ? Math.ceil(left / 1_000) : null;
		},
	};
}
