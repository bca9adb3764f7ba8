import { createStore, type StoreApi } from "zustand/vanilla";
import { LIMITS } from "#contract/limits.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";

/** Ms after which a drawing counts as done even if the browser, whose page nobody sees, has asked for no frame. */
const UNSEEN_MS = 250;
/** Ms that the page rests after a drawing at the most. */
const REST_MS = 250;

/** When the page draws: calls back once the frame is drawn that shows what was just set; `tookMs`: how long that took. */
export type Frames = { drawn(call: (tookMs: number) => void): () => void; after(ms: number, call: () => void): () => void };

/**
 * A room as its views draw it. What happens after a quiet spell is drawn at once; what happens while that is being drawn is drawn together,
 * at most once a frame (and once in leastMs), and after a rest as long as the drawing took: however much happens, there is time for whoever presses a button.
 * All views draw the same moment of the room.
 */
export function openDrawn(room: RoomStore, frames: Frames, leastMs = 0): StoreApi<RoomState> & { close(): void } {
	const store = createStore<RoomState>(room.getState);
	let resting = false;
	let unset = () => {};
	const draw = () => {
		resting = true;
		unset = frames.drawn((tookMs) => {
			unset = frames.after(Math.max(leastMs - tookMs, Math.min(REST_MS, tookMs)), () => {
				resting = false;
				if (store.getState() !== room.getState()) draw();
			});
		});
		store.setState(room.getState(), true);
	};
	const stop = room.subscribe(() => {
		if (resting) return;
		// A whole world has been taken in: to draw it is work enough for a turn of its own.
		if (room.getState().live.seq - store.getState().live.seq <= LIMITS.stretchEvents) return draw();
		resting = true;
		unset = frames.after(0, draw);
	});
	return Object.assign(store, {
		close() {
			stop();
			unset();
		},
	});
}

/** The frames of a browser. */
export const PAGE_FRAMES: Frames = {
	drawn(call) {
		const began = performance.now();
		let after: ReturnType<typeof setTimeout> | undefined;
		const done = () => call(performance.now() - began);
		// A frame is styled, laid out and painted after its callbacks.
		const frame = requestAnimationFrame(() => {
			clearTimeout(unseen);
			after = setTimeout(done);
		});
		const unseen = setTimeout(() => {
			cancelAnimationFrame(frame);
			done();
		}, UNSEEN_MS);
		return () => {
			cancelAnimationFrame(frame);
			clearTimeout(unseen);
			clearTimeout(after);
		};
	},
	after(ms, call) {
		const timer = setTimeout(call, ms);
		return () => clearTimeout(timer);
	},
};
