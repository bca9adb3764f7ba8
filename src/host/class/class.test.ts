import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClassCommand } from "#contract/class-command.ts";
import { LIMITS } from "#contract/limits.ts";
import { openScene, QUESTION, type ScenePage } from "./testkit/class-scene.ts";

const TRUTH = { answer: 1, says: "Nothing arrives.", client: "sub-1", messages: ["m1"], differs: ["Step 2.", null, "Step 2."] };
const tokenOf = (page: ScenePage) => (page.you() as { token: string }).token;
const seatOf = (page: ScenePage) => (page.you() as { seat: number }).seat;

describe("a question to a class", () => {
	it("is revealed by the page of the host that runs it, and by another one only once that page has gone", () => {
		const scene = openScene();
		const [runs, other] = [scene.host(), scene.host()];
		other.asks({ type: "class.ask", question: QUESTION });
		other.asks({ type: "class.close" });
		expect(runs.asks({ type: "class.run" })).toBe(null);
		const reveal: ClassCommand = { type: "class.reveal", truth: TRUTH };
		expect(other.asks({ type: "class.run" })).toBe("Another page of the host is running this question.");
		expect(runs.asks({ type: "class.run" })).toBe(null);
		expect(other.asks(reveal)).toBe("Another page of the host runs this question, and reveals what happened.");
		scene.time.pass(LIMITS.classBatchMs);
		expect(other.told().stage).toBe("run");
		expect(JSON.stringify(other.frames)).not.toContain("runner");
		runs.leave();
		expect(other.asks(reveal)).toBe(null);
	});

	it("may be answered, and answered otherwise, until it is closed, by who comes late too", () => {
		const scene = openScene();
		const host = scene.host();
		const phone = scene.seat();
		const answer = (answer: number): ClassCommand => ({ type: "class.answer", question: QUESTION.id, answer });
		expect(phone.asks(answer(0))).toBe("This question is closed.");
		expect(host.asks({ type: "class.ask", question: QUESTION })).toBe(null);
		expect([phone.asks(answer(0)), phone.asks(answer(2))]).toEqual([null, null]);
		expect(phone.you()).toMatchObject({ answer: 2 });
		expect(phone.asks(answer(3))).toBe("The question has no such answer.");
		const late = scene.seat();
		expect(late.told()).toMatchObject({ stage: "ask", question: QUESTION });
		expect(late.asks(answer(1))).toBe(null);
		expect(host.asks({ type: "class.close" })).toBe(null);
		expect(late.asks(answer(0))).toBe("This question is closed.");
		host.asks({ type: "class.run" });
		expect(host.asks({ type: "class.reveal", truth: TRUTH })).toBe(null);
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.told()).toMatchObject({ stage: "reveal", given: [0, 1, 1], answered: 2, asked: 2, truth: TRUTH });
		expect(host.asks({ type: "class.watch" })).toBe(null);
		expect(phone.you()).toMatchObject({ answer: null });
	});

	it("says no distribution to anybody before it is revealed, whatever is asked in whatever order; then the bars sum to the answers", () => {
		const answers = fc.record({ type: fc.constant("class.answer" as const), question: fc.constant(QUESTION.id), answer: fc.nat(2) });
		const stages = fc.constantFrom<ClassCommand>(
			{ type: "class.ask", question: QUESTION },
			{ type: "class.close" },
			{ type: "class.run" },
			{ type: "class.reveal", truth: TRUTH },
			{ type: "class.watch" },
			{ type: "class.freeze", frozen: true },
			{ type: "class.freeze", frozen: false },
			{ type: "class.remove", seat: 2 },
			{ type: "class.readmit", seat: 2 },
		);
		const does = fc.oneof(fc.record({ by: fc.nat(4), asks: answers }), fc.record({ by: fc.constant(null), asks: stages }));
		fc.assert(
			fc.property(fc.array(does, { maxLength: 60 }), (done) => {
				const scene = openScene();
				const host = scene.host();
				const phones = Array.from({ length: 5 }, () => scene.seat());
				const pages = [host, scene.screen(), ...phones];
				for (const { by, asks } of done) {
					(by === null ? host : (phones[by] as ScenePage)).asks(asks);
					scene.time.pass(LIMITS.classBatchMs);
					for (const page of pages) {
						const { given, truth, stage, answered } = page.told();
						expect(given === null).toBe(stage !== "reveal");
						expect(truth === null).toBe(stage !== "reveal");
						if (given !== null) expect(given.reduce((sum, one) => sum + one, 0)).toBe(answered);
					}
				}
				// What a page of a seat was ever told of answers is its own.
				for (const page of phones) {
					for (const { seats = [] } of page.frames) for (const seat of seats) expect(seat.seat).toBe(seatOf(page));
				}
			}),
			{ numRuns: 60, seed: 13 },
		);
	});
});

describe("a class", () => {
	it("tells a change once, within 250 ms, and nothing where nothing has changed", () => {
		const scene = openScene();
		const [host, screen] = [scene.host(), scene.screen()];
		scene.time.pass(LIMITS.classBatchMs);
		const before = screen.frames.length;
		host.asks({ type: "class.says", what: "pub-1 publishes", task: null });
		host.asks({ type: "class.says", what: "pub-1 publishes to all", task: null });
		scene.time.pass(LIMITS.classBatchMs);
		expect(screen.frames.slice(before)).toEqual([{ type: "class", told: { what: "pub-1 publishes to all" }, seats: [] }]);
		host.asks({ type: "class.says", what: "pub-1 publishes to all", task: null });
		scene.time.pass(10_000);
		expect(screen.frames).toHaveLength(before + 1);
	});

	it("tells a page that came in between what has changed back since then", () => {
		const scene = openScene();
		const one = scene.seat();
		scene.time.pass(LIMITS.classBatchMs);
		one.leave();
		const screen = scene.screen();
		expect([screen.told().here, screen.seats().map(({ presence }) => presence)]).toEqual([0, ["away"]]);
		scene.seat(tokenOf(one));
		scene.time.pass(LIMITS.classBatchMs);
		expect([screen.told().here, screen.seats().map(({ presence }) => presence)]).toEqual([1, ["here"]]);
	});

	it("gives each page a ticket of its own that holds while the page is there", () => {
		const scene = openScene();
		const [host, one, other] = [scene.host(), scene.seat(), scene.seat()];
		const tickets = [host, one, other].map((page) => (page.you() as { ticket: string }).ticket);
		expect(new Set(tickets).size).toBe(3);
		expect(tickets.map(scene.lesson.holder)).toEqual([{ role: "host" }, { role: "seat", seat: 1 }, { role: "seat", seat: 2 }]);
		one.leave();
		expect(scene.lesson.holder(tickets[1] as string)).toBe(null);
		expect(scene.lesson.holder("")).toBe(null);
		expect(scene.screen().you()).toEqual({ role: "screen" });
	});

	it("leaves no timer behind when it is closed", () => {
		const scene = openScene();
		scene.seat();
		scene.host();
		scene.lesson.close();
		expect(scene.time.timers).toBe(0);
	});
});
