import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { historyOf, opened } from "#model/testkit/sample.ts";
import { gunzip, gzip } from "./gzip.ts";
import { parseRecording, readRecording } from "./read-recording.ts";
import { fileNameOf, type RoomRecording } from "./recording.ts";
import { recordingFile, recordingText } from "./write-recording.ts";

const history = historyOf([opened, ...Array.from({ length: 5 }, () => ({ type: "clock.paused" }) as const)]);
const recording: RoomRecording = {
	room: "k7q2",
	saved: "2026-11-29T02:10:07.250+01:00",
	now: history.live.at,
	own: ["pub-1"],
	base: EMPTY_WORLD,
	events: history.after(0),
	bytes: new Map([["p1", { bytes: new Uint8Array([0, 128, 255]), whole: 9 }]]),
};
const text = recordingText(recording);
const changed = (change: (json: Record<string, unknown>) => void) => {
	const json = JSON.parse(text) as Record<string, unknown>;
	change(json);
	return JSON.stringify(json);
};
const DAMAGED = { ok: false, says: "This recording is damaged, and cannot be opened." };
const NOT_ONE = { ok: false, says: "This file is not a recording of Slow Wire." };

describe("a file with a recording", () => {
	it("is packed, named after its room and the time on the wall, and reads as it was written, packed or not", async () => {
		const { name, content } = await recordingFile(recording);
		expect(name).toBe("slow-wire-K7Q2-2026-11-29-0210.slowwire");
		expect(fileNameOf(recording, false)).toBe("slow-wire-K7Q2-2026-11-29-0210.slowwire.json");
		expect(await readRecording(content)).toEqual({ ok: true, recording });
		expect(await readRecording(new Blob([text]))).toEqual({ ok: true, recording });
	});

	it("is refused with a sentence when it can no longer be read, whether that shows at its beginning or later", async () => {
		const gone = async () => {
			throw new DOMException("gone", "NotReadableError");
		};
		const says = "This file could not be read. Has it been moved since?";
		const later = Object.assign(new Blob([text]), { text: gone });
		const atOnce = Object.assign(new Blob([text]), { slice: () => Object.assign(new Blob(), { arrayBuffer: gone }) });
		for (const file of [later, atOnce]) expect(await readRecording(file)).toEqual({ ok: false, says });
	});

	it("is refused with a sentence when it is something else", async () => {
		for (const other of ["", "title: a lesson", "[]", "null", '{"format":"another"}', '{"format":"slow-wire recording"}'])
			expect(parseRecording(other).ok).toBe(false);
		expect(parseRecording("title: a lesson")).toEqual(NOT_ONE);
		expect(parseRecording('{"format":"another"}')).toEqual(NOT_ONE);
		expect(await readRecording(new Blob([new Uint8Array([0x1f, 0x8b, 1, 2, 3])]))).toEqual(DAMAGED);
		expect(await readRecording(new Blob([new Uint8Array([0xff, 0xfe, 0xfd])]))).toEqual(NOT_ONE);
	});

	it("is refused with a sentence when a newer version wrote it, whatever else is in it", () => {
		const says = "Recorded by a newer Slow Wire (format 3). This one reads 1.";
		expect(parseRecording(changed((json) => Object.assign(json, { version: 3, events: "in another form" })))).toEqual({ ok: false, says });
	});

	it("is refused as damaged when it is cut, leaves an event out, goes back in time, or ends before its last event", async () => {
		const packed = gzipSync(text);
		expect(await readRecording(new Blob([packed.subarray(0, packed.length - 9)]))).toEqual(DAMAGED);
		expect(await readRecording(new Blob([packed.fill(0x55, 40, 60)]))).toEqual(DAMAGED);
		expect(parseRecording(text.slice(0, -200))).toEqual(DAMAGED);
		expect(parseRecording(changed((json) => (json.events as unknown[]).splice(2, 1)))).toEqual(DAMAGED);
		expect(parseRecording(changed((json) => Object.assign((json.events as object[])[3] as object, { at: 0 })))).toEqual(DAMAGED);
		expect(parseRecording(changed((json) => Object.assign(json, { now: 1 })))).toEqual(DAMAGED);
		expect(parseRecording(changed((json) => Object.assign(json, { saved: "yesterday" })))).toEqual(DAMAGED);
		expect(parseRecording(changed((json) => Object.assign(json, { version: 0 })))).toEqual(DAMAGED);
	});

	it("has packets without bytes where their bytes make no sense", () => {
		const bytes = { p1: { base64: "*", whole: 3 }, p2: { base64: "AAAA", whole: 2 }, p3: { base64: "AAAA", whole: 3 } };
		const read = parseRecording(changed((json) => Object.assign(json, { bytes })));
		expect(read.ok && [...read.recording.bytes.keys()]).toEqual(["p3"]);
	});

	it("is refused with a sentence when it is too large or too long, and is never unpacked to its end for that", async () => {
		const large = { size: LIMITS.recordingBytes + 1 } as Blob;
		expect(await readRecording(large)).toMatchObject({ ok: false, says: expect.stringMatching(/^This file is too large: .* 64 MB\.$/) });
		expect(await gunzip(await gzip("a".repeat(100_000)), 99_999)).toBe("too-large");
		expect(await gunzip(await gzip("a".repeat(100_000)), 100_000)).toBe("a".repeat(100_000));
		const many = changed((json) => Object.assign(json, { events: Array.from({ length: LIMITS.historyEvents + 1 }, () => 0) }));
		expect(parseRecording(many)).toEqual({ ok: false, says: "This recording is too long: a page keeps at most 150,000 events." });
	});
});
