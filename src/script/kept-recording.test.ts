import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { joined } from "./kept-recording.ts";
import type { Recorded, Recording } from "./recorder.ts";

const NOTHING: Recording = { steps: [], cutOff: false, earlier: null, reloaded: [], byHand: false };
const kept = { life: "one", clearedSeq: 0, cutOff: false, reloaded: ["b"], byHand: true };
const leave = (at: number): Recorded => ({ step: { do: "disconnect", client: "a" }, at });

it("goes on after a reload where it was: kept steps, the cables that the reload cut, then what is done since", () => {
	const now = joined({ ...kept, steps: [leave(1)] }, { ...NOTHING, steps: [leave(9)] }, ["a", "b"], 5);
	const cut = (client: string) => ({ step: { do: "cut", client }, at: 5 });
	expect(now).toEqual({ steps: [leave(1), cut("a"), cut("b"), leave(9)], cutOff: false, byHand: true, reloaded: ["b", "a"] });
});

it("says that its beginning is gone when both together are more than it holds", () => {
	const full = Array.from({ length: LIMITS.recordedSteps }, (_, at) => leave(at));
	const now = joined({ ...kept, steps: full }, NOTHING, ["a"], 5);
	expect(now).toMatchObject({ cutOff: true });
	expect(now.steps).toHaveLength(LIMITS.recordedSteps);
});
