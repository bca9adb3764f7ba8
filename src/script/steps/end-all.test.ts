import { describe, expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import type { LabState, LabStore } from "#lab/lab.ts";
import type { Outcome } from "#lab/setup.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import type { World } from "#model/world.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { labOf } from "#script/testkit/sample.ts";
import { clear } from "./clear.ts";
import { restart } from "./restart.ts";
import { settings } from "./settings.ts";
import type { Hands } from "./verb.ts";

/** A room that answers every command with yes, and is told as a whole: no event leads from one world to the next. */
function wholeRoom() {
	const room = createStore<RoomState>(() => stateOf(openHistory({ ...EMPTY_WORLD, seq: 9 })));
	const lab = createStore<LabState>(() => labOf({ "sub-1": true }));
	const left = new AbortController();
	const hands: Hands = {
		room: Object.assign(room, { send: async () => ({ ok: true }) }) as unknown as RoomStore,
		lab: lab as unknown as LabStore,
		signal: left.signal,
		delayChosen() {},
	};
	return {
		hands,
		leave: (why: string) => left.abort(why),
		becomes: (world: Partial<World>) => room.setState(stateOf(openHistory({ ...EMPTY_WORLD, seq: 5_000, ...world }))),
		plugged: (...clients: string[]) => lab.setState(labOf(Object.fromEntries(clients.map((clientId) => [clientId, true])))),
	};
}

const STEPS = [
	["clear", (hands: Hands) => clear.perform({ do: "clear" }, hands), { clearedSeq: 4_000 }],
	["restart", (hands: Hands) => restart.perform({ do: "restart" }, hands), { restarts: 1 }],
	["another broker", (hands: Hands) => settings.perform({ do: "settings", settings: { broker: "aedes" } }, hands), { restarts: 1 }],
] as const;

describe.each(STEPS)("a step that ends every connection: %s", (_, perform, after) => {
	async function made() {
		const room = wholeRoom();
		let outcome: Outcome | null = null;
		const done = Promise.resolve(perform(room.hands)).then((came) => {
			outcome = came;
		});
		await Promise.resolve();
		return { ...room, done, outcome: () => outcome };
	}

	it("is through by the room's state, also when the page never hears of the event", async () => {
		const { becomes, plugged, done, outcome } = await made();
		becomes(after);
		plugged();
		await done;
		expect(outcome()).toEqual({ ok: true });
	});

	it("does not wait for a client that has connected since", async () => {
		const { becomes, plugged, done, outcome } = await made();
		plugged();
		plugged("sub-1", "pub-1");
		becomes(after);
		await done;
		expect(outcome()).toEqual({ ok: true });
	});

	it("is given up, with the reason, when the life of the room ends", async () => {
		const { leave, done, outcome } = await made();
		leave("The room began again before this was finished.");
		await done;
		expect(outcome()).toEqual({ ok: false, says: "The room began again before this was finished." });
	});
});
