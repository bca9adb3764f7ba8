import { expect, it } from "vitest";
import { newSession } from "#engine/session.ts";
import { openRetainedAnswers } from "./retained-answers.ts";

const UNUSED = {} as Parameters<typeof openRetainedAnswers>[0];

/** Answers whose turn is spent after each copy: the rest waits in `later`. */
function open() {
	const later: (() => boolean)[] = [];
	const told: string[] = [];
	const answers = openRetainedAnswers(
		UNUSED,
		{ later: (job) => void later.push(job), spent: () => true },
		({ type }) => void told.push(type),
	);
	return { later, told, answers, session: newSession("sub", true, "c1") };
}

it("all copies are decided, in slices, before the client is told so", () => {
	const { later, told, answers, session } = open();
	let left = 3;
	let done = 0;
	answers.add(session, { next: () => --left > 0 }, () => {
		done += 1;
	});
	expect([left, done, told]).toEqual([2, 0, ["retained.awaited"]]);
	for (const job of later) job();
	expect([left, done, told]).toEqual([0, 1, ["retained.awaited", "retained.decided"]]);
});

it("a copy that fails costs the copies behind it, and never leaves the client waiting for them", () => {
	const { later, told, answers, session } = open();
	let copies = 0;
	let done = 0;
	const next = () => {
		copies += 1;
		if (copies === 2) throw new Error("a bug");
		return true;
	};
	answers.add(session, { next }, () => {
		done += 1;
	});
	expect(later).toHaveLength(1);
	expect(() => later[0]?.()).toThrow("a bug");
	expect([copies, done, told]).toEqual([2, 1, ["retained.awaited", "retained.decided"]]);
	answers.add(session, { next: () => false }, () => {
		done += 1;
	});
	expect(done).toBe(2);
});
