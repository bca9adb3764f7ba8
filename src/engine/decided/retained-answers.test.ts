import { expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { newSession, type PublishedMessage } from "#engine/session.ts";
import type { Deliveries } from "./deliveries.ts";
import { openRetainedAnswers } from "./retained-answers.ts";
import { openWaitingBytes } from "./waiting-bytes.ts";

const named = (message: string) => ({ message, payload: Buffer.from(message) }) as Partial<PublishedMessage> as PublishedMessage;

/** Answers whose turn is spent after each copy: the rest waits in `later`. */
function open() {
	const later: (() => boolean)[] = [];
	const told: string[] = [];
	const delivered: string[] = [];
	const deliveries: Pick<Deliveries, "deliver" | "waiting"> = {
		deliver: (_, { message }) => void delivered.push(message),
		waiting: openWaitingBytes(() => {}),
	};
	const work = { later: (job: () => boolean) => void later.push(job), spent: () => true };
	const answers = openRetainedAnswers(deliveries, work, ({ type }) => void told.push(type));
	return { later, told, delivered, deliveries, answers, session: newSession("sub", true, "c1") };
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

it("leaves out what a session that ends has not got, and decides what was published for it in steps", () => {
	const { later, told, answers, session, delivered } = open();
	let done = 0;
	answers.add(session, { next: () => true }, () => {
		done += 1;
	});
	for (let n = 0; n < 3; n += 1) answers.deliver(session, named(`m${n}`), 1);
	expect([done, delivered]).toEqual([0, []]);
	const steps = answers.end(session);
	expect(steps.next().done).toBe(false);
	expect([done, delivered]).toEqual([1, ["m0"]]);
	while (!steps.next().done);
	expect(delivered).toEqual(["m0", "m1", "m2"]);
	expect(told).toEqual(["retained.awaited", "retained.decided"]);
	for (const job of later) job();
	expect(delivered).toHaveLength(3);
});

it("leaves out the rest of the copies once too much waits behind them, says so, and keeps the order of what was published", () => {
	const { later, told, answers, session, delivered, deliveries } = open();
	answers.add(session, { next: () => true }, () => {});
	const names = Array.from({ length: LIMITS.behindRetained + 100 }, (_, n) => `m${n}`);
	for (const name of names.slice(0, LIMITS.behindRetained - 1)) answers.deliver(session, named(name), 1);
	expect([delivered.length, told]).toEqual([0, ["retained.awaited"]]);
	for (const name of names.slice(LIMITS.behindRetained - 1)) {
		const before = delivered.length;
		answers.deliver(session, named(name), 1);
		expect(delivered.length - before).toBeLessThanOrEqual(4);
	}
	expect(told).toEqual(["retained.awaited", "limit.reached"]);
	while (delivered.length < names.length) for (const job of later.splice(0)) job();
	expect(delivered).toEqual(names);
	expect(told).toEqual(["retained.awaited", "limit.reached", "retained.decided"]);
	expect(deliveries.waiting.bytes).toBe(0);
});
