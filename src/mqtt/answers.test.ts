import { expect, test } from "vitest";
import { answeredType, answerTo } from "./answers.ts";
import { PACKET_TYPES } from "./packet.ts";

test("what a packet answers, and what answers it, are one table read both ways", () => {
	for (const type of PACKET_TYPES.filter((one) => one !== "PUBLISH")) {
		const answer = answerTo({ type });
		if (answer !== null) expect(answeredType(answer)).toBe(type);
	}
	expect(([0, 1, 2] as const).map((qos) => answerTo({ type: "PUBLISH", qos }))).toEqual([null, "PUBACK", "PUBREC"]);
	expect([answeredType("PUBACK"), answeredType("PUBREC"), answeredType("PUBLISH")]).toEqual(["PUBLISH", "PUBLISH", null]);
	expect([answerTo({ type: "PUBREC" }), answerTo({ type: "PUBREL" }), answerTo({ type: "PUBCOMP" })]).toEqual(["PUBREL", "PUBCOMP", null]);
});
