import { expect, it } from "vitest";
import type { Fact } from "#contract/event.ts";
import { connected, historyOf, opened } from "#model/testkit/sample.ts";
import { stateOf } from "#room/testkit/state.ts";
import type { Recording } from "#script/recorder.ts";
import { sayFirst } from "./say-beside.ts";
import { firstRunOf } from "./use-second-run.ts";

const connect = { do: "connect", client: "pub-1", cleanSession: true, keepAlive: 0, will: null } as const;
const steps: Recording["steps"] = [{ step: connect, at: 100, after: 1 }];
const recording: Recording = { steps, cutOff: false, earlier: null, reloaded: [], byHand: true };
const WHOLE = "what was done here";
const PART = "what this page did here: more was done, which is not done again";

/** What the head of the first tape says where this happened besides. */
function headOf(facts: readonly Fact[], more: Partial<Recording> = {}): string {
	const first = firstRunOf(stateOf(historyOf([opened, ...connected("pub-1", true), ...facts])), { ...recording, ...more }, "p");
	return sayFirst(first, { of: "nothing" });
}

it("says at the head of the first tape whether more was done here than the steps of this page", () => {
	const restarted: Fact = { type: "broker.restarted", broker: "Aedes 1.2", kept: false };
	const other = connected("sub-9", true).map((fact): Fact => {
		return fact.type === "connection.opened" ? { ...fact, origin: { kind: "lab", page: "q" } } : fact;
	});
	const guest = connected("phone-3", true).map((fact): Fact => {
		return fact.type === "connection.opened" ? { ...fact, origin: { kind: "guest", transport: "tcp" } } : fact;
	});
	expect(headOf([])).toBe(WHOLE);
	expect(headOf([restarted])).toBe(PART);
	expect(headOf([restarted], { steps: [...steps, { step: { do: "restart" }, at: 500, after: 5 }] })).toBe(WHOLE);
	expect(headOf(other)).toBe(PART);
	expect(headOf(guest)).toBe(PART);
	expect(headOf([], { cutOff: true })).toBe(PART);
});
