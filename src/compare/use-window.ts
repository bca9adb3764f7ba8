import { type KeyboardEvent, useState, type WheelEvent } from "react";

type Span = { readonly from: number; readonly to: number };

/** The least that is shown, ms of the room clock. */
const LEAST_MS = 1_000;

export type PaperWindow = ReturnType<typeof useWindow>;

/** The time that both tapes show: one scale, one scroll. all: from the first act to the end of the longer run. */
export function useWindow(all: Span) {
	const [chosen, setOwn] = useState<Span | null>(null);
	// Something else beside this room may have nothing there.
	const own = chosen !== null && chosen.to > all.from && chosen.from < all.to ? chosen : null;
	const { from, to } = own ?? all;
	const length = to - from;
	const about = (middle: number, ms: number) => {
		const long = Math.max(LEAST_MS, ms);
		setOwn(long >= all.to - all.from ? null : { from: middle - long / 2, to: middle + long / 2 });
	};
	const zoom = (by: number) => about((from + to) / 2, length * by);
	const pan = (ms: number) => {
		if (own !== null) setOwn({ from: from + ms, to: to + ms });
	};
	return {
		from,
		to,
		zoom,
		all: () => setOwn(null),
		/** Moves this moment into the middle, unless it is in sight. */
		show(at: number): void {
			if (at < from || at > to) about(at, length);
		},
		handlers: {
			onWheel(event: WheelEvent) {
				if (event.ctrlKey) return;
				pan((length / 1_000) * (event.deltaX === 0 ? event.deltaY : event.deltaX));
			},
			onKeyDown({ key }: KeyboardEvent) {
				if (key === "+") zoom(0.5);
				else if (key === "-") zoom(2);
				else if (key === "0") setOwn(null);
			},
		},
	};
}
