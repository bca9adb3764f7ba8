import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { connected, entered, historyOf, left, opened } from "#model/testkit/sample.ts";
import type { World } from "#model/world.ts";
import { phaseIn } from "./phase-text.ts";

const connection = "c-sub-1";
const here = [opened, ...connected("sub-1", false)];
const closed = (reason: "cut" | "takeover" | "disconnect"): Fact => ({
	type: "connection.closed",
	connection,
	reason,
	says: "",
	clause: null,
});
const held: Fact = { type: "wire.held", connection, noticedInMs: null, patienceMs: null };
const silenced: Fact = { type: "wire.silenced", connection, noticedInMs: null };
const after = (...facts: readonly Fact[]): World => historyOf(facts).live;
const wordOf = (...facts: readonly Fact[]) => phaseIn(after(...facts), "sub-1", false).word;

test("the lamp fills on CONNACK, not on CONNECT", () => {
	expect(phaseIn(after(...here.slice(0, 3)), "sub-1", false)).toMatchObject({ lamp: "dashed", online: false });
	expect(phaseIn(after(...here), "sub-1", false)).toMatchObject({ lamp: "on", word: "Connected", plugged: true, online: true });
});

test("a cut cable, a takeover and a DISCONNECT are three different words", () => {
	expect((["cut", "takeover", "disconnect"] as const).map((reason) => wordOf(...here, closed(reason)))).toEqual([
		"Cable cut",
		"Taken over",
		"Offline",
	]);
});

test("a wire that is held or silent is said before either end knows, and so is the end that has gone meanwhile", () => {
	expect([wordOf(...here, held), wordOf(...here, silenced)]).toEqual(["Held", "Silent"]);
	const leaving = entered("sub-1", "p9", { type: "DISCONNECT" });
	expect([wordOf(...here, leaving), wordOf(...here, held, leaving)]).toEqual(["Leaving", "Half open"]);
	expect(wordOf(...here, held, { type: "wire.released", connection })).toBe("Connected");
});

test("a client that the room did not know at a moment of the past had not come yet; now it is offline", () => {
	expect([phaseIn(after(opened), "sub-1", true).word, phaseIn(after(opened), "sub-1", false).word]).toEqual(["Not here yet", "Offline"]);
	const away = after(...here, ...left("sub-1"));
	expect(phaseIn(away, "sub-1", true).word).toBe("Offline");
	// The room may have forgotten a client whose session it keeps.
	expect(phaseIn({ ...away, clients: {} }, "sub-1", true).word).toBe("Offline");
});

test("the same state is always the same value, so that a card is drawn anew only when it changes", () => {
	expect(phaseIn(after(...here), "sub-1", false)).toBe(phaseIn(after(...here, held, { type: "wire.released", connection }), "sub-1", true));
});
