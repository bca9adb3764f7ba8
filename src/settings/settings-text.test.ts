import { expect, test } from "vitest";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openHistory } from "#model/history.ts";
import { choiceOf, countFrom, lastChange, lockedBy, otherBroker, presetChoices, restartHint } from "./settings-text.ts";

const own = { ...FIRST_SETTINGS, maxQueuedMessages: 2 };

test("five presets can be chosen, and what is none of them is your own, which is come to by a change below", () => {
	const labels = ["Mosquitto 1.6", "Mosquitto 2.0", "EMQX", "HiveMQ", "As Aedes ships", "Your own"];
	for (const settings of [FIRST_SETTINGS, own]) expect(presetChoices(settings).map(({ label }) => label)).toEqual(labels);
	expect(presetChoices(FIRST_SETTINGS).at(-1)?.disabled).toBe("Change a number or a switch below");
	expect(presetChoices(own).at(-1)?.disabled).toBeUndefined();
	expect([choiceOf(PRESETS.emqx.settings), choiceOf(own)]).toEqual(["emqx", "own"]);
});

test("as Aedes ships, and back, is another broker, and says so before; nothing else is", () => {
	expect(otherBroker(FIRST_SETTINGS, PRESETS.hivemq.settings)).toBeNull();
	expect(otherBroker(FIRST_SETTINGS, PRESETS.aedes.settings)).toMatchObject({ start: "Start stock Aedes" });
	expect(otherBroker(PRESETS.aedes.settings, own)).toMatchObject({ start: "Start the corrected broker" });
});

test("as Aedes ships no row can be changed, and says why", () => {
	expect([lockedBy(FIRST_SETTINGS), lockedBy(PRESETS.aedes.settings)]).toEqual([undefined, "Stock Aedes decides all of this by itself"]);
});

test("a restart says what it costs before it is pressed", () => {
	expect(restartHint(FIRST_SETTINGS)).toBe("Sessions, queues and retained messages will be gone: persistence is off.");
	expect(restartHint({ ...own, persistence: true })).toBe("Sessions, queues and retained messages will be back.");
});

test("what the last change did is told in the narrator’s words, and nothing that came before the sheet was opened", () => {
	const told = openHistory(EMPTY_WORLD).append([
		{ type: "clock.paused", seq: 1, at: 0 },
		{ type: "settings.changed", settings: own, seq: 2, at: 0 },
		{ type: "clock.resumed", seq: 3, at: 0 },
	]);
	expect(lastChange(told, 1)).toBe("Queue limit is now 2.");
	expect([lastChange(told, 2), lastChange(openHistory(EMPTY_WORLD), 0)]).toEqual([null, null]);
});

test("a count is a whole number within its bounds, and nothing else", () => {
	expect(["0", " 7 ", "5000"].map((text) => countFrom(text, 5_000))).toEqual([0, 7, 5_000]);
	for (const text of ["", "5001", "-1", "1.5", "1e3", "many"]) expect(countFrom(text, 5_000), text).toBeNull();
});
