import { expect, test } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { Fallen } from "#model/world.ts";
import { session as sampleSession } from "#script/testkit/sample.ts";
import { leftText } from "./clock-text.ts";
import { fellThrough, goneSessions } from "./gone.ts";
import {
	fallenHead,
	fallenLabel,
	fallenText,
	fillText,
	goneText,
	inflightTogether,
	isPlate,
	lastFallen,
	queueText,
	stayText,
} from "./session-text.ts";

const session = sampleSession("sub-1", { connection: null });
const fallen = (message: string, at = 0): Fallen => ({
	delivery: null,
	message,
	reason: "no-session",
	full: null,
	qos: 1,
	unconfirmed: null,
	has: false,
	at,
});

test("a session that holds nothing is a plate; one filter makes it a box", () => {
	expect(isPlate(session)).toBe(true);
	expect(isPlate({ ...session, subscriptions: { "a/b": { qos: 1, at: 0, seq: 1 } } })).toBe(false);
});

test("a persistent session says whether its client is here", () => {
	expect(stayText(session, FIRST_SETTINGS)).toBe("kept while offline");
	expect(stayText({ ...session, connection: "c1" }, FIRST_SETTINGS)).toBe("kept when it leaves");
	expect(queueText(session, { settings: FIRST_SETTINGS, messages: {} })).toBe("waiting for sub-1");
});

test("a full queue says which one it drops, and when it is full with what is in flight", () => {
	const queue = [{ delivery: "d1", message: "m1", qos: 1, since: 0 }] as const;
	const inflight = [
		{ delivery: "d2", message: "m2", qos: 1, packetId: 1, attempt: 1, dup: false, awaits: "PUBACK", arrived: false, since: 0 },
	] as const;
	const settings = { ...FIRST_SETTINGS, maxQueuedMessages: 1 };
	expect(queueText({ ...session, queue }, { settings, messages: {} })).toBe("full: the next one is dropped");
	expect(queueText({ ...session, queue }, { settings: { ...settings, queueFull: "drop-oldest" }, messages: {} })).toBe(
		"full: the oldest is dropped",
	);
	expect(queueText({ ...session, queue, inflight }, { settings: { ...settings, maxQueuedMessages: 2 }, messages: {} })).toBe(
		"full with what is in flight: the next one is dropped",
	);
	expect(queueText({ ...session, queue }, { settings: { ...settings, maxQueuedMessages: 0 }, messages: {} })).toBe("waiting for sub-1");
});

test("one of many says how full it is, unless that cannot be seen", () => {
	expect(fillText(session, FIRST_SETTINGS)).toBe("0/1000");
	expect(fillText(session, { ...FIRST_SETTINGS, maxQueuedMessages: 0 })).toBe("0");
	expect(fillText(session, { ...FIRST_SETTINGS, broker: "aedes" })).toBe("");
});

test("what is left of a session is counted in minutes, hours, days or years", () => {
	expect([38_900, 7_170_000, 3_600_000, 432_000_000, 4_294_967_295_000].map(leftText)).toEqual([
		"0:38",
		"1:59:30",
		"1:00:00",
		"5 days",
		"136 years",
	]);
});

test("an ended session says when and why", () => {
	const gone = {
		session: "sub-1",
		endedAt: 44_300,
		reason: "clean-connect",
		cleanSession: false,
		connection: null,
		subscriptions: {},
		fallen: [],
	} as const;
	expect(goneText(gone)).toBe("discarded by a clean connect at 0:44");
	expect(goneText({ ...gone, reason: "expired" })).toBe("expired at 0:44");
	expect(goneText({ ...gone, reason: "restart" })).toBe("gone with the restart at 0:44");
	expect(goneSessions({ "sub-1": gone }, {})).toEqual([gone]);
	expect(goneSessions({ "sub-1": gone }, { "sub-1": session })).toEqual([]);
});

test("under the floor lie the newest, and the number of those before", () => {
	const { shown, before } = lastFallen({ fallen: [fallen("m1"), fallen("m2"), fallen("m3")] }, 2);
	expect(shown.map((one) => one.message)).toEqual(["m3", "m2"]);
	expect(before).toBe(1);
	// Only the last are kept, and all are counted.
	expect(lastFallen({ fallen: [fallen("m1"), fallen("m2")], fallenBefore: 40 }, 1).before).toBe(41);
});

test("what fell for ended sessions stays, the latest first, until its client is back", () => {
	const gone = { endedAt: 0, reason: "connection-closed", cleanSession: true, connection: null, subscriptions: {} } as const;
	const all = {
		"sub-1": { ...gone, session: "sub-1", fallen: [fallen("m1", 10)] },
		"sub-2": { ...gone, session: "sub-2", fallen: [] },
		"sub-3": { ...gone, session: "sub-3", fallen: [fallen("m1", 10), fallen("m2", 20)] },
	};
	expect(fellThrough(all, {}).map((one) => one.session)).toEqual(["sub-3", "sub-1"]);
	expect(fellThrough(all, { "sub-3": session }).map((one) => one.session)).toEqual(["sub-1"]);
});

test("a queue says why it waits now, and not why it waited once", () => {
	const queue = [{ delivery: "d1", message: "m1", qos: 1, since: 0 }] as const;
	const sent = {
		delivery: "d2",
		message: "m2",
		qos: 1,
		packetId: 1,
		attempt: 1,
		dup: false,
		awaits: "PUBACK",
		arrived: false,
		since: 0,
	} as const;
	const settings = { ...FIRST_SETTINGS, maxInflightMessages: 1 };
	const here = { ...session, connection: "c1" };
	expect(queueText({ ...here, queue, inflight: [sent] }, { settings, messages: {} })).toBe("waiting: too many are unacknowledged");
	expect(queueText({ ...here, queue }, { settings, messages: {} })).toBe("waiting for its turn");
	expect(queueText({ ...session, queue, inflight: [sent] }, { settings, messages: {} })).toBe("waiting for sub-1");
	expect(queueText({ ...here, inflight: [sent] }, { settings, messages: {} })).toBe("the next one waits: too many are unacknowledged");
});

test("what arrived is not called dropped, and what fell for a session before this one says so", () => {
	const arrived: Fallen = { ...fallen("m1"), reason: "session-ended", unconfirmed: "PUBACK", has: true };
	expect([fallenHead(arrived), fallenText(arrived)].join(" ")).toBe(
		"m1 arrived. Arrived at QoS 1; its PUBACK never reached the broker, and its session ended.",
	);
	expect(fallenLabel([arrived])).toBe("Given up");
	const former: Fallen = { ...fallen("m2"), former: true };
	expect([fallenHead(former), fallenText(former)].join(" ")).toBe(
		"m2 dropped. Offline, and its clean session was not kept. That was before this session.",
	);
	expect(fallenLabel([former])).toBe("Dropped");
});

test("what is in flight and awaits the same is said once", () => {
	const sent = (packetId: number, attempt = 1) =>
		({
			delivery: `d${packetId}`,
			message: "m1",
			qos: 1,
			packetId,
			attempt,
			dup: false,
			awaits: "PUBACK",
			arrived: false,
			since: 0,
		}) as const;
	expect(inflightTogether([sent(1), sent(2), sent(3)])).toBe("#1 to #3 await PUBACK");
	expect(inflightTogether([sent(1), sent(5)])).toBe("2 await PUBACK");
	expect(inflightTogether([sent(1), sent(2, 2)])).toBeNull();
	expect(inflightTogether([sent(1)])).toBeNull();
});
