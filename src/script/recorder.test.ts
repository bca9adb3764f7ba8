import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { openRecorder } from "./recorder.ts";
import type { Step } from "./step.ts";
import { labOf } from "./testkit/sample.ts";

const lab = labOf({ a: false });
const publish: Step = { do: "publish", client: "a", topic: "t", payload: "1", qos: 1, retain: false, times: 1 };

it("writes into a CONNECT what the card said, or what the step itself said", () => {
	const recorder = openRecorder();
	recorder.performed({ do: "connect", client: "a" }, lab, { ...EMPTY_WORLD, at: 70 });
	recorder.performed({ do: "connect", client: "a", cleanSession: false, keepAlive: 5 }, lab, EMPTY_WORLD);
	expect(recorder.getState().steps).toMatchObject([
		{ at: 70, step: { do: "connect", client: "a", cleanSession: true, keepAlive: 0, will: null } },
		{ at: 0, step: { do: "connect", client: "a", cleanSession: false, keepAlive: 5, will: null } },
	]);
});

it("leaves out what sends nothing and means nothing in another room", () => {
	const recorder = openRecorder();
	for (const step of [
		{ do: "add", client: "b" },
		{ do: "set", client: "a", setup: { cleanSession: false } },
		{ do: "delay", delayMs: 10 },
		{ do: "clear" },
	] as const)
		recorder.performed(step, lab, EMPTY_WORLD);
	expect(recorder.getState()).toMatchObject({ steps: [], cutOff: false });
});

it("tells what a person did as a client from what a script did, and from watching", () => {
	const recorder = openRecorder();
	recorder.performed(publish, lab, EMPTY_WORLD, "script");
	recorder.performed({ do: "pause" }, lab, EMPTY_WORLD);
	expect(recorder.getState().byHand).toBe(false);
	recorder.performed(publish, lab, EMPTY_WORLD);
	recorder.performed(publish, lab, EMPTY_WORLD, "script");
	expect(recorder.getState().byHand).toBe(true);
});

it("forgets the oldest past its bound, says so, and begins anew when the room is cleared", () => {
	const recorder = openRecorder();
	for (let n = 0; n <= LIMITS.recordedSteps; n += 1) recorder.performed(publish, lab, { ...EMPTY_WORLD, at: n });
	expect(recorder.getState().steps).toHaveLength(LIMITS.recordedSteps);
	expect(recorder.getState().steps[0]?.at).toBe(1);
	expect(recorder.getState().cutOff).toBe(true);
	recorder.forget();
	expect(recorder.getState()).toMatchObject({ steps: [], cutOff: false });
});
