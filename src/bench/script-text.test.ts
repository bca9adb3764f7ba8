import { expect, test } from "vitest";
import { PRESETS } from "#contract/presets.ts";
import type { SeedTest } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { stepMark, stepText, stripText, verdictText, whyText } from "./script-text.ts";

const script: SeedTest = {
	id: "t2",
	role: { kind: "alone" },
	title: "Test 2",
	asks: "What does it receive?",
	settings: { cleanSession: false, publishQos: 0, subscribeQos: 0 },
	steps: [
		{ says: "sub-1 connects.", step: { do: "connect", client: "sub-1" } },
		{ says: "sub-1 leaves.", step: { do: "disconnect", client: "sub-1" } },
	],
	expects: { subscriber: "sub-1", received: [], sessionPresent: true, why: "QoS 0 is not queued.", clause: "MQTT-3.1.2-5" },
};

test("the strip says the step under way or, marked as such, the next one, and at the end the question again", () => {
	expect(stripText({ script, next: 1, state: "waiting", interruption: null })).toBe("Next: sub-1 leaves.");
	expect(stripText({ script, next: 2, state: "done", interruption: null })).toBe("What does it receive?");
	const proof = { ...script, role: { kind: "question", question: "dup" } } as const;
	expect(stripText({ script: proof, next: 2, state: "done", interruption: null })).toBe(
		"The script has run to its end. What it has shown stands below.",
	);
	// Before a class, what came true is revealed: this page has nothing to compare it with.
	const led = { ...script, role: { kind: "lesson", lesson: "test-2", led: true } } as const;
	expect(stripText({ script: led, next: 2, state: "done", interruption: null })).toBe("The script has run to its end.");
	expect(stepText({ script, next: 1, state: "waiting" })).toBe("Step 2 of 2");
	// A step counts as soon as it is made; while it is under way, it is still the step on show.
	expect(stepText({ script, next: 2, state: "playing" })).toBe("Step 2 of 2");
	expect(stripText({ script, next: 1, state: "performing", interruption: null })).toBe(script.steps[0]?.says);
});

test("an interrupted script says what came in between", () => {
	const says = (["reloaded", "cleared", "begun-anew"] as const).map((interruption) =>
		stripText({ script, next: 1, state: "interrupted", interruption }),
	);
	expect(says).toEqual([
		expect.stringContaining("was reloaded"),
		expect.stringContaining("cleared"),
		expect.stringContaining("began again"),
	]);
});

test("the verdict puts what was received beside what was expected", () => {
	expect(verdictText(script.expects, { received: [], sessionPresent: true, asExpected: true })).toEqual({
		received: "sub-1 received nothing",
		expected: "as expected",
		session: "session present = 1",
	});
	expect(verdictText(script.expects, { received: ["21.4"], sessionPresent: false, asExpected: false }).expected).toBe("expected nothing");
});

test("steps are done, current or to do", () => {
	expect([0, 1, 2].map((index) => stepMark(index, 1))).toEqual(["done", "current", "todo"]);
});

test("an outcome that was not expected is never explained by the reason of the expected one", () => {
	const [, two] = TESTS;
	if (two === undefined) throw new Error("no test 2");
	const verdict = { received: ["21.5"], sessionPresent: true, asExpected: false };
	const emqx = whyText(two.expects, verdict, PRESETS.emqx.settings).says;
	expect(emqx).toContain("queue_qos0_messages = true");
	expect(emqx).not.toContain(two.expects.why);
	expect(whyText(two.expects, verdict, PRESETS.aedes.settings).says).toContain("Aedes as it ships");
	expect(whyText(two.expects, { ...verdict, asExpected: true }, PRESETS.emqx.settings).says).toBe(two.expects.why);
});
