import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { anatomyOf } from "#mqtt/anatomy.ts";
import { decode } from "#mqtt/decode.ts";
import type { Breach } from "#mqtt/malformed.ts";
import { Malformed } from "#mqtt/malformed.ts";
import { cellsOf } from "./cells.ts";
import { faultOf, sayUnread } from "./fault-of.ts";

const bytesOf = (hex: string) => Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (one) => Number.parseInt(one, 16));

/** How a packet is shown of which the room found this wrong, and kept the first bytes. */
function shown(
	bytes: Uint8Array,
	fault: { says: string; clause: string; offset?: number | undefined; breach?: Breach },
	kept = bytes.length,
) {
	const malformed = { hex: "", onward: "never" as const, ...fault };
	const length = { kept, whole: bytes.length };
	const first = bytes.subarray(0, kept);
	const anatomy = anatomyOf(first);
	const found = faultOf({ malformed }, anatomy, length);
	if (found === null) throw new Error("nothing is wrong");
	return {
		...found,
		breaks: cellsOf(first, anatomy, found).cells.filter(({ is }) => is === "breaks"),
		says: sayUnread({ malformed }, found.at, length),
	};
}

/** A PUBLISH whose long topic has a byte in it that is not UTF-8, behind the bytes that are kept of it. */
function illFormed(): { bytes: Uint8Array; fault: Malformed } {
	const topic = new Uint8Array(1_200).fill(0x61);
	topic[1_190] = 0xff;
	const bytes = Uint8Array.from([0x30, 0xb3, 0x09, 0x04, 0xb0, ...topic, 0x78]);
	try {
		decode(bytes);
	} catch (fault) {
		if (fault instanceof Malformed) return { bytes, fault };
	}
	throw new Error("it is sound");
}

describe("what breaks a packet that the room refused", () => {
	it("is the byte that the room found wrong, and is said to be behind the bytes that are kept where they end before it", () => {
		const { bytes, fault } = illFormed();
		const { message: says, clause, offset } = fault;
		expect(offset).toBe(1_195);
		const { keptMalformedBytes } = LIMITS;
		expect(shown(bytes, { says, clause, offset }, keptMalformedBytes)).toMatchObject({
			at: 1_195,
			field: { name: "topic" },
			breaks: [],
			says: "Byte 1195, which breaks the packet, is behind the first 1024 bytes: no more than these are kept.",
		});
		expect(shown(bytes, { says, clause, offset }, 16)).toMatchObject({ at: 1_195, breaks: [] });
		expect(shown(bytes, { says, clause }, 16)).toMatchObject({
			breaks: [],
			says: "What breaks the packet is behind the first 16 bytes: no more than these are kept.",
		});
	});

	it("is said to be missing where the packet ends before it", () => {
		const cut = bytesOf("8202000b");
		const fault = { says: "a SUBSCRIBE without a filter", clause: "MQTT-3.8.3-3", offset: 4 };
		expect(shown(cut, fault)).toMatchObject({ at: 4, breaks: [], says: "The packet ends after byte 3, where more should come." });
	});

	it("is the field that says it, or the type of the packet that comes at the wrong time, where the byte was not told", () => {
		const wildcard = { says: "a topic to publish to has no wildcards", clause: "MQTT-3.3.2-2" };
		expect(shown(bytesOf("3005000361" + "2f2b"), wildcard)).toMatchObject({ at: 4, field: { name: "topic" }, breaks: [{ at: 4 }] });
		const early = { says: "PUBLISH before CONNECT", clause: "MQTT-3.1.0-1", breach: "before-connect" as const };
		const { bytes } = illFormed();
		expect(shown(bytes, early, 16)).toMatchObject({ at: 0, field: { name: "type, flags" }, breaks: [{ at: 0 }] });
	});
});
