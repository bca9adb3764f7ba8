import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import type { RoomState } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { forkOf } from "#script/fork.ts";
import type { Playground } from "#script/playground.ts";
import { runFork } from "./run-fork.ts";

it("keeps the new room at live only until its steps are made, also where the host breaks off", async () => {
	const store = createStore<RoomState>(() => stateOf(openHistory(EMPTY_WORLD)));
	const sought: unknown[] = [];
	const lost = new Error("the host has gone");
	const room = {
		...store,
		seek: (to: unknown) => sought.push(to),
		send: () => {
			store.setState({ cursor: { at: "moment", seq: 0, time: 0 } });
			return Promise.reject(lost);
		},
		notice: () => {},
	};
	const playground = { room, lab: createStore(() => ({ clients: {} })), perform: () => expect.unreachable() } as unknown as Playground;
	const recording = { steps: [], cutOff: false, earlier: null, reloaded: [], byHand: false };
	const fork = forkOf(recording, store.getState(), { page: "p", clients: {} });
	await expect(runFork(playground, fork, Promise.resolve(true), () => {})).rejects.toBe(lost);
	expect(sought).toEqual(["live"]);
	store.setState({ cursor: { at: "moment", seq: 0, time: 1 } });
	expect(sought).toEqual(["live"]);
});
