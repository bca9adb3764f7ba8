import type { StoreApi } from "zustand";
import type { ClassFrame, HelloFrame } from "#contract/class.ts";
import type { BeatFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import { takeClass } from "./class-seen.ts";
import type { PageTime } from "./host-line.ts";
import type { RoomState } from "./room-state.ts";

export type ClassEndOptions = {
	readonly time: PageTime;
	/** What this page wants to be if a class is led in this room: asked each time that its line opens. Default: it does not say. */
	readonly hello?: () => HelloFrame["hello"] | null;
	/** How many messages the clients of this page have received, by client id: told with every beat of a page that has a seat, and soon after each. */
	readonly received?: { all(): Readonly<Record<string, number>>; follow(call: () => void): () => void };
};

/** The page's end of a class. A page that has a seat says a word every LIMITS.seatBeatMs, whatever else it says: the host tells from it that somebody is there. */
export function openClassEnd(
	{ time, hello, received }: ClassEndOptions,
	store: StoreApi<RoomState>,
	line: { send(text: string): void; beat(): void },
) {
	let unset: (() => void) | null = null;
	let unsetSoon: (() => void) | null = null;
	const hasSeat = () => store.getState().class?.you.role === "seat";
	const rest = () => {
		unset?.();
		unset = null;
		unsetSoon?.();
		unsetSoon = null;
	};
	const go = () => {
		unset = time.after(LIMITS.seatBeatMs, () => {
			line.beat();
			go();
		});
	};
	const stop = received?.follow(() => {
		if (unset === null) return;
		unsetSoon ??= time.after(LIMITS.receivedMs, () => {
			unsetSoon = null;
			line.beat();
		});
	});
	return {
		take(frame: ClassFrame): void {
			store.setState((state) => ({ class: takeClass(state.class, frame) }));
			if (unset === null && hasSeat()) go();
		},
		/** What the line says by itself: first of all, and to ask the host for a word. now: the page's clock, in ms. */
		speech: {
			opened(): void {
				const wish = hello?.() ?? null;
				if (wish !== null) line.send(JSON.stringify({ hello: wish } satisfies HelloFrame));
			},
			beat: (now: number) =>
				JSON.stringify({ beat: Math.floor(now), received: hasSeat() ? received?.all() : undefined } satisfies BeatFrame),
		},
		/** The line is down: nobody hears it. */
		rest,
		close(): void {
			rest();
			stop?.();
		},
	};
}
