import { createStore, type StoreApi } from "zustand/vanilla";
import type { RoomState, RoomStore } from "#room/room-state.ts";

/** Ms after which a drawing counts as done even if the browser, whose page nobody sees, has asked for no frame. */
const UNSEEN_MS = 250;
/** Ms that the page rests after a drawing at the most. */
const REST_MS = 250;
/** Events, ahead or back, past which a change is a whole world that has been taken in: when the page comes, comes back, or finds another life of the room. */
const LEAP_EVENTS = 256;

/** When the page draws: calls back once the frame is drawn that shows what is set now; `tookMs`: how long that took, with the wait for the frame. */
export type Frames = { drawn(call: (tookMs: number) => void): () => void; after(ms: number, call: () => void): () => void };

/**
 * A room as its views draw it. What happens after a quiet spell is drawn at once; what happens while that is being drawn is drawn together,
 * at most once in leastMs, and after a rest as long as the drawing took: however much happens, there is time for a person who presses a button.
 * That counts the wait for the frame, so that even a small drawing is made in every second frame at most: counted without that wait,
 * nothing moved more smoothly in a rush, and the page was later for everything else.
 * All views that read the same of these draw the same moment of the room.
 */
export function openDrawn(room: RoomStore, frames: Frames, leastMs = 0): StoreApi<RoomState> & { close(): void } {
	const store = createStore<RoomState>(room.getState);
	let resting = false;
	let moving = false;
	let unset = () => {};
	const draw = () => {
		resting = true;
		moving = false;
		unset = frames.drawn((tookMs) => {
			unset = frames.after(Math.max(leastMs - tookMs, Math.min(REST_MS, tookMs)), () => {
				resting = false;
				if (store.getState() !== room.getState()) draw();
			});
		});
		store.setState(room.getState(), true);
	};
	const stop = room.subscribe((now, before) => {
		// Whoever selects something sees it at once, in all views together.
		if (now.selection !== before.selection) {
			unset();
			return draw();
		}
		// Whoever moves the cursor sees it move with the next frame, on rail and tape; all other views follow together, with the frame after that.
		if (now.cursor !== before.cursor) {
			if (moving) return;
			unset();
			[resting, moving] = [true, true];
			unset = frames.drawn(draw);
			return;
		}
		if (resting) return;
		// To draw a whole world is work enough for a turn of its own.
		if (Math.abs(room.getState().live.seq - store.getState().live.seq) <= LEAP_EVENTS) return draw();
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
