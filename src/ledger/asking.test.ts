import { beforeEach, expect, test } from "vitest";
import { createStore } from "zustand/vanilla";
import { openHistory } from "#model/history.ts";
import { accepted, namedOf } from "#model/testkit/sample.ts";
import type { Message, World } from "#model/world.ts";
import type { RoomState } from "#room/room-state.ts";
import { stateOf } from "#room/testkit/state.ts";
import { openRecorder } from "#script/recorder.ts";
import type { ScriptedStep } from "#script/step.ts";
import { CONNECTED, client, labOf, OFFLINE, worldOf } from "#script/testkit/sample.ts";
import type { Trial, Trials } from "#trial/open-trials.ts";
import { type Asking, ask, type Here } from "./asking.ts";

const m1: Message = {
	...namedOf("m1"),
	publisher: "pub-1",
	topic: "t",
	payload: "1",
	payloadBytes: 1,
	qos: 0,
	retain: false,
	at: 100,
	phase: "accepted",
	publications: 1,
	decided: 1,
};
const SUBSCRIBE: ScriptedStep = { do: "subscribe", client: "sub-1", filter: "t", qos: 0 };
const PUBLISH: ScriptedStep = { do: "publish", client: "pub-1", topic: "t", payload: "1", qos: 0, retain: false, times: 1 };
/** Questions put to the hidden rooms, settled by hand. */
let runs: ((trial: Trial) => void)[];
const trials: Pick<Trials, "run"> = { run: () => new Promise((settle) => runs.push(settle)) };
const FULL: Trial = { ok: false, says: "The host is full." };

function worldWith(message: Message, more: Partial<World> = {}): World {
	return { ...worldOf(client("sub-1", OFFLINE), client("pub-1", CONNECTED)), messages: { m1: message }, ...more };
}

function open(...steps: readonly ScriptedStep[]) {
	const world = worldWith(m1);
	const room = createStore<RoomState>(() => stateOf(openHistory(world)));
	const recorder = openRecorder();
	const cards = labOf({});
	for (const step of steps) recorder.performed(step, cards, world);
	return { room, recorder, lab: { getState: () => cards } } satisfies Here;
}

const askHere = (here: Here) => ask(here, trials, "m1", "sub-1");
const says = (asking: Asking) => {
	const now = asking.getState();
	return now.state === "answered" && now.answer.kind === "none" ? now.answer.says : now.state;
};
async function turns(): Promise<void> {
	for (let turn = 0; turn < 8; turn += 1) await Promise.resolve();
}
beforeEach(() => {
	runs = [];
});

test("asks once for the same message, subscriber and recording", () => {
	const here = open(SUBSCRIBE, PUBLISH);
	expect(askHere(here)).toBe(askHere(here));
	expect(runs).toHaveLength(1);
	here.recorder.performed({ do: "disconnect", client: "sub-1" }, here.lab.getState(), here.room.getState().live);
	askHere(here);
	expect(runs).toHaveLength(2);
});

test("shows no answer of another room, although nothing was recorded in either", async () => {
	const [one, other] = [open(), open()];
	const guest = client("pub-1", CONNECTED, { origin: { kind: "guest", transport: "tcp" } });
	other.room.setState(stateOf(openHistory(worldWith(m1, { clients: { ...worldWith(m1).clients, "pub-1": guest } }))));
	const first = askHere(one);
	await turns();
	const second = askHere(other);
	await turns();
	expect(says(first)).toContain("This page came when");
	expect(says(second)).toContain("pub-1 is a guest");
});

test("shows no answer from before the room was cleared, where m1 was another message", () => {
	const here = open();
	const before = askHere(here);
	const clearedAndSent = (at: number) =>
		stateOf(
			openHistory({ ...worldWith(m1), seq: 4 }).append([
				{ type: "room.cleared", seq: 5, at: 100 },
				{ ...accepted("m1", "pub-1", 0), seq: 6, at },
			]),
		);
	here.room.setState(clearedAndSent(m1.at));
	expect(here.room.getState().live.messages.m1?.at).toBe(m1.at);
	expect(askHere(here)).not.toBe(before);
	const again = askHere(here);
	here.room.setState(clearedAndSent(900));
	expect(askHere(here)).not.toBe(again);
});

test("asks anew after what did not run, and after what was given up", async () => {
	const here = open(SUBSCRIBE, PUBLISH);
	const full = askHere(here);
	runs[0]?.(FULL);
	await turns();
	expect(says(full)).toBe("It could not be run again as it was. The host is full.");
	const next = askHere(here);
	expect(next).not.toBe(full);
	next.giveUp();
	expect(says(next)).toBe("given-up");
	expect(askHere(here)).not.toBe(next);
});
