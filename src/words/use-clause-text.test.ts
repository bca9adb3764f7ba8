import { expect, test } from "vitest";
import * as clauses from "#mqtt/clauses.ts";
import { clauseTold, sayClause } from "./use-clause-text.ts";

const said = (table: typeof clauses | "failed", id: string) => {
	const told = clauseTold(table, id);
	return told === null ? null : [told.is, sayClause(told)];
};

test("what a clause says, that it is not in the list, and that the list could not be loaded are three answers, each one sentence", () => {
	expect(said(clauses, "MQTT-3.1.2-4")).toEqual(["rule", `${clauses.clauseText("MQTT-3.1.2-4")}.`]);
	expect(said(clauses, "MQTT-9.9.9-9")).toEqual(["unlisted", "This clause is not in our list."]);
	expect(said("failed", "MQTT-3.1.2-4")).toEqual(["failed", "This could not be loaded. Is the host still there?"]);
});

test("nothing is said before the list is here", () => {
	expect(clauseTold(null, "MQTT-3.1.2-4")).toBeNull();
	expect(clauseTold("failed", null)).toBeNull();
});
