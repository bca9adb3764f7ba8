import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { historyOf, opened } from "#model/testkit/sample.ts";
import { parseRecording } from "./read-recording.ts";
import { recordingText } from "./write-recording.ts";

type Json = {
	now: number;
	own: unknown[];
	base: Record<string, unknown>;
	events: Record<string, unknown>[];
	bytes: Record<string, unknown>;
};

const suback = { type: "SUBACK" as const, packetId: 1, returnCodes: [0] };
const history = historyOf([
	opened,
	{ type: "delay.changed", delayMs: 500 },
	{ type: "connection.opened", connection: "c1", origin: { kind: "guest", transport: "tcp" } },
	{ type: "packet.passed", packet: "p1", connection: "c1", direction: "down", bytes: 5, fields: suback },
]);
const text = recordingText({
	...{ room: "k7q2", saved: "2026-11-29T02:10:07.250+01:00", now: history.live.at, own: ["pub-1"] },
	...{ base: EMPTY_WORLD, events: history.after(0), bytes: new Map([["p1", { bytes: new Uint8Array(5), whole: 5 }]]) },
});

/** What is read of it once somebody has changed the file. */
function readAfter(change: (json: Json) => void) {
	const json = JSON.parse(text) as Json;
	change(json);
	return parseRecording(JSON.stringify(json));
}
const last = ({ events }: Json) => events.at(-1) as Record<string, unknown>;
const DAMAGED = { ok: false, says: "This recording is damaged, and cannot be opened." };
const TOO_LONG = { ok: false, says: "This recording is too long: a page keeps at most 150,000 events." };

describe("a file that somebody has forged", () => {
	it("opens as it was while nothing in it is changed", () => {
		expect(readAfter(() => {})).toMatchObject({ ok: true });
	});

	it("is called damaged, however much in it is wrong", () => {
		const list = (length: number, of: unknown) => Array.from({ length }, () => of);
		const says = [
			readAfter((json) => Object.assign(json, { events: list(LIMITS.historyEvents, null) })),
			readAfter((json) => Object.assign(last(json), { fields: { ...suback, returnCodes: list(300_000, "x") } })),
			readAfter((json) => Object.assign(json.base, { lost: list(300_000, null) })),
			readAfter((json) => Object.assign(json.base, { lost: list(LIMITS.recorded.list, {}) })),
			readAfter((json) => Object.assign(json, { own: list(300_000, 1) })),
			readAfter((json) => Object.assign(json, { bytes: Object.fromEntries(list(200_000, 0).map((one, n) => [`p${n}`, one])) })),
		];
		expect(says).toEqual(says.map(() => DAMAGED));
		const deep = text.replace('"base":', `"base":{"lost":${"[".repeat(100_000)}${"]".repeat(100_000)}},"was":`);
		expect(parseRecording(deep)).toEqual(DAMAGED);
	});

	it("is called damaged where it tells a list that is longer than any that a room tells", () => {
		expect(readAfter((json) => Object.assign(last(json), { fields: { ...suback, returnCodes: Array(201).fill(0) } }))).toEqual(DAMAGED);
	});

	it("is called damaged where its clocks or its numbers are wild", () => {
		const later = (ms: number) => (json: Json) => {
			for (const event of json.events) event.at = (event.at as number) + ms;
			json.now += ms;
		};
		const says = [
			readAfter(later(1e300)),
			readAfter(later(LIMITS.recorded.ms)),
			readAfter((json) => Object.assign(json, { now: 1e300 })),
			readAfter((json) => Object.assign(last(json), { at: 1e300 })),
			readAfter((json) => Object.assign(json.events[0] as object, { wall: 1e17 })),
			readAfter((json) => Object.assign(json.events[0] as object, { wall: -1e17 })),
			readAfter((json) => Object.assign(json.events[1] as object, { delayMs: 1e300 })),
			readAfter((json) => Object.assign(json.base, { delayMs: LIMITS.delayMs + 1 })),
			readAfter((json) => Object.assign(json.base, { wall: { at: 0, ms: 1e17 } })),
			readAfter((json) => Object.assign(last(json), { bytes: 9e15 })),
			readAfter((json) => Object.assign(json, { bytes: { p1: { base64: "AA==", whole: 9e15 } } })),
		];
		expect(says).toEqual(says.map(() => DAMAGED));
		expect(readAfter(later(LIMITS.recorded.ms / 2))).toMatchObject({ ok: true });
		expect(readAfter((json) => Object.assign(json.events[0] as object, { wall: Date.UTC(2126, 0) }))).toMatchObject({ ok: true });
	});

	it("is called too long for its number of values, and is not parsed for that: a text behind them that is not JSON is not found", () => {
		const before = text.slice(0, text.indexOf('"events":[') + 10);
		expect(parseRecording(`${before}${"{},".repeat(LIMITS.recorded.lists)} and no more`)).toEqual(TOO_LONG);
		expect(parseRecording(`${before}${"0,".repeat(LIMITS.recorded.values)} and no more`)).toEqual(TOO_LONG);
		expect(parseRecording("[".repeat(LIMITS.recorded.lists + 1))).toEqual({
			ok: false,
			says: "This file is not a recording of Slow Wire.",
		});
		// What is within quotes is a text, whatever characters it has.
		const says = `\\"${"{".repeat(LIMITS.recorded.lists)}`;
		expect(readAfter((json) => json.own.splice(0, 1, says))).toMatchObject({ ok: true, recording: { own: [says] } });
	});
});
