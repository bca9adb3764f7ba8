import { expect, test } from "vitest";
import type { ExchangeHop, ExchangeRow } from "#traffic/exchange.ts";
import type { ExchangedPacket } from "#traffic/hop-packets.ts";
import { sayBrokerHolds, sayPublisherHolds, saySubscriberHolds } from "./say-holders.ts";
import { sayHop, sayHopStand, sayNever, sayOnce, sayOnWire, sayRow, sayRowInFull, sayRowStand } from "./say-hop.ts";
import { sayPublisherCut, saySubscriberCut } from "./say-if-cut.ts";

const told = { message: "m2", publisher: "pub-1", subscriber: "sub-1", copies: 1 };
const again = { does: "again", attempt: 3, packetId: 12, onWire: true, another: true, known: false, refused: false, taken: 2 } as const;

const counted = (copies: number) => ({ copies, most: copies, also: [] }) as const;

function packet(type: "PUBLISH" | "PUBACK" | "PUBREL", attempt: number, stand: "arrived" | "lost"): ExchangeRow {
	const publish = {
		topic: "t",
		payload: "1",
		payloadBytes: 1,
		qos: 1,
		retain: false,
		kind: "plain",
		ordinal: 2,
		dup: attempt > 1,
		attempt,
	} as const;
	const sent: ExchangedPacket = {
		...{ number: 1, packet: "p1", connection: "c1", clientId: "pub-1", direction: "up", bytes: 9, malformed: null, delayMs: 0 },
		fields: type === "PUBLISH" ? { type, ...publish, message: "m2", packetId: 12 } : { type, message: "m2", packetId: 12 },
		left: { seq: 1, at: 20_000 },
		end: stand === "lost" ? { seq: 2, at: 28_000, how: "lost", reason: "cut" } : { seq: 2, at: 24_000, how: "arrived", stepped: false },
		answers: null,
		answeredBy: null,
	};
	return { is: "packet", packet: sent, stand };
}
const missing = (copy: number | null, wrong = false): ExchangeRow => ({
	...{ is: "missing", type: "PUBLISH", packetId: null, again: false },
	copy,
	wrong,
	never: null,
});
const hop = (more: Partial<ExchangeHop>): ExchangeHop => ({
	...{ clientId: "pub-1", sends: "up", qos: 1, done: 0, open: true, earlier: 0, rows: [] },
	...more,
});

test("a row says the packet, and what became of it", () => {
	const row = packet("PUBLISH", 2, "lost");
	expect([sayRow(row), sayRowStand(row, false)]).toEqual(["PUBLISH #12 DUP", "lost at 0:28.0"]);
	expect(sayRowInFull(row, false)).toBe("PUBLISH #12 DUP, sent for the 2nd time, lost at 0:28.0: the cable was cut");
	expect(sayRowInFull(packet("PUBACK", 1, "arrived"), false)).toBe("PUBACK #12, arrived at 0:24.0");
	expect([sayRowStand(missing(null), false), sayRowStand(missing(2), true)]).toEqual(["to come", "copy 2, if it comes"]);
	expect(sayRowStand(missing(null, true), false)).toBe("missing");
	expect([sayOnWire(0.56, 2_000), sayOnWire(0, 0)]).toEqual(["1.1 of 2.0 s", "on the wire"]);
});

test("what does not come says why, and counts as given up", () => {
	const never = (type: "PUBREL" | "PUBCOMP", why: "clean-session" | "discarded" | "silent"): ExchangeRow =>
		({ ...missing(null), type, packetId: 12, never: why }) as ExchangeRow;
	const given = hop({
		open: false,
		qos: 2,
		rows: [packet("PUBLISH", 1, "arrived"), never("PUBREL", "clean-session"), never("PUBCOMP", "clean-session")],
	});
	expect(sayHopStand(given)).toBe("QoS 2, given up");
	expect(sayNever(given)).toBe(
		"PUBREL #12 and PUBCOMP #12 will not come: the clean session of pub-1 ended with its connection, and nobody goes on.",
	);
	const one = (why: "discarded" | "silent", sends: "up" | "down") => sayNever(hop({ sends, rows: [never("PUBCOMP", why)] }));
	expect(one("discarded", "up")).toBe("PUBCOMP #12 will not come: pub-1 has thrown its copy away.");
	expect(one("discarded", "down")).toBe("PUBCOMP #12 will not come: the session of pub-1 has been thrown away.");
	expect(one("silent", "up")).toBe("PUBCOMP #12 does not come while the wire of pub-1 is silent: nothing passes it.");
	expect(sayNever(hop({ rows: [missing(null)] }))).toBeNull();
	expect([sayRowStand(never("PUBCOMP", "discarded"), false), sayRowStand(never("PUBCOMP", "silent"), false)]).toEqual([
		"will not come",
		"not while silent",
	]);
});

test("a hop says how far its exchange is", () => {
	expect(sayHop(hop({ sends: "down", clientId: "sub-1" }))).toBe("broker to sub-1");
	expect(sayHopStand(hop({}))).toBe("QoS 1, not done");
	expect(sayHopStand(hop({ done: 1, open: false, rows: [missing(2)] }))).toBe("QoS 1, copy 1 done");
	expect(sayHopStand(hop({ done: 1, open: false }))).toBe("QoS 1, done");
	expect(sayHopStand(hop({ done: 2, open: false }))).toBe("QoS 1, 2 copies done");
	expect(sayHopStand(hop({ qos: 0, open: false, rows: [packet("PUBLISH", 1, "lost")] }))).toBe("QoS 0, given up");
});

test("QoS 2 says why only one copy comes of it", () => {
	const at2 = hop({ qos: 2, rows: [packet("PUBLISH", 1, "arrived")] });
	expect(sayOnce(at2, "m2", true)).toBe("m2 held back? No: the broker passes it on, remembers #12 until PUBREL, and takes it once.");
	// No PUBREL has come: the id went with the session.
	expect(sayOnce(at2, "m2", false)).toBeNull();
	const released = hop({ qos: 2, rows: [packet("PUBLISH", 1, "arrived"), packet("PUBREL", 1, "arrived")] });
	expect(sayOnce({ ...released, rows: [...at2.rows, packet("PUBREL", 1, "lost")] }, "m2", false)).toBeNull();
	expect(sayOnce(released, "m2", false)).toBe("m2 was taken once: the broker remembered #12 until PUBREL.");
	expect([sayOnce({ ...at2, qos: 1 }, "m2", true), sayOnce({ ...at2, rows: [] }, "m2", true)]).toEqual([null, null]);
});

test("what will not be taken, and what may not arrive, is not promised", () => {
	expect(sayPublisherCut({ ...again, another: false, refused: true, taken: 0 }, told)).toContain("The broker does not take it.");
	expect(sayPublisherCut({ does: "refused-it", taken: 0 }, told)).toMatch(/^The broker has refused m2\./);
	const room = { does: "own-again", copies: 0, most: 1, also: ["own-if-room"] } as const;
	expect(saySubscriberCut(room, { ...told, copies: 0 })).toBe(
		"sub-1 sends m2 to the broker again once it is back, and gets it then, if the queue has room: more is under way than fits.",
	);
	expect(saySubscriberCut({ does: "waits", copies: 1, most: 3, also: ["own-if-room", "ends-again"] }, told)).toBe(
		"m2 waits in the session until sub-1 is back. sub-1 sends m2 to the broker again too, and gets another copy if the queue has room for it. But once back, sub-1 sends a PUBLISH with RETAIN again, which ends its connection: this may not arrive.",
	);
});

test("each of the three says what it has of the message", () => {
	const keeps = (awaits: "PUBACK" | "PUBCOMP") => sayPublisherHolds({ clientId: "pub-1", keeps: [{ packetId: 12, awaits }] }, "m2");
	expect([keeps("PUBACK"), keeps("PUBCOMP")]).toEqual(["until PUBACK #12", "only #12, until PUBCOMP"]);
	expect(sayBrokerHolds([], "m2")).toBe("nothing of m2");
	expect(
		sayBrokerHolds(
			[
				{ as: "queued", session: "sub-1" },
				{ as: "retained", topic: "t" },
			],
			"m2",
		),
	).toBe("queued for sub-1 and retained");
	expect(sayBrokerHolds([{ as: "for-others", session: "sub-2", more: 0 }], "m2")).toBe("a copy for sub-2");
	expect(sayBrokerHolds([{ as: "for-others", session: "sub-2", more: 3 }], "m2")).toBe("copies for sub-2 and 3 others");
	expect([0, 1, 2, 3].map((copies) => saySubscriberHolds(copies, copies === 0))).toEqual([
		"not yet",
		"has it, once",
		"has it, twice",
		"has it, 3 times",
	]);
});

test("one sentence says what a cut of each wire does", () => {
	expect(sayPublisherCut(again, told)).toBe(
		"m2 is lost on the wire, not at pub-1: it is sent a third time, with DUP, once pub-1 is back. sub-1 has one copy already, and may get another.",
	);
	expect(sayPublisherCut({ ...again, onWire: false, another: false, known: true, attempt: 2 }, told)).toBe(
		"pub-1 never sees the answer. Once it is back, it sends m2 a second time, with DUP. The broker knows #12 and takes it once.",
	);
	expect(sayPublisherCut({ does: "lost", why: "qos-0", taken: 0 }, told)).toBe("m2 is lost: at QoS 0 it is never sent again.");
	expect(saySubscriberCut({ does: "would-wait", ...counted(2) }, told)).toBe(
		"Nothing of m2 is on it. A second copy would wait in the session.",
	);
	expect(saySubscriberCut({ does: "would-wait", ...counted(1) }, { ...told, copies: 0 })).toBe(
		"Nothing of m2 is on it. m2 would wait in the session.",
	);
	expect(saySubscriberCut({ does: "lost", why: "clean", ...counted(0) }, told)).toBe(
		"m2 is lost with the clean session, which ends with the connection.",
	);
});

test("what a cut leads to is said with what it depends on", () => {
	expect(saySubscriberCut({ does: "would-wait", copies: 0, most: 1, also: ["if-room"] }, { ...told, copies: 0 })).toBe(
		"Nothing of m2 is on it. m2 would wait in the session, if the queue has room: more is under way than fits.",
	);
	expect(saySubscriberCut({ does: "would-wait", copies: 1, most: 2, also: ["may-come-again"] }, { ...told, copies: 0 })).toBe(
		"Nothing of m2 is on it. m2 would wait in the session. pub-1 may not read the answer: another copy may come once it is back.",
	);
	expect(saySubscriberCut({ does: "lost", why: "qos-0", copies: 1, most: 1, also: ["another-waits"] }, told)).toBe(
		"This copy of m2 is lost: at QoS 0 it is never sent again. Another copy is on its way to the broker, and would wait in the session.",
	);
	expect(saySubscriberCut({ does: "waits", copies: 0, most: 1, also: ["if-room"] }, told)).toBe(
		"m2 waits in the session until sub-1 is back. More is under way than the queue has room for: the oldest is dropped.",
	);
});

test("a client that gets its own message sends it to the broker again itself", () => {
	const own = { ...told, subscriber: "pub-1", copies: 0 };
	expect(saySubscriberCut({ does: "own-again", ...counted(1) }, own)).toBe(
		"pub-1 sends m2 to the broker again once it is back, and gets it then.",
	);
	expect(saySubscriberCut({ does: "again", packetId: 1, copies: 2, most: 2, also: ["own-again"] }, own)).toBe(
		"m2 is kept in the session: it is sent again, with DUP, once pub-1 is back. pub-1 sends m2 to the broker again too, and gets another copy.",
	);
});
