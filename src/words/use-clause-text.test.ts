import { expect, test } from "vitest";
import * as clauses from "#mqtt/clauses.ts";
import { clauseTold } from "./use-clause-text.ts";

test("what a clause says, that it is not in the list, and that the list could not be loaded are three answers, each one sentence", () => {
	expect(clauseTold(clauses, "MQTT-3.1.2-4")).toEqual({ is: "rule", says: `${clauses.clauseText("MQTT-3.1.2-4")}.` });
	expect(clauseTold(clauses, "MQTT-9.9.9-9")).toEqual({ is: "unlisted", says: "This clause is not in our list." });
	expect(clauseTold("failed", "MQTT-3.1.2-4")).toEqual({ is: "failed", says: "This could not be loaded. Is the host still there?" });
});

test("nothing is said before the list is here", () => {
	expect(clauseTold(null, "MQTT-3.1.2-4")).toBeNull();
	expect(clauseTold("failed", null)).toBeNull();
});
