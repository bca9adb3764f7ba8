import { expect, it } from "vitest";
import { newSession } from "#engine/session.ts";
import { openRetainedAnswers } from "./retained-answers.ts";

const UNUSED = {} as Parameters<typeof openRetainedAnswers>[0];

/** Answers whose turn is spent after each copy: the rest waits in `later`. */
function open() {
	const later: (() => boolean)[] = [];
	const answers = openRetainedAnswers(UNUSED, { later: (job) => void later.push(job), spent: () => true });
	return { later, answers, session: newSession("sub", true, "c1") };
}

it("all copies are decided, in slices, before the client is told so", () => {
	const { later, answers, session } = open();
	let left = 3;
	let done = 0;
	answers.add(session, { next: () => --left > 0 }, () => {
		done += 1;
	});
	expect([left, done]).toEqual([2, 0]);
	for (const job of later) job();
	expect([left, done]).toEqual([0, 1]);
});

it("a copy that fails costs the copies behind it, and never leaves the client waiting for them", () => {
	const { later, answers, session } = open();
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
	expect([copies, done]).toEqual([2, 1]);
	answers.add(session, { next: () => false }, () => {
		done += 1;
	});
	expect(done).toBe(2);
});
