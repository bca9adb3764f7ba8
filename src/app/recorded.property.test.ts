import fc from "fast-check";
import { expect, it } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { openTeller } from "#drawn/told.ts";
import { someScript } from "#engine/testkit/scripts.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { subscribersOf } from "#model/fate-of.ts";
import { type History, openHistory } from "#model/history.ts";
import { openRecordedRoom } from "#recording/open-recorded-room.ts";
import { parseRecording } from "#recording/read-recording.ts";
import type { RoomRecording } from "#recording/recording.ts";
import { recordingText } from "#recording/write-recording.ts";
import { placeClients } from "#stage/sides.ts";
import { openTraffic } from "#traffic/open-traffic.ts";
import { playCareful } from "./testkit/careful-scripts.ts";
import { SURFACES } from "./testkit/hold.ts";
import { begun, holdsOfCareful, holdsOfRough, SCRIPTS_MS, SEED, scriptsOr } from "./testkit/random-runs.ts";

function recorded(history: History): RoomRecording {
	return {
		room: "k7q2",
		saved: "2026-11-29T02:10:00.000+01:00",
		now: history.live.at + 250,
		own: ["pub-1"],
		base: history.at(history.from) ?? history.live,
		events: history.after(history.from),
		bytes: new Map([["p1", { bytes: new Uint8Array([0xc0, 0, 255]), whole: 3 }]]),
	};
}

function read(text: string): RoomRecording {
	const found = parseRecording(text);
	if (!found.ok) throw new Error(found.says);
	return found.recording;
}

/** A run that was seen live, in batches, and the same run from its file, which need not begin with the room. */
function expectSame(events: readonly RoomEvent[], share: number): void {
	let live = openHistory(EMPTY_WORLD);
	for (let at = 0; at < events.length; at += 7) live = live.append(events.slice(at, at + 7));
	const seen = live.since(Math.floor(share * live.live.seq));
	const whole = recorded(seen);
	const found = read(recordingText(whole));
	expect(found).toEqual(whole);
	const { history } = openRecordedRoom(found).getState();
	expect([history.from, history.live.seq]).toEqual([seen.from, seen.live.seq]);
	for (let seq = seen.from; seq <= seen.live.seq; seq += 1) expect(history.at(seq)).toEqual(seen.at(seq));
	expect(openTeller()(history, history.from)).toEqual(openTeller()(seen, seen.from));
}

it(
	"a recording gives the same world and the same words at every seq as the run that it was made of, where clients are correct",
	async () => {
		await holdsOfCareful(expectSame);
	},
	SCRIPTS_MS,
);

it(
	"and where clients do what they like",
	async () => {
		await holdsOfRough(expectSame);
	},
	SCRIPTS_MS,
);

/** Every object and list in this JSON. */
function nodesOf(json: unknown): (Record<string, unknown> | unknown[])[] {
	if (typeof json !== "object" || json === null) return [];
	return [json as Record<string, unknown>, ...Object.values(json).flatMap(nodesOf)];
}

/** Changes one thing somewhere in it, in place. */
function damage(json: unknown, where: number, which: number, how: string, other: number): void {
	const nodes = nodesOf(json).filter((node) => Object.keys(node).length > 0);
	const node = nodes[where % nodes.length] as Record<string, unknown>;
	const keys = Object.keys(node);
	const key = keys[which % keys.length] as string;
	const values: Readonly<Record<string, unknown>> = {
		nothing: undefined,
		null: null,
		less: -1,
		much: 1e308,
		text: "__proto__",
		list: [],
		map: {},
		other: structuredClone(Object.values(nodes[other % nodes.length] as object)[0]),
	};
	if (how === "twice" && Array.isArray(node)) node.push(node[0]);
	else if (how === "renamed" && !Array.isArray(node)) {
		node[`${key}x`] = node[key];
		delete node[key];
	} else if (how === "nothing") delete node[key];
	else if (how === "alike") {
		const leaves = nodes
			.flatMap((one) => Object.values(one))
			.filter((leaf) => typeof leaf === typeof node[key] && typeof leaf !== "object");
		if (leaves.length > 0) node[key] = leaves[other % leaves.length];
	} else node[key] = values[how] ?? null;
}

/** All that the views read off a recording. */
function look(recording: RoomRecording): void {
	const { history } = openRecordedRoom(recording).getState();
	expect(openTeller()(history, history.from)).toHaveLength(recording.events.length);
	openTraffic()(history);
	for (const seq of [history.from, Math.floor((history.from + history.live.seq) / 2), history.live.seq]) {
		const world = history.at(seq);
		if (world === null) throw new Error("every world is kept");
		placeClients({}, world);
		SURFACES.ledger(world, subscribersOf(world));
	}
}

const HOW = ["alike", "alike", "alike", "nothing", "null", "less", "much", "text", "list", "map", "other", "twice", "renamed"];
const change = fc.record({ where: fc.nat(), which: fc.nat(), how: fc.constantFrom(...HOW), other: fc.nat() });

it(
	"a damaged or forged recording is refused with a sentence, or is one that every view can draw",
	async () => {
		let refused = 0;
		let opened = 0;
		await fc.assert(
			fc.asyncProperty(
				someScript(),
				begun,
				fc.array(fc.array(change, { minLength: 1, maxLength: 3 }), { minLength: 20, maxLength: 20 }),
				async (script, share, all) => {
					const history = openHistory(EMPTY_WORLD).append((await playCareful(script, true)).slice(0, 120));
					const text = recordingText(recorded(history.since(Math.floor(share * history.live.seq))));
					for (const changes of all) {
						const json: unknown = JSON.parse(text);
						for (const { where, which, how, other } of changes) damage(json, where, which, how, other);
						const found = parseRecording(JSON.stringify(json));
						if (!found.ok) {
							refused += 1;
							expect(found.says).toMatch(/^(This|Recorded).*\.$/);
						} else {
							opened += 1;
							look(found.recording);
						}
					}
				},
			),
			{ numRuns: scriptsOr(60), ...SEED },
		);
		// Chance decides how many there are of each: neither may be all.
		expect([refused > 30, opened > 30]).toEqual([true, true]);
	},
	SCRIPTS_MS,
);
