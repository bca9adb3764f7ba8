import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClassCommand } from "#contract/class-command.ts";
import { LIMITS } from "#contract/limits.ts";
import { HOST_KEY, openScene, QUESTION, type ScenePage } from "./testkit/class-scene.ts";

const TRUTH = { answer: 1, says: "Nothing arrives.", client: "sub-1", messages: ["m1"], differs: ["Step 2.", null, "Step 2."] };
const tokenOf = (page: ScenePage) => (page.you() as { token: string }).token;
const seatOf = (page: ScenePage) => (page.you() as { seat: number }).seat;

describe("the seats of a class", () => {
	it("are numbered in the order in which phones come, and a phone that comes back has its own again", () => {
		const scene = openScene();
		const [first, second] = [scene.seat(), scene.seat()];
		expect([seatOf(first), seatOf(second)]).toEqual([1, 2]);
		first.leave();
		expect(seatOf(scene.seat())).toBe(3);
		expect(seatOf(scene.seat(tokenOf(first)))).toBe(1);
	});

	it("are given to no phone that guesses", () => {
		const scene = openScene();
		scene.seat();
		expect(seatOf(scene.seat("a guess"))).toBe(2);
		expect(scene.enter({ role: "host", key: `${HOST_KEY}!` })).toMatch(/not the key/);
		expect(scene.enter({ role: "host", key: "" })).toMatch(/not the key/);
	});

	it("go to their paper cards while they are free; whoever comes too late has another one", () => {
		const scene = openScene();
		const host = scene.host();
		const cards = (host.you() as { cards: string[] }).cards;
		expect(cards).toHaveLength(LIMITS.seats);
		expect(seatOf(scene.seat(cards[6]))).toBe(7);
		expect(seatOf(scene.seat())).toBe(1);
		expect(seatOf(scene.seat(cards[0]))).toBe(2);
	});

	it("are told as full in a sentence, and one seat is open in two pages at most", () => {
		const scene = openScene();
		const pages = Array.from({ length: LIMITS.seats }, () => scene.seat());
		expect(scene.enter({ role: "seat", token: null })).toBe("The room is full: 60 of 60.");
		const token = tokenOf(pages[4] as ScenePage);
		const second = scene.seat(token);
		expect(scene.enter({ role: "seat", token })).toBe("Seat 5 is open in 2 pages. Close one of them first.");
		second.leave();
		expect(seatOf(scene.seat(token))).toBe(5);
	});

	it("are not shut to a phone whose lines have died without a word, however often: a page that says nothing gives way", () => {
		const scene = openScene();
		const first = scene.seat();
		const token = tokenOf(first);
		const lines = [first];
		for (let death = 0; death < 5; death += 1) {
			scene.time.pass(LIMITS.beatMs + LIMITS.answerMs);
			lines.push(scene.seat(token));
		}
		expect(lines.map(seatOf)).toEqual([1, 1, 1, 1, 1, 1]);
		const gaveWay = ["Seat 1 has been opened in another page."];
		expect(lines.map(({ turnedOut }) => turnedOut)).toEqual([gaveWay, gaveWay, gaveWay, gaveWay, [], []]);
		// The host hears late that the old lines are over, when the seat has been left and taken again.
		for (const line of lines.slice(4)) line.leave();
		scene.seat(token);
		for (const line of lines.slice(0, 4)) line.leave();
		scene.time.pass(LIMITS.seatBeatMs);
		expect(
			scene
				.host()
				.seats()
				.map(({ presence }) => presence),
		).toEqual(["here"]);
	});

	it("are not answering 15 s after the last word of their phone, and here again with the next one", () => {
		const scene = openScene();
		const host = scene.host();
		const [quiet, lively] = [scene.seat(), scene.seat()];
		for (let beat = 0; beat < 3; beat += 1) {
			scene.time.pass(LIMITS.seatBeatMs);
			lively.heard();
		}
		scene.time.pass(LIMITS.classBatchMs + 10);
		expect(host.seats().map(({ presence }) => presence)).toEqual(["not-answering", "here"]);
		expect(host.told()).toMatchObject({ here: 1, taken: 2 });
		quiet.heard();
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.told().here).toBe(2);
		lively.leave();
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.seats().map(({ presence }) => presence)).toEqual(["here", "away"]);
	});

	it("are told of to their own phones alone, and by name to the host alone", () => {
		const scene = openScene();
		const [host, screen] = [scene.host(), scene.screen()];
		const [mira, ben] = [scene.seat(), scene.seat()];
		expect(mira.asks({ type: "class.name", name: " Mira " })).toBe(null);
		scene.time.pass(LIMITS.classBatchMs);
		const names = (page: ScenePage) => page.seats().map(({ seat, name }) => [seat, name]);
		expect(names(host)).toEqual([
			[1, "Mira"],
			[2, null],
		]);
		expect(names(screen)).toEqual([
			[1, null],
			[2, null],
		]);
		expect([names(mira), names(ben)]).toEqual([[[1, "Mira"]], [[2, null]]]);
	});

	it("that are removed are cut and turned out, do not come back by themselves, and keep their number", () => {
		const scene = openScene();
		const host = scene.host();
		const phone = scene.seat();
		expect(host.asks({ type: "class.remove", seat: 1 })).toBe(null);
		expect([scene.cut, phone.turnedOut]).toEqual([[1], ["The trainer has removed this phone. Ask at the front to come back."]]);
		phone.leave();
		expect(scene.enter({ role: "seat", token: tokenOf(phone) })).toMatch(/has removed this phone/);
		expect(seatOf(scene.seat())).toBe(2);
		expect(host.asks({ type: "class.readmit", seat: 1 })).toBe(null);
		expect(seatOf(scene.seat(tokenOf(phone)))).toBe(1);
		expect(host.asks({ type: "class.cut", seat: 9 })).toBe("Nobody has taken seat 9.");
	});
});

describe("a question to a class", () => {
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
