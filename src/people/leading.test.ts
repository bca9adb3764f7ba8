import { describe, expect, it } from "vitest";
import type { Lesson } from "#course/lesson.ts";
import { LESSONS } from "#course/lessons/lessons.ts";
import { scriptOf } from "#course/play.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { RoomState } from "#room/room-state.ts";
import { joinAddress, typedAddress, whyUnreachable } from "./class-address.ts";
import { lessonAfter, lessonLabel, menuRows, nextAfter } from "./lesson-choice.ts";
import { endedNow, isEndedIn, keepEnded, readEnded } from "./run-ended.ts";
import { runStand } from "./run-stand.ts";

const [FIRST, SECOND] = LESSONS as readonly [Lesson, Lesson];

describe("whose question is asked next", () => {
	it("is chosen from the five tests, a question of one's own, and every other lesson, each once", () => {
		const rows = menuRows([]);
		expect(rows.findIndex(({ row }) => row === "trainer")).toBe(5);
		expect(rows.flatMap((one) => (one.row === "lesson" ? [one.lesson.id] : []))).toEqual(LESSONS.map(({ id }) => id));
	});

	it("is after a lesson that of the next one, until the last", () => {
		expect(lessonAfter(FIRST)).toBe(SECOND);
		const last = LESSONS.at(-1) as Lesson;
		expect(lessonAfter(last)).toBe(last);
	});

	it("is, once it is answered, the next one, unless another one has been chosen", () => {
		const own = { id: "own:1", about: "", asks: "Clear?", setup: [], answers: ["Yes", "No"] };
		const of = (lesson: Lesson) => ({ from: "lesson", lesson }) as const;
		expect(nextAfter(of(FIRST), FIRST, FIRST, FIRST)).toEqual(of(SECOND));
		expect(nextAfter(of(SECOND), FIRST, FIRST, FIRST)).toBe(null);
		expect(nextAfter({ from: "trainer", question: own }, own, undefined, SECOND)).toEqual(of(SECOND));
		expect(nextAfter({ from: "trainer", question: own }, FIRST, FIRST, SECOND)).toBe(null);
	});

	it("is called by its test and its title", () => {
		expect(lessonLabel(SECOND)).toBe("Test 2: The session is kept. Is the message?");
		expect(lessonLabel({ id: "resume", title: "Back again." })).toBe("Back again.");
	});
});

describe("the run of a question", () => {
	const script = scriptOf(FIRST);
	it("stands as its script does, and no other lesson's script counts", () => {
		expect(runStand({ script, state: "waiting" }, FIRST.id)).toBe("waits");
		expect(runStand({ script, state: "performing" }, FIRST.id)).toBe("under-way");
		expect(runStand({ script, state: "done" }, FIRST.id)).toBe("over");
		expect(runStand({ script, state: "done" }, SECOND.id)).toBe("none");
		expect(runStand({ script: null, state: "idle" }, FIRST.id)).toBe("none");
	});

	it("is not over because the page was loaded again in the midst of it; a run in a room that was cleared is", () => {
		expect(runStand({ script, state: "interrupted", interruption: "reloaded" }, FIRST.id)).toBe("under-way");
		expect(runStand({ script, state: "interrupted", interruption: "cleared" }, FIRST.id)).toBe("none");
	});

	it("is none when somebody took it over, also after one that had ended: what is done by hand decides nothing", () => {
		expect(runStand({ script, state: "taken-over" }, FIRST.id)).toBe("none");
		expect(runStand({ script, state: "taken-over" }, FIRST.id, true)).toBe("none");
	});

	it("stays over when its script is put away, and when the tab is loaded again, until the room is cleared", () => {
		const room = { life: { name: "one" }, live: { clearedSeq: 7 } } as RoomState;
		const storage = openMemory();
		keepEnded(storage, "k7q2", endedNow(FIRST.id, room));
		const ended = readEnded(storage, "k7q2");
		expect(runStand({ script: null, state: "idle" }, FIRST.id, isEndedIn(ended, FIRST.id, room))).toBe("over");
		expect(isEndedIn(ended, SECOND.id, room)).toBe(false);
		expect(isEndedIn(ended, FIRST.id, { ...room, live: { ...room.live, clearedSeq: 9 } })).toBe(false);
		expect(isEndedIn(ended, FIRST.id, { ...room, life: null })).toBe(false);
		keepEnded(storage, "k7q2", null);
		expect(readEnded(storage, "k7q2")).toBe(null);
	});
});

describe("where phones come in", () => {
	it("is an address that a camera reads, and one that a person types", () => {
		expect(joinAddress("http://192.168.43.7:3000", "k7q2")).toBe("http://192.168.43.7:3000/r/K7Q2");
		expect(typedAddress("http://192.168.43.7:3000")).toBe("192.168.43.7:3000");
	});

	it("is not the laptop itself: the trainer is told what to do", () => {
		for (const address of ["", "http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"])
			expect(whyUnreachable(address)).toContain("--host 0.0.0.0");
		expect(whyUnreachable("http://192.168.43.7:3000")).toBeNull();
	});
});
