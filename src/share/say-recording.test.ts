import { expect, test } from "vitest";
import type { RoomEvent } from "#contract/event.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { sayContents, saySaved } from "./say-recording.ts";

const packet = (seq: number) =>
	({
		type: "packet.entered",
		packet: `p${seq}`,
		connection: "c",
		direction: "up",
		delayMs: 1,
		bytes: 2,
		fields: { type: "PINGREQ" },
		seq,
		at: seq,
	}) as const;
const recording = { room: "k7q2", saved: "2026-11-29T02:10:00.000Z", now: 9, own: [], base: EMPTY_WORLD };

test("what a recording has in it is said before it is saved, and what it lacks afterwards", () => {
	expect(sayContents({ events: 1_234, since: 12_000 })).toBe("1,234 events since 0:12.0");
	expect(sayContents({ events: 1, since: 0 })).toBe("1 event since 0:00.0");
	const kept = { bytes: new Uint8Array(2), whole: 2 };
	const saved = (of: readonly RoomEvent[], had: readonly string[], untold: string | null = null) =>
		saySaved({ recording: { ...recording, events: of, bytes: new Map(had.map((one) => [one, kept])) }, untold });
	const events = [packet(1), packet(2)];
	expect(saved(events, ["p1"])).toBe("2 events since 0:00.0, and the bytes of 1 of its 2 packets: the host does not have the others.");
	expect(saved(events, ["p1", "p2"])).toBe("2 events since 0:00.0, and the bytes of all its 2 packets.");
	expect(saved(events, [])).toBe("2 events since 0:00.0, and the bytes of none of its 2 packets: the host does not have them.");
	expect(saved(events, ["p1"], "The room was left.")).toBe(
		"2 events since 0:00.0, and the bytes of 1 of its 2 packets: the host did not give the others (The room was left.)",
	);
	expect(saved([], [])).toBe("Nothing has happened in it.");
});
