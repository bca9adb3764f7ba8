import { expect, it } from "vitest";
import { fitLabel, type PuckQos, SMALLEST_LETTER } from "./shape.ts";

it("never letters a puck below 12 px", () => {
	for (const h of [19, 20, 28, 42, 46]) {
		for (const qos of [0, 1, 2] satisfies PuckQos[]) {
			for (const label of ["m1", "m12", "m123", "r1", "w1"]) {
				const fitted = fitLabel(qos, label, h);
				if (fitted !== null) expect((fitted.size * h) / 40).toBeGreaterThanOrEqual(SMALLEST_LETTER - 0.001);
			}
		}
	}
});

it("shows short names whole in a slot and on the wire", () => {
	for (const qos of [0, 1, 2] satisfies PuckQos[]) {
		expect(fitLabel(qos, "m1", 28)?.text).toBe("m1");
		expect(fitLabel(qos, "m12", 42)?.text).toBe("m12");
	}
});

it("keeps the number of a long name, and leaves out what cannot be read", () => {
	expect(fitLabel(0, "m123", 28)?.text).toBe("123");
	expect(fitLabel(1, "m123", 28)?.text).toBe("m123");
	expect(fitLabel(0, "m123", 20)).toBeNull();
	expect(fitLabel(1, "m1", 18)).toBeNull();
});
