import { expect, it } from "vitest";
import { UNTOUCHED } from "#course/course-state.ts";
import { NOT_STARTED } from "#course/progress.ts";
import { benchProgress } from "./bench-progress.ts";

const says = (at: Partial<typeof UNTOUCHED> | undefined, reached = false) =>
	benchProgress(at === undefined ? undefined : { ...UNTOUCHED, ...at }, { ...NOT_STARTED, reached }).says;

it("names the station of the lesson that a bench is at", () => {
	expect(says(undefined)).toBe("Predict");
	expect(says({ prediction: "a" })).toBe("Run");
	expect(says({ prediction: "a", run: {} as never })).toBe("Compare");
	expect(says({ prediction: "a", run: {} as never }, true)).toBe("Explain");
	expect(says({ prediction: "a", run: {} as never, tried: { 0: {} as never } })).toBe("Explain");
	expect(says({ prediction: "a", run: null }, true)).toBe("Run");
});
