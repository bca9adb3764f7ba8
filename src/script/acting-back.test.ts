import { afterEach, expect, it, vi } from "vitest";
import { historyOf, opened } from "#model/testkit/sample.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { askedBack, unlessBack } from "./acting-back.ts";
import { type PerformOptions, performer } from "./perform.ts";
import { openRecorder } from "./recorder.ts";
import { labOf } from "./testkit/sample.ts";

afterEach(() => askedBack.setState({ asks: null }));

/** A room that is asked for nothing but a pause. */
function page(cursor: RoomState["cursor"], by?: "script") {
	const send = vi.fn(async () => ({ ok: true as const }));
	const room = {
		getState: () => stateOf(historyOf([opened]), { cursor }),
		now: () => 9_000,
		send,
		notice: vi.fn(),
	} as unknown as RoomStore;
	const recorder = openRecorder();
	const signal = new AbortController().signal;
	const options = {
		room,
		lab: { getState: () => labOf({}) },
		recorder,
		signal: () => signal,
		delayChosen() {},
		...(by === undefined ? {} : { by }),
	};
	return { room, send, recorder, perform: performer(options as unknown as PerformOptions) };
}
const BACK = { at: "moment", seq: 1, time: 42_300 } as const;

it("does nothing for a person that looks back, and asks what is meant", async () => {
	const { room, send, recorder, perform } = page(BACK);
	expect(await perform({ do: "pause" })).toEqual({ ok: false, says: "0:42.3 is past: nothing was done." });
	expect(send).not.toHaveBeenCalled();
	expect(room.notice).not.toHaveBeenCalled();
	expect(recorder.getState().steps).toEqual([]);
	expect(askedBack.getState().asks).toEqual({ room, about: "act" });
});

it("does what is asked for live, and what a script that runs asks for at any time", async () => {
	for (const { perform, send, recorder } of [page({ at: "live" }), page(BACK, "script")]) {
		expect(await perform({ do: "pause" })).toEqual({ ok: true });
		expect(send).toHaveBeenCalledOnce();
		expect(recorder.getState().steps).toHaveLength(1);
	}
	expect(askedBack.getState().asks).toBeNull();
});

it("does not begin a script for a person that looks back", async () => {
	const play = vi.fn(async () => ({ ok: true as const }));
	const script = { load: play, next: play, play, playAtOnce: play };
	const { room } = page(BACK);
	expect(await unlessBack(room, { ...script }).play()).toMatchObject({ ok: false });
	expect(play).not.toHaveBeenCalled();
	expect(askedBack.getState().asks).toEqual({ room, about: "act" });
	expect(await unlessBack(page({ at: "live" }).room, { ...script }).next()).toEqual({ ok: true });
});
