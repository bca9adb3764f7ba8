import { expect, it } from "vitest";
import { CloseReason } from "#contract/reasons.ts";
import { LESSONS } from "#course/lessons/lessons.ts";
import { leftText } from "#story/leaving.ts";
import { saySketch } from "./say-sketch.ts";

it("says what is seen of a client in sentences that stand alone on paper", () => {
	expect(
		saySketch("sub-1", {
			online: false,
			session: "persistent",
			queue: ["1", "2"],
			dropped: ["3"],
			received: [{ payload: "0", retain: true }, "0"],
		}),
	).toEqual([
		"sub-1 is away.",
		"The broker keeps a session of sub-1.",
		"“1” and “2” wait for sub-1.",
		"“3” was dropped for sub-1.",
		"sub-1 has received “0” and “0” (“0” with RETAIN = 1).",
	]);
	expect(saySketch("sub-1", { session: "none", queue: [], received: [], sessionPresent: true, retained: { t: "x" }, sessions: 1 })).toEqual(
		[
			"The broker has no session of sub-1.",
			"Its CONNACK said session present = 1.",
			"No message waits for sub-1.",
			"The broker retains “x” on t.",
			"sub-1 has received nothing.",
			"The broker holds one session.",
		],
	);
});

it("finds words for everything that the lessons of the course show", () => {
	for (const { answers } of LESSONS)
		for (const { sees } of answers)
			for (const moment of sees)
				for (const [clientId, sketch] of Object.entries(moment))
					for (const says of saySketch(clientId, sketch)) expect(says).not.toMatch(/undefined|null|\[object/);
});

it("says why a connection ended as the Lab does, and names the client that ended so", () => {
	for (const ended of CloseReason.options) {
		const says = saySketch("sub-1", { ended });
		expect(says).toEqual([`Its connection ended: ${leftText(ended, "sub-1")}.`]);
		expect(says[0]).not.toMatch(/\bit\b/);
	}
	expect(saySketch("sub-1", { ended: "takeover" })).toEqual(["Its connection ended: sub-1 connected again."]);
});
