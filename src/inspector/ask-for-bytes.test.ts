import { expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { LIMITS } from "#contract/limits.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import type { BytesGiven, PacketBytes, RoomState } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { askForBytes, sayNotHere } from "./ask-for-bytes.ts";

const KEPT: PacketBytes = { bytes: Uint8Array.of(0xc0, 0), whole: 2 };
const LOST = { link: { state: "lost", attempts: 1, says: null } } as const;

/** A room whose link is lost and comes back. */
function openRoom() {
	const store = createStore<RoomState>(() => stateOf(openHistory(EMPTY_WORLD)));
	let asked = 0;
	const askBytes = async () => {
		asked += 1;
		if (store.getState().link.state !== "live") return { ok: false as const, says: "The room is out of reach." };
		return { ok: true as const, bytes: new Map([["p1", KEPT]]) };
	};
	return { store, room: { askBytes, subscribe: store.subscribe, getState: store.getState }, asked: () => asked };
}

async function turns(): Promise<void> {
	for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}

test("bytes that could not be asked for are asked for again once the link is back, and not after that", async () => {
	const { store, room, asked } = openRoom();
	const told: string[] = [];
	store.setState(LOST);
	const stop = askForBytes(room, "p1", ({ state }) => told.push(state));
	await turns();
	expect(told).toEqual(["refused"]);
	for (const link of [{ link: { state: "live" } } as const, LOST, { link: { state: "live" } } as const]) {
		store.setState(link);
		await turns();
	}
	expect(told).toEqual(["refused", "here"]);
	expect(asked()).toBe(2);
	stop();
});

test("nothing is asked or told once nobody looks at the packet", async () => {
	const { store, room, asked } = openRoom();
	store.setState(LOST);
	askForBytes(room, "p1", () => expect.unreachable())();
	store.setState({ link: { state: "live" } });
	await turns();
	expect(asked()).toBe(1);
});

test("bytes that are gone are said to be gone, with the bound that the room has, wherever the room is looked at", () => {
	expect(sayNotHere({ state: "gone" })).toContain(`up to ${LIMITS.keptBytes / 1_048_576} MiB`);
	expect(sayNotHere({ state: "gone" })).not.toContain("host");
});

test("a refusal is told with its sentence, and that the bytes are asked for again only where they are", async () => {
	const { store, room } = openRoom();
	const says = async (ask: typeof room.askBytes | (() => Promise<BytesGiven>)) => {
		const told: string[] = [];
		askForBytes({ ...room, askBytes: ask }, "p1", (bytes) => told.push(bytes.state === "here" ? "here" : sayNotHere(bytes)));
		await turns();
		return told;
	};
	const slower = async (): Promise<BytesGiven> => ({ ok: false, says: "Too much was asked at once." });
	expect(await says(slower)).toEqual(["The host has not given the bytes of this packet. Too much was asked at once."]);
	store.setState(LOST);
	expect(await says(room.askBytes)).toEqual([
		"The host has not given the bytes of this packet. The room is out of reach. They are asked for again when the link is back.",
	]);
});
