import { expect, test } from "vitest";
import type { By } from "#contract/by.ts";
import type { Fact } from "#contract/event.ts";
import { connected, historyOf, left, opened } from "#model/testkit/sample.ts";
import { whyEnded } from "./why-ended.ts";

const ID = "s07-sub";
const HOST: By = { role: "host" };
const WILL = { topic: "class/gone", payload: "seat 7 is gone", payloadBytes: 14, qos: 1, retain: false } as const;
const comes: readonly Fact[] = [opened, ...connected(ID, true), { type: "will.armed", session: ID, ...WILL }];
type Closed = Extract<Fact, { type: "connection.closed" }>;
/** What comes of a command carries who gave it. */
const told = (fact: Fact, byWhom?: By): Fact => (byWhom === undefined ? fact : { ...fact, ...{ byWhom } });
const closed = (reason: Closed["reason"], byWhom?: By, says = "It ended."): Fact =>
	told({ type: "connection.closed", connection: `c-${ID}`, reason, says, clause: null }, byWhom);
const fired = (reason: Closed["reason"]): Fact => ({ type: "will.fired", session: ID, message: "w1", reason });
const cleared = (byWhom?: By) => told({ type: "room.cleared" }, byWhom);
const why = (facts: readonly Fact[], forRun = false) => whyEnded(historyOf([...comes, ...facts]), ID, forRun);

test("a phone that was silent is told what the broker did, as far as it has happened", () => {
	const silent = comes.map((fact) =>
		"fields" in fact && fact.fields.type === "CONNECT" ? { ...fact, fields: { ...fact.fields, keepAlive: 10 } } : fact,
	);
	const after = (...facts: readonly Fact[]) => whyEnded(historyOf([...silent, ...facts]), ID, false);
	expect(after(closed("keep-alive"))).toBe("The broker heard nothing for 15 s and ended the connection.");
	expect(after(closed("keep-alive"), fired("keep-alive"))).toBe(
		"The broker heard nothing for 15 s, ended the connection and published your will.",
	);
});

test("a cut says whose it was, where that is known", () => {
	expect(why([closed("cut", HOST), fired("cut")])).toBe("The trainer cut the cable. The broker published your will.");
	expect(why([closed("cut", { role: "seat", seat: 7 })])).toBe("You cut the cable.");
	expect(why([closed("cut")])).toBe("The cable was cut.");
});

test("a restart of the broker and a room that was cleared are told as such", () => {
	expect(why([closed("broker-restart", HOST)])).toBe("The broker was restarted.");
	const gone = closed("room-closed", HOST);
	expect(why([gone, cleared(HOST)], true)).toBe("The trainer cleared the room for a run.");
	expect(why([gone, cleared(HOST)])).toBe("The trainer cleared the room.");
	expect(why([gone, cleared()])).toBe("The room was cleared.");
});

test("a phone that had left before the room was cleared has lost nothing by that", () => {
	expect(why([...left(ID), cleared(HOST)], true)).toBeNull();
	expect(whyEnded(historyOf([opened, cleared(HOST)]), ID, true)).toBeNull();
});

test("whoever leaves with DISCONNECT has left, and its will is not published", () => {
	expect(why([{ type: "will.disarmed", session: ID }, ...left(ID)])).toBe("Your client left with DISCONNECT.");
});

test("what only the event itself can say is said in its words", () => {
	expect(why([closed("protocol-error", undefined, "A second CONNECT.")])).toBe("The broker ended the connection. A second CONNECT.");
});

test("it is said until the client connects again, and not of one that never came", () => {
	expect(why([])).toBeNull();
	expect(why([closed("cut"), ...connected(ID, true)])).toBeNull();
	expect(whyEnded(historyOf([opened]), ID, false)).toBeNull();
});
