import { describe, expect, it } from "vitest";
import { openPace } from "./pace.ts";
import type { RealTime } from "./port.ts";
import { openWork } from "./work.ts";

/** Time that moves by one ms whenever somebody looks at it, and turns that are taken one by one. */
function openTurns() {
	let now = 0;
	const soon: (() => void)[] = [];
	const time: Pick<RealTime, "now" | "soon"> = { now: () => ++now, soon: (call) => void soon.push(call) };
	return {
		time,
		/** Takes one turn of the event loop; false: nothing was waiting. */
		turn() {
			const call = soon.shift();
			call?.();
			return call !== undefined;
		},
		/** Nothing happens for a while. */
		rest() {
			now += 1_000;
		},
	};
}

/** A job of this many units, which notes each of them. */
function jobOf(name: string, units: number, done: string[]) {
	let left = units;
	return () => {
		done.push(name);
		left -= 1;
		return left > 0;
	};
}

const openRoomWork = (pace: ReturnType<typeof openPace>, report: (fault: unknown) => void = (fault) => expect.fail(String(fault))) =>
	openWork({ pace, run: (unit) => unit(), report });

describe("the work of a room", () => {
	it("is done at once where there is little of it", () => {
		const { time, turn } = openTurns();
		const done: string[] = [];
		openRoomWork(openPace(time)).do(jobOf("a", 2, done));
		expect(done).toEqual(["a", "a"]);
		expect(turn()).toBe(false);
	});

	it("stops when the turn has had its share, and goes on in later turns until it is done", () => {
		const { time, turn } = openTurns();
		const done: string[] = [];
		openRoomWork(openPace(time)).do(jobOf("a", 100, done));
		const inFirst = done.length;
		expect(inFirst).toBeLessThan(10);
		turn();
		expect(done.length - inFirst).toBeLessThan(10);
		while (turn());
		expect(done).toHaveLength(100);
	});

	it("is shared by its jobs, a few units each in turn", () => {
		const { time, turn } = openTurns();
		const done: string[] = [];
		const work = openRoomWork(openPace(time));
		for (const name of ["a", "b", "c"]) work.later(jobOf(name, 20, done));
		for (let n = 0; n < 6; n += 1) turn();
		for (const name of ["a", "b", "c"]) expect(done.filter((one) => one === name).length).toBeGreaterThan(3);
		while (turn());
		expect(done).toHaveLength(60);
	});

	it("is one turn where it comes in pieces that follow each other closely, however long a piece takes", () => {
		let now = 0;
		const soon: (() => void)[] = [];
		const done: string[] = [];
		const work = openRoomWork(openPace({ now: () => now, soon: (call) => void soon.push(call) }));
		for (const name of ["a", "b", "c"])
			work.do(() => {
				now += 3;
				done.push(name);
				return false;
			});
		expect(done).toEqual(["a", "b"]);
		soon.shift()?.();
		expect(done).toEqual(["a", "b", "c"]);
	});

	it("leaves time for what it has set in motion, as if that were done already", () => {
		let now = 0;
		const soon: (() => void)[] = [];
		const done: string[] = [];
		const work = openRoomWork(openPace({ now: () => now, soon: (call) => void soon.push(call) }));
		for (const name of ["a", "b"])
			work.do(() => {
				work.spend(10);
				done.push(name);
				return false;
			});
		expect(done).toEqual(["a"]);
		now += 10;
		soon.shift()?.();
		expect(done).toEqual(["a", "b"]);
	});

	it("waits for steps that are done alone, one job after the other", () => {
		const { time, turn } = openTurns();
		const done: string[] = [];
		const work = openRoomWork(openPace(time));
		const steps = function* (name: string) {
			for (let n = 0; n < 20; n += 1) {
				done.push(name);
				yield;
			}
		};
		work.alone(steps("restart"));
		work.later(jobOf("a", 3, done));
		work.alone(steps("again"));
		while (turn());
		expect(done.join(" ")).toBe([...Array(20).fill("restart"), ...Array(20).fill("again"), "a", "a", "a"].join(" "));
	});

	it("finishes at once what is done alone, when it has to be", () => {
		const { time, turn } = openTurns();
		const done: string[] = [];
		const work = openRoomWork(openPace(time));
		work.alone(
			(function* () {
				for (let n = 0; n < 50; n += 1) {
					done.push("x");
					yield;
				}
			})(),
		);
		work.finish();
		expect(done).toHaveLength(50);
		while (turn());
		expect(done).toHaveLength(50);
	});

	it("loses only the job whose unit has a bug", () => {
		const { time, turn } = openTurns();
		const done: string[] = [];
		const faults: unknown[] = [];
		const work = openRoomWork(openPace(time), (fault) => void faults.push(fault));
		work.later(() => {
			throw new Error("a bug");
		});
		work.later(jobOf("a", 30, done));
		while (turn());
		expect(faults).toHaveLength(1);
		expect(done).toHaveLength(30);
	});

	it("does nothing more once the room is closed", () => {
		const { time, turn } = openTurns();
		const done: string[] = [];
		const work = openRoomWork(openPace(time));
		work.later(jobOf("a", 30, done));
		turn();
		const before = done.length;
		work.close();
		work.later(jobOf("b", 1, done));
		while (turn());
		expect(done).toHaveLength(before);
	});
});

describe("the rooms of one process", () => {
	it("have a turn each, whatever the others still have to do", () => {
		const { time, turn } = openTurns();
		const pace = openPace(time);
		const done: string[] = [];
		for (const name of ["a", "b", "c"]) openRoomWork(pace).later(jobOf(name, 200, done));
		for (let n = 0; n < 9; n += 1) turn();
		const [a = 0, b = 0, c = 0] = ["a", "b", "c"].map((name) => done.filter((one) => one === name).length);
		expect(Math.min(a, b, c)).toBeGreaterThan(0);
		expect(Math.max(a, b, c) - Math.min(a, b, c)).toBeLessThan(10);
	});

	it("let a room that has just got work go before those that are in the middle of theirs, and those still go on", () => {
		const { time, turn, rest } = openTurns();
		const pace = openPace(time);
		const done: string[] = [];
		for (let n = 0; n < 20; n += 1) openRoomWork(pace).later(jobOf("flooded", 1_000, done));
		for (let n = 0; n < 60; n += 1) turn();
		const before = done.length;
		rest();
		openRoomWork(pace).later(jobOf("quiet", 1, done));
		turn();
		turn();
		expect(done.slice(before)).toContain("quiet");
		// A room that gets new work all the time does not keep the others waiting.
		const busy = openRoomWork(pace);
		for (let n = 0; n < 20; n += 1) {
			busy.later(jobOf("busy", 1, done));
			turn();
		}
		expect(done.slice(before).filter((one) => one === "flooded").length).toBeGreaterThan(20);
	});
});
