import { expect, test } from "vitest";
import type { Fallen, Session } from "#model/world.ts";
import { goneShown } from "./gone.ts";
import { goneText, isPlate, lastFallen, queueText, stayText } from "./session-text.ts";

const session: Session = {
	session: "sub-1",
	cleanSession: false,
	createdAt: 0,
	connection: null,
	offline: null,
	subscriptions: {},
	queue: [],
	inflight: [],
	incoming: [],
	will: null,
	fallen: [],
};
const fallen = (message: string, at = 0): Fallen => ({ delivery: null, message, reason: "no-session", at });

test("a session that holds nothing is a plate; one filter makes it a box", () => {
	expect(isPlate(session)).toBe(true);
	expect(isPlate({ ...session, subscriptions: { "a/b": { qos: 1, at: 0 } } })).toBe(false);
});

test("a persistent session says whether its client is here", () => {
	expect(stayText(session)).toBe("kept while offline");
	expect(stayText({ ...session, connection: "c1" })).toBe("kept when it leaves");
	expect(queueText(session)).toBe("waiting for sub-1");
});

test("an ended session says when and why", () => {
	const gone = { session: "sub-1", endedAt: 44_300, reason: "clean-connect", cleanSession: false, subscriptions: {}, fallen: [] } as const;
	expect(goneText(gone)).toBe("discarded by a clean connect at 0:44");
	expect(goneShown({ "sub-1": { ...gone, fallen: [fallen("m4", 60_000)] } }, {})[0]?.shownSince).toBe(60_000);
	expect(goneShown({ "sub-1": gone }, { "sub-1": session })).toEqual([]);
});

test("under the floor lie the newest, and the number of those before", () => {
	const { shown, before } = lastFallen([fallen("m1"), fallen("m2"), fallen("m3")], 2);
	expect(shown.map((one) => one.message)).toEqual(["m3", "m2"]);
	expect(before).toBe(1);
});
