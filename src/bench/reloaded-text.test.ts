import { expect, test } from "vitest";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import { session as sample } from "#script/testkit/sample.ts";
import { reloadedText } from "./reloaded-text.ts";

test("what a reload has cost depends on what the client asked the broker to keep", () => {
	const kept = sample("pub-1", { connection: null });
	const lead = "This page was reloaded or left the room, and so this client’s connection ended.";
	expect(reloadedText(undefined, kept, FIRST_SETTINGS)).toBe(`${lead} The broker keeps its session.`);
	expect(reloadedText(undefined, undefined, FIRST_SETTINGS)).toBe(`${lead} The broker has no session for this client.`);
	// On a slow wire, the broker has not heard of the end yet.
	const clean = sample("pub-1", { connection: "c1", cleanSession: true });
	expect(reloadedText(undefined, clean, FIRST_SETTINGS)).toBe(`${lead} Its clean session ends with the connection.`);
	expect(reloadedText(undefined, kept, PRESETS.aedes.settings)).toBe(`${lead} This broker keeps no session without a subscription.`);
});
