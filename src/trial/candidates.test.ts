import { describe, expect, it } from "vitest";
import { FIRST_SETTINGS, PRESETS } from "#contract/presets.ts";
import type { Script } from "#script/runner.ts";
import type { ScriptedStep } from "#script/step.ts";
import { TESTS } from "#script/tests.ts";
import { MOST_PAIRS, pairsOf, singlesOf, trioOf } from "./candidates.ts";
import { sayChanges } from "./say-what-would.ts";
import type { Target } from "./target.ts";

const TARGET: Target = { subscriber: "sub-1", publisher: "pub-1", isWill: false, ordinal: 0 };
const one = TESTS[0] as Script;
const two = TESTS[1] as Script;
const singles = (script: Script, target = TARGET, settings = FIRST_SETTINGS) => singlesOf(script, target, settings);
const said = (script: Script, target = TARGET, settings = FIRST_SETTINGS) =>
	singles(script, target, settings).map(({ changes }) => sayChanges(changes));

describe("the switches that could matter", () => {
	it("come smallest first, and never leaving last", () => {
		expect(said(one)).toEqual([
			"Reconnect sub-1 with clean_session = false",
			"Connect sub-1 with clean_session = false",
			"Publish at QoS 1",
			"Subscribe sub-1 at QoS 1",
			"Publish with RETAIN",
			"Let sub-1 subscribe again on return",
			"Set queue_qos0_messages = true",
			"Set max_queued_messages = 5000",
			"Set queue_full = drop-oldest",
			"Let sub-1 stay connected",
		]);
	});

	it("leave out what is so already, and what is not the broker’s to choose", () => {
		expect(said(two)).not.toContain("Connect sub-1 with clean_session = false");
		expect(said(two, TARGET, { ...FIRST_SETTINGS, queueQos0Messages: true })).not.toContain("Set queue_qos0_messages = true");
		expect(said(two, TARGET, PRESETS.aedes.settings).filter((change) => change.startsWith("Set "))).toEqual([]);
		expect(said(two, { ...TARGET, isWill: true })).not.toContain("Publish at QoS 1");
	});

	it("say anew what a changed step does", () => {
		const changed = singles(one).find(({ changes }) => changes[0]?.switch === "clean-session");
		expect(changed?.script.steps[0]?.says).toBe("sub-1 sends CONNECT with clean_session = false.");
	});

	it("turn a setting of the broker also where a step sets it", () => {
		const set: ScriptedStep = { do: "settings", settings: { maxQueuedMessages: 1, queueFull: "drop-newest" } };
		const script = { ...two, steps: [{ says: "x", step: set }, ...two.steps] };
		const roomier = singles(script).find(({ changes }) => sayChanges(changes) === "Set max_queued_messages = 1000");
		expect(roomier?.script.steps[0]?.step).toEqual({ do: "settings", settings: { maxQueuedMessages: 1000, queueFull: "drop-newest" } });
	});

	it("are never ones that would wait for ever in a room that stands still", () => {
		const held: readonly ScriptedStep[] = [
			{ do: "connect", client: "pub-1", cleanSession: true },
			{ do: "pause" },
			{ do: "publish", client: "pub-1", topic: "t", payload: "1", qos: 0, retain: false, times: 1 },
			{ do: "cut", client: "pub-1" },
			{ do: "resume" },
		];
		const script = { ...two, steps: held.map((step) => ({ says: "x", step })) };
		expect(said(script)).not.toContain("Let pub-1 leave with DISCONNECT");
		expect(said(script)).toContain("Let pub-1 stay connected");
	});
});

describe("switches turned together", () => {
	it("are a bounded number of pairs, without those that do it alone", () => {
		const all = singles(one);
		const pairs = pairsOf(one, TARGET, all, []);
		expect(pairs.length).toBeLessThanOrEqual(MOST_PAIRS);
		expect(pairs.map(({ changes }) => changes.map((change) => change.switch))).toContainEqual(["clean-session", "publish-qos"]);
		const alone = all.flatMap(({ changes }) => changes).filter((change) => change.switch === "publish-qos");
		expect(pairsOf(one, TARGET, all, alone).every(({ changes }) => !changes.some((change) => change.switch === "publish-qos"))).toBe(true);
	});

	it("are all three of clean_session and both QoS, only where each of them is wrong", () => {
		expect(sayChanges(trioOf(one, TARGET, singles(one))?.changes ?? [])).toBe(
			"Connect sub-1 with clean_session = false, and publish at QoS 1, and subscribe sub-1 at QoS 1",
		);
		expect(trioOf(two, TARGET, singles(two))).toBeNull();
	});
});
