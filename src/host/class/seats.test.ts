import { describe, expect, it } from "vitest";
import { LIMITS } from "#contract/limits.ts";
import { HOST_KEY, openScene, type ScenePage } from "./testkit/class-scene.ts";

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

	it("go to no other phone while theirs is away for a short time, and then only where there is no other seat", () => {
		const scene = openScene();
		const pages = Array.from({ length: LIMITS.seats }, () => scene.seat());
		const [first, second, third] = pages as [ScenePage, ScenePage, ScenePage];
		third.asks({ type: "class.name", name: "Ana" });
		scene.time.pass(1_000);
		second.leave();
		scene.time.pass(1_000);
		for (const page of [first, third]) page.leave();
		scene.time.pass(LIMITS.seatKeptMs - 1_000);
		// The second has stayed for a shorter time, and is away for long enough.
		expect(seatOf(scene.seat())).toBe(2);
		expect(scene.enter({ role: "seat", token: null })).toBe("The room is full: 60 of 60.");
		expect(scene.begunAnew).toEqual([2]);
		scene.time.pass(1_000);
		expect(seatOf(scene.seat())).toBe(1);
		expect(scene.enter({ role: "seat", token: tokenOf(second) })).toBe("The room is full: 60 of 60.");
		expect(seatOf(scene.seat(tokenOf(third)))).toBe(3);
	});

	it("are free by the host's word: one that is removed or away, none that is in use", () => {
		const scene = openScene();
		const host = scene.host();
		const [one, two, three] = [scene.seat(), scene.seat(), scene.seat()];
		expect(host.asks({ type: "class.free", seat: 1 })).toBe("Seat 1 is in use. Remove its phone first.");
		expect(host.asks({ type: "class.free", seat: 4 })).toBe("Nobody has taken seat 4.");
		host.asks({ type: "class.remove", seat: 1 });
		expect(host.asks({ type: "class.free", seat: 1 })).toBe(null);
		expect([scene.begunAnew, scene.lesson.lifeOf(1)]).toEqual([[1], 1]);
		const next = scene.seat();
		expect(seatOf(next)).toBe(1);
		expect(tokenOf(next)).not.toBe(tokenOf(one));
		expect(scene.enter({ role: "seat", token: tokenOf(one) })).toBe(
			"The trainer has removed this phone and given its seat to the next one. Ask at the front to come back.",
		);
		// The pages of the phone before go late, and say what they like.
		one.heard({ "s01-sub": 9 });
		one.leave();
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.seats().find(({ seat }) => seat === 1)).toMatchObject({ presence: "here", received: {} });
		two.leave();
		expect(host.asks({ type: "class.free", seat: 2 })).toBe(null);
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.seats().find(({ seat }) => seat === 2)).toMatchObject({ presence: "free", name: null });
		expect(seatOf(scene.seat())).toBe(2);
		expect(seatOf(three)).toBe(3);
	});

	it("are given to no phone that is new while the host lets no more in; those that have one come back, and so do paper cards", () => {
		const scene = openScene();
		const host = scene.host();
		const phone = scene.seat();
		expect(host.asks({ type: "class.joining", joining: false })).toBe(null);
		expect(scene.enter({ role: "seat", token: null })).toBe("The trainer is not letting any more phones in. Ask at the front.");
		expect(scene.enter({ role: "seat", token: "a guess" })).toBe("The trainer is not letting any more phones in. Ask at the front.");
		phone.leave();
		expect(seatOf(scene.seat(tokenOf(phone)))).toBe(1);
		expect(seatOf(scene.seat((host.you() as { cards: string[] }).cards[4]))).toBe(5);
		host.asks({ type: "class.joining", joining: true });
		expect(seatOf(scene.seat())).toBe(2);
	});

	it("that are removed do nothing any longer, whatever they had sent before, and count in nothing", () => {
		const scene = openScene();
		const host = scene.host();
		const [phone, other] = [scene.seat(), scene.seat()];
		host.asks({ type: "class.ask", question: { id: "q", about: "a", asks: "?", setup: [], answers: ["A", "B"] } });
		for (const page of [phone, other]) page.asks({ type: "class.answer", question: "q", answer: 0 });
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.told()).toMatchObject({ answered: 2, asked: 2 });
		host.asks({ type: "class.remove", seat: 1 });
		for (const late of [
			{ type: "class.name", name: "Ghost" },
			{ type: "class.answer", question: "q", answer: 1 },
			{ type: "class.progress", progress: null },
		] as const)
			expect(phone.asks(late)).toBe("This phone no longer has a seat.");
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.told()).toMatchObject({ answered: 1, asked: 1, taken: 1 });
		expect(host.seats().map(({ name }) => name)).toEqual([null, null]);
	});

	it("have received nothing once the room is cleared, whether their phones are here or not", () => {
		const scene = openScene();
		const host = scene.host();
		const [here, away] = [scene.seat(), scene.seat()];
		here.heard({ "s01-sub": 3 });
		away.heard({ "s02-sub": 5 });
		away.leave();
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.seats().map(({ received }) => received)).toEqual([{ "s01-sub": 3 }, { "s02-sub": 5 }]);
		scene.lesson.cleared();
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.seats().map(({ received }) => received)).toEqual([{}, {}]);
	});

	it("are given to phones that were removed for good once the host lets them back in", () => {
		const scene = openScene();
		const host = scene.host();
		const phone = scene.seat();
		host.asks({ type: "class.remove", seat: 1 });
		host.asks({ type: "class.free", seat: 1 });
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.told().outcasts).toBe(1);
		expect(scene.enter({ role: "seat", token: tokenOf(phone) })).toMatch(/given its seat to the next one/);
		host.asks({ type: "class.joining", joining: true });
		expect(seatOf(scene.seat(tokenOf(phone)))).toBe(1);
		scene.time.pass(LIMITS.classBatchMs);
		expect(host.told().outcasts).toBe(0);
	});

	it("of a full class go to an address that has none where one address has most of them, and none that somebody has used", () => {
		const scene = openScene();
		const phones = Array.from({ length: LIMITS.seats }, () => scene.enter({ role: "seat", token: null }, "10.0.0.9") as ScenePage);
		for (const phone of phones.slice(0, -2)) phone.asks({ type: "class.name", name: "Ana" });
		const comes = (from: string) => {
			const page = scene.enter({ role: "seat", token: null }, from);
			if (typeof page === "string") return page;
			page.leave();
			return seatOf(page);
		};
		expect(comes("10.0.0.9")).toBe("The room is full: 60 of 60.");
		expect(comes("10.0.0.7")).toBe(60);
		expect(comes("10.0.0.7")).toBe("The room is full: 60 of 60.");
		expect(comes("10.0.0.8")).toBe(59);
		expect(comes("10.0.0.6")).toBe("The room is full: 60 of 60.");
		expect(phones.map(({ turnedOut }) => turnedOut.length).reduce((sum, count) => sum + count)).toBe(2);
	});

	it("are not come back to with the paper card of a phone that was removed for good; the host has another card for the next one", () => {
		const scene = openScene();
		const host = scene.host();
		const cards = () => (host.you() as { cards: string[] }).cards;
		const card = cards()[6] ?? "";
		expect(seatOf(scene.seat(card))).toBe(7);
		host.asks({ type: "class.remove", seat: 7 });
		host.asks({ type: "class.free", seat: 7 });
		host.asks({ type: "class.joining", joining: false });
		expect(scene.enter({ role: "seat", token: card })).toBe("The trainer is not letting any more phones in. Ask at the front.");
		expect(cards()[6]).not.toBe(card);
		expect(seatOf(scene.seat(cards()[6]))).toBe(7);
	});

	it("leave screens to others: an address has so many, and one that shows the host's key is let in", () => {
		const scene = openScene();
		const screen = (from: string | null, key?: string) =>
			scene.enter(key === undefined ? { role: "screen" } : { role: "screen", key }, from);
		const opened = Array.from({ length: LIMITS.screensPerAddress }, () => screen("10.0.0.9"));
		expect(opened.every((page) => typeof page !== "string")).toBe(true);
		expect(screen("10.0.0.9")).toBe("No more than 8 screens from one address here.");
		expect(screen("10.0.0.9", "a guess")).toBe("No more than 8 screens from one address here.");
		for (const page of [screen("10.0.0.9", HOST_KEY), screen("10.0.0.8"), screen(null)]) expect(typeof page).toBe("object");
		const [first] = opened;
		if (typeof first !== "string") first?.leave();
		expect(typeof screen("10.0.0.9")).toBe("object");
	});
});
