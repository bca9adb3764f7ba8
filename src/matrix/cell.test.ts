import { describe, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { type Combination, combinationsOf, FILTERS, keyOf } from "#trial/combination.ts";
import { combination, delivered, measuredCell, position } from "#trial/testkit/measured.ts";
import { csvOf } from "./csv.ts";
import { moveFrom, placeOf } from "./move.ts";
import { changesOf, neighboursOf } from "./one-change.ts";
import { headlineOf, sayCell, sayPacket, sayStation } from "./say-cell.ts";

describe("the table for a spreadsheet", () => {
	it("has one row for each combination, with a header, and as many fields in each", () => {
		const rows = combinationsOf(FILTERS[0]).map((one) => ({ combination: one, measured: null, reference: null }));
		const lines = csvOf(rows, FIRST_SETTINGS).trimEnd().split("\r\n");
		expect(lines).toHaveLength(37);
		// The article's word for a retained message contains a comma, so the word stands in quotes.
		const fields = lines.map((line) => line.replaceAll(/"[^"]*"/g, "").split(",").length);
		expect(new Set(fields)).toEqual(new Set([21]));
	});

	it("says what came in each position, at which QoS, with which RETAIN bit, and what it differs from", () => {
		const measured = measuredCell({
			of: { retain: true },
			away: position("queued", { why: "Offline, session kept, QoS 1" }),
			back: delivered(1),
		});
		const reference = measuredCell({ of: { retain: true }, away: position("queued"), back: delivered(2) });
		const [, row] = csvOf([{ combination: measured.combination, measured, reference }], FIRST_SETTINGS).split("\r\n");
		expect(row).toBe(
			'Mosquitto 2.0,greenhouse/temp,true,false,1,1,queued,"Offline, session kept, QoS 1",delivered,,1,0,nothing,,,,1,,"back: delivered at QoS 1, RETAIN 0 instead of delivered at QoS 2, RETAIN 0",all messages,agrees',
		);
	});
});

describe("the arrow keys", () => {
	const first = combinationsOf(FILTERS[0])[0] as Combination;

	it("cross from block to block, and stop at the edges", () => {
		const three = ["ArrowRight", "ArrowRight", "ArrowRight"].reduce((at, key) => moveFrom(at, key) ?? at, first);
		expect(three).toMatchObject({ cleanSession: false, subscribeQos: 0, publishQos: 0, retain: false });
		const down = ["PageDown", "End"].reduce((at, key) => moveFrom(at, key) ?? at, first);
		expect(placeOf(down)).toEqual({ row: 5, column: 5 });
		expect(moveFrom(down, "ArrowDown")).toEqual(down);
		expect(moveFrom(first, "Enter")).toBeNull();
	});

	it("reach every cell once", () => {
		expect(new Set(combinationsOf(FILTERS[1]).map((one) => JSON.stringify(placeOf(one)))).size).toBe(36);
	});
});

describe("one change away", () => {
	it("are six cells, each other in one switch", () => {
		const near = neighboursOf(combination({ subscribeQos: 0 }));
		expect(near.map(({ says }) => says)).toEqual([
			"Subscribe sub-1 at QoS 1",
			"Subscribe sub-1 at QoS 2",
			"Publish at QoS 0",
			"Publish at QoS 2",
			"Publish with RETAIN",
			"Connect sub-1 with clean_session = true",
		]);
		expect(new Set(near.map((one) => keyOf(one.combination))).size).toBe(6);
	});

	it("shows those that were measured to come out otherwise, and of two alike the nearer QoS", () => {
		const here = measuredCell({ of: { subscribeQos: 0 }, away: position("dropped", { reason: "subscription-qos-0" }) });
		const queues = (one: Combination) => !one.cleanSession && one.subscribeQos > 0;
		const at = (one: Combination) =>
			queues(one) ? measuredCell({ of: one, away: position("queued"), back: delivered(1) }) : { ...here, combination: one };
		expect(changesOf(here, at).map(({ says }) => says)).toEqual(["Subscribe sub-1 at QoS 1"]);
		expect(changesOf(here, () => null)).toEqual([]);
	});
});

describe("the words of a cell", () => {
	it("have a headline for what happened", () => {
		const drop = position("dropped", { reason: "subscription-qos-0" });
		const gone = position("dropped", { reason: "no-session" });
		const kept = position("queued");
		const copy = delivered(0, true);
		expect(headlineOf(measuredCell({ away: drop, again: copy }))).toBe("Not kept for it, but found in the retained store");
		expect(headlineOf(measuredCell({ away: drop }))).toBe("The session was kept, the message was not");
		expect(headlineOf(measuredCell({ away: gone }))).toBe("No session, no message");
		expect(headlineOf(measuredCell({ away: gone, again: copy }))).toBe("No session was kept, but the retained copy was found");
		expect(headlineOf(measuredCell({ away: kept, back: delivered(1) }))).toBe("Kept while away, delivered on reconnect");
		expect(headlineOf(measuredCell({ away: kept, back: delivered(1), again: copy }))).toMatch(/^It came twice/);
		expect(headlineOf(measuredCell({ away: position("dropped", { reason: "refused" }) }))).toMatch(/^Refused/);
		const broken = delivered(2, true, { ended: "no such packet" });
		expect(headlineOf(measuredCell({ away: position("unseen"), back: delivered(2, true), again: broken }))).toMatch(
			/connection ended over it$/,
		);
	});

	it("name the lower QoS, and the retained message that stays", () => {
		const of = { retain: true, subscribeQos: 0, publishQos: 1 } as const;
		const cell = measuredCell({
			of,
			away: position("dropped", { reason: "subscription-qos-0", why: "Subscribed at QoS 0, so not queued" }),
		});
		expect(sayStation("away", cell)).toEqual({
			reason: "Subscribed at QoS 0, so not queued.",
			says: "The lower of 1 and 0 is 0, so m1 is not queued. The broker still keeps m1 as the retained message of its topic.",
		});
		expect(sayStation("back", cell).says).toBe(
			"The session is found. Nothing is sent from it. The retained copy is sent only after a SUBSCRIBE.",
		);
	});

	it("are the name of its button, position by position", () => {
		const cell = measuredCell({ of: { retain: true }, away: position("queued"), back: delivered(1) });
		expect(sayCell(cell.combination, cell, "done")).toBe(
			"retain on, clean_session = false, subscribe QoS 1, publish QoS 1: away queued; back delivered at QoS 1, RETAIN 0; again nothing sent",
		);
		expect(sayCell(cell.combination, null, "todo")).toMatch(/: not run yet$/);
	});

	it("have the bits of a packet", () => {
		const publish = {
			type: "PUBLISH",
			topic: "t",
			payload: "1",
			payloadBytes: 1,
			message: "m1",
			kind: "plain",
			ordinal: 1,
			attempt: 1,
		} as const;
		expect(sayPacket({ ...publish, qos: 1, retain: true, dup: true, packetId: 4 })).toBe("PUBLISH q1 retain=1 dup=1 #4");
		expect(sayPacket({ type: "SUBACK", packetId: 2, returnCodes: [0x80] })).toBe("SUBACK refused #2");
		expect(sayPacket({ type: "CONNACK", sessionPresent: true, returnCode: 0 })).toBe("CONNACK session present = 1");
		expect(sayPacket({ type: "CONNACK", returnCode: 0 })).toBe("CONNACK"); // of MQTT 3.1, which has no such flag
	});
});
