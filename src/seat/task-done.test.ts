import { expect, test } from "vitest";
import type { Fact } from "#contract/event.ts";
import { accepted, connected, left, moments, opened, subscribed } from "#model/testkit/sample.ts";
import { NOTHING_SEEN, seeTask, taskDone } from "./task-done.ts";

const ID = "s07-sub";
const comes = (clean: boolean) => [opened, ...connected(ID, clean)];
const closed = (reason: Extract<Fact, { type: "connection.closed" }>["reason"], clientId = ID): Fact => ({
	type: "connection.closed",
	connection: `c-${clientId}`,
	reason,
	says: "",
	clause: null,
});
/** before: what has happened when the task is given. */
const done = (title: string, before: readonly Fact[], since: readonly Fact[]) => {
	const all = moments([...before, ...since]);
	const world = all.at(-1)?.world;
	if (world === undefined) throw new Error("something has happened");
	const seen = all.slice(before.length).reduce((one, { event, before: was }) => seeTask(one, event, was, ID), NOTHING_SEEN);
	return taskDone(title, { world, clientId: ID, seen });
};

test("connected and subscribed is done, in whatever order it came about", () => {
	const subscribes = subscribed(ID, "class/+", 1);
	expect(done("Connect and subscribe", comes(true), subscribes)).toBe("Done. You get what is published to class/+ now.");
	expect(done("Connect and subscribe", [...comes(true), ...subscribes], [])).toMatch(/^Done/);
	expect(done("Connect and subscribe", comes(true), [])).toBeNull();
	expect(done("Connect and subscribe", [...comes(true), ...subscribes], left(ID))).toBeNull();
});

test("to leave and come back, both must happen after the task was given", () => {
	expect(done("Leave, then come back", comes(true), [...left(ID), ...connected(ID, true)])).toBe(
		"Done. You are back, and the broker gave you a new session.",
	);
	expect(done("Leave, then come back", comes(true), left(ID))).toBeNull();
	expect(done("Leave, then come back", [...comes(true), ...left(ID)], connected(ID, true))).toBeNull();
});

test("a kept session is one that the broker says it had", () => {
	const back = connected(ID, false).map((fact) =>
		"fields" in fact && fact.fields.type === "CONNACK" ? { ...fact, fields: { ...fact.fields, sessionPresent: true } } : fact,
	);
	const resumed = back.map((fact): Fact => (fact.type === "session.created" ? { ...fact, type: "session.resumed" } : fact));
	expect(done("Ask for a kept session", comes(false), [...left(ID), ...resumed])).toBe("Done. The broker had kept your session.");
	expect(done("Ask for a kept session", comes(false), [...left(ID), ...connected(ID, false)])).toBeNull();
});

test("a cut, and a silence that the broker has noticed, stay done when the client is back", () => {
	const back = connected(ID, true);
	expect(done("Cut your cable", comes(true), [closed("cut"), ...back])).toBe("Done. Look for your will at the front.");
	expect(done("Lock your phone", comes(true), [closed("keep-alive"), ...back])).toBe("Done. Look for your will at the front.");
	expect(done("Lock your phone", comes(true), [closed("cut")])).toBeNull();
	expect(done("Cut your cable", [...comes(true), ...connected("s07-pub", true)], [closed("cut", "s07-pub")])).toBeNull();
});

test("what the client has published is done once the broker has it, and its will is none of that", () => {
	expect(done("Publish something", comes(true), [accepted("m1", ID, 1)])).toBe("Done. The broker has accepted m1.");
	expect(done("Publish something", comes(true), [accepted("w1", ID, 1), accepted("m2", "pub-1", 1)])).toBeNull();
});

test("of any other task a phone says nothing", () => {
	expect(done("Stand up", comes(true), [])).toBeNull();
});
