import { expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { ScriptedStep } from "#script/step.ts";
import { otherwiseIn, sayOtherwise } from "./one-switch.ts";

const publishes = (client: string): ScriptedStep => ({ do: "publish", client, topic: "t", payload: "1", qos: 1, retain: false, times: 1 });
const steps: readonly ScriptedStep[] = [
	{ do: "connect", client: "pub-1", cleanSession: true },
	{ do: "connect", client: "pub-2", cleanSession: true },
	{ do: "subscribe", client: "pub-2", filter: "t", qos: 0 },
	publishes("pub-1"),
	publishes("pub-2"),
];

it("has a name of its own for each thing that can be otherwise, also with two publishers", () => {
	const acted = { at: 0, delayMs: 0, acts: steps.map((step) => ({ afterMs: 0, step })) };
	const names = otherwiseIn(acted, FIRST_SETTINGS).map(sayOtherwise);
	expect(new Set(names).size).toBe(names.length);
	expect(names).toContain("Let pub-2 publish at QoS 0");
	expect(names).toContain("Let pub-1 publish with RETAIN");
	expect(names).toContain("Connect pub-1 with clean_session = false");
});
