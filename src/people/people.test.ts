import { describe, expect, it } from "vitest";
import type { SeatTold } from "#contract/class.ts";
import { lossText } from "#crowd/loss-text.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import type { Session, World } from "#model/world.ts";
import { benchSteps, peopleOf, seatName } from "./people-list.ts";

const seat = (number: number, more: Partial<SeatTold> = {}): SeatTold => ({
	seat: number,
	name: null,
	presence: "here",
	hidden: false,
	progress: null,
	received: {},
	...more,
});
const numbers = (seats: readonly SeatTold[]) => seats.map((one) => one.seat);

describe("the people of a class", () => {
	const all = [
		seat(12, { name: "Lena" }),
		seat(9, { name: "Ines", presence: "away" }),
		seat(28, { name: "Bao", presence: "removed" }),
		seat(1, { name: "Ana" }),
		seat(22, { name: "Vera", presence: "not-answering" }),
	];

	it("are those that are away and those that are here, each by number", () => {
		const { away, here, counts } = peopleOf(all, "all", "");
		expect([numbers(away), numbers(here), counts]).toEqual([[9, 22, 28], [1, 12], { all: 4, here: 2, away: 2 }]);
	});

	it("are found by seat, or by a part of the name, and the counts stay those of everybody", () => {
		expect(numbers(peopleOf(all, "all", "12").here)).toEqual([12]);
		expect(numbers(peopleOf(all, "all", "s09").away)).toEqual([9]);
		expect(numbers(peopleOf(all, "all", "1").here)).toEqual([1]);
		const { away, here, counts } = peopleOf(all, "all", "an");
		expect([numbers(away), numbers(here), counts.all]).toEqual([[], [1], 4]);
	});

	it("keep the row of somebody who was just removed where it was, and count that seat nowhere", () => {
		const { away, here, counts } = peopleOf(all, "all", "", (number) => number === 28);
		expect([numbers(away), numbers(here), counts.here]).toEqual([[9, 22], [1, 12, 28], 2]);
	});

	it("are narrowed to those here, or those away", () => {
		expect(peopleOf(all, "here", "").away).toEqual([]);
		expect(peopleOf(all, "away", "").here).toEqual([]);
	});

	it("are called what they call themselves, unless that is hidden", () => {
		expect(seatName(seat(3, { name: "Rude", hidden: true }))).toEqual({ says: "hidden: “seat 3”", quiet: true });
		expect(seatName(seat(3, { name: "Ana" })).says).toBe("Ana");
		expect(seatName(seat(3)).says).toBe("no name");
	});

	it("have four steps at the bench", () => {
		expect(benchSteps(seat(1))).toEqual({ steps: ["todo", "todo", "todo", "todo"], says: "not begun" });
		const progress = { station: 2, of: 4, says: "Run" } as const;
		expect(benchSteps(seat(1, { progress }))).toEqual({ steps: ["done", "now", "todo", "todo"], says: "Run" });
		expect(benchSteps(seat(1, { progress: { station: 4, of: 4, says: "Explain" } })).steps).toEqual(["done", "done", "done", "done"]);
	});
});

describe("what would be lost", () => {
	const session = (name: string, waiting: number): Session => ({
		session: name,
		cleanSession: false,
		createdAt: 0,
		connection: null,
		offline: null,
		subscriptions: {},
		queue: Array.from({ length: waiting }, (_, at) => ({ delivery: `${name}-${at}`, message: `m${at}`, qos: 1, since: 0 })),
		inflight: [],
		incoming: [],
		awaitsRetained: false,
		will: null,
		fallen: [],
	});
	const world = (sessions: readonly Session[], persistence = false): World => ({
		...EMPTY_WORLD,
		settings: { ...EMPTY_WORLD.settings, persistence },
		sessions: Object.fromEntries(sessions.map((one) => [one.session, one])),
	});
	const seats = (count: number) => ({ seats: count, clients: 0 });

	it("is named in numbers: who is here, the sessions, and what waits in them", () => {
		const rest = Array.from({ length: 27 }, (_, at) => session(`s${at}`, 0));
		expect(lossText(world([session("a", 3), session("b", 1), ...rest]), seats(27), "clear")).toBe(
			"27 seats are here. This ends 29 sessions and throws away 4 waiting messages.",
		);
	});

	it("reads well with one of each, and with nothing that waits", () => {
		expect(lossText(world([session("a", 1)]), seats(1), "load")).toBe(
			"1 seat is here. This ends 1 session and throws away 1 waiting message.",
		);
		expect(lossText(world([session("a", 0)]), seats(2), "clear")).toBe("2 seats are here. This ends 1 session.");
	});

	it("is only the connections where the broker keeps the rest over a restart, and all of it where another broker comes", () => {
		const connections = { c1: {} } as unknown as World["connections"];
		expect(lossText({ ...world([session("a", 3)], true), connections }, seats(2), "restart")).toBe(
			"2 seats are here. This ends 1 connection; sessions and messages that wait in them are kept.",
		);
		const clean = { ...session("b", 0), cleanSession: true };
		expect(lossText({ ...world([session("a", 3), clean], true), connections }, seats(2), "restart")).toBe(
			"2 seats are here. This ends 1 connection and 1 clean session; the other sessions and messages that wait in them are kept.",
		);
		expect(lossText({ ...world([clean], true), connections }, seats(2), "restart")).toBe(
			"2 seats are here. This ends 1 connection and 1 clean session.",
		);
		// A broker that keeps nothing, whatever the settings say.
		const stock = world([session("a", 3)], true);
		expect(lossText({ ...stock, settings: { ...stock.settings, broker: "aedes" } }, seats(2), "restart")).toContain("throws away 3");
		expect(lossText(world([session("a", 3)], true), seats(2), "replace")).toContain("throws away 3");
		expect(lossText(world([session("a", 3)], true), seats(2), "clear")).toContain("throws away 3");
	});

	it("is also what is retained, and what clients without a seat have", () => {
		const retained = { "class/x": {} } as unknown as World["retained"];
		expect(lossText({ ...world([session("a", 1)]), retained }, { seats: 1, clients: 2 }, "load")).toBe(
			"1 seat is here and 2 other clients are connected. This ends 1 session and throws away 1 waiting message and 1 retained message.",
		);
		expect(lossText({ ...world([]), retained }, { seats: 0, clients: 1 }, "clear")).toBe(
			"1 other client is connected. This throws away 1 retained message.",
		);
	});

	it("is not asked about while nobody else is here, or nothing at all would be lost", () => {
		expect(lossText(world([session("a", 3)]), seats(0), "clear")).toBeNull();
		for (const by of ["clear", "load", "restart", "replace"] as const) expect(lossText(world([]), seats(27), by)).toBeNull();
		expect(lossText(world([session("a", 3)], true), seats(27), "restart")).toBeNull();
	});
});
