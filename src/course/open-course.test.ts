import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { ScriptedStep } from "#script/step.ts";
import { openTrials } from "#trial/open-trials.ts";
import type { CourseStore } from "./course-state.ts";
import type { Lesson } from "./lesson.ts";
import { LESSONS } from "./lessons/lessons.ts";
import { openCourse } from "./open-course.ts";
import { cameTrueIn, differenceOf } from "./run-seen.ts";
import { tryChange } from "./try-change.ts";

const lesson = (id: string) => LESSONS.find((one) => one.id === id) as Lesson;
const two = lesson("test-2");
let storage: Storage;
let playground: Playground;
let course: CourseStore;
let host: TestHost;
let close: () => Promise<void>;

beforeEach(async () => {
	host = openMemoryHost();
	storage = openMemory();
	playground = enter("page-1");
	await playground.room.until((world) => world.delayMs === 500);
	course = openCourse({ storage, playground });
	close = async () => {
		course.close();
		playground.close();
		await host.close();
	};
});
afterEach(() => close());

function enter(page: string): Playground {
	const own = openMemory();
	return openPlayground({
		room: "class-1",
		page,
		wsBase: host.wsBase,
		storage: own,
		tabStorage: own,
		WebSocket: host.WebSocket,
	});
}

const at = (id: string) => course.getState().lessons[id];
const stand = (id: string) => course.getState().progress[id];

async function play(of: Lesson, answer: string): Promise<void> {
	course.predict(of.id, answer);
	expect(await course.setOut(of)).toEqual({ ok: true });
	expect(at(of.id)?.run).toBeNull();
	expect(await playground.script.playAtOnce()).toEqual({ ok: true });
}

/** Made by hand, one after the other, each through its wire. */
async function byHand(steps: readonly ScriptedStep[]): Promise<void> {
	for (const step of steps) {
		expect(await playground.perform(step)).toEqual({ ok: true });
		await playground.room.until((world) => {
			if (Object.keys(world.packets).length > 0) return false;
			if (step.do === "connect") return world.clients[step.client]?.phase.phase === "connected";
			if (step.do === "disconnect") return world.clients[step.client]?.phase.phase === "offline";
			if (step.do === "subscribe") return world.sessions[step.client]?.subscriptions[step.filter] !== undefined;
			return (
				step.do !== "publish" ||
				Object.values(world.messages).some(({ payload, phase }) => payload === step.payload && phase === "accepted")
			);
		});
	}
}
const stepsOf = (of: Lesson) => of.moments.flatMap(({ lines }) => lines.map(({ step }) => step));

describe("a lesson in a room", () => {
	it("keeps what was seen after each moment when its script is done, and where the prediction parts from it", async () => {
		await play(two, "waits");
		const run = at("test-2")?.run;
		if (run == null) throw new Error("no run");
		expect(run).toMatchObject({ byHand: false, seen: [true, true, true] });
		expect(cameTrueIn(two, run)?.id).toBe("nothing");
		const answer = two.answers.find(({ id }) => id === "waits");
		expect(answer && differenceOf(answer, run)).toMatchObject({ moment: 1, clientId: "sub-1" });
		expect(stand("test-2")).toMatchObject({ predicted: "waits", right: false, ran: true });
	});

	it("judges the first prediction only, and a new visit of the page finds it", async () => {
		await play(two, "waits");
		course.again("test-2");
		expect(at("test-2")).toMatchObject({ run: null, prediction: "waits" });
		await play(two, "nothing");
		expect(stand("test-2")).toMatchObject({ predicted: "waits", right: false });
		const later = openCourse({ storage, playground });
		expect(later.getState().progress).toEqual(course.getState().progress);
		later.close();
	});

	it("can be done by hand from the second moment on: what is there at the end is judged, and no moment that nobody saw", async () => {
		course.predict("test-4", "waits");
		const four = lesson("test-4");
		await course.setOut(four);
		await playground.perform({ do: "delay", delayMs: 0 });
		const first = four.moments[0]?.lines.length ?? 0;
		for (let made = 0; made < first; made += 1) expect(await playground.script.next()).toEqual({ ok: true });
		playground.script.takeOver();
		await byHand(stepsOf(four).slice(first));
		expect(at("test-4")?.run).toBeNull();
		await playground.room.until(() => course.compareNow(four).ok);
		const run = at("test-4")?.run;
		expect(run).toMatchObject({ byHand: true, seen: [true, false, true] });
		expect(run && cameTrueIn(four, run)?.id).toBe("waits");
		expect(stand("test-4")).toMatchObject({ right: true });
	});

	it("compares nothing before as much has been done by hand as in the lesson: an empty room proves nothing", async () => {
		course.predict("test-2", "nothing");
		await course.setOut(two);
		await playground.perform({ do: "delay", delayMs: 0 });
		playground.script.takeOver();
		const refused = (says: string) => {
			expect(course.compareNow(two)).toEqual({ ok: false, says });
			expect(at("test-2")?.run).toBeNull();
			expect(stand("test-2")).toMatchObject({ ran: false, right: null });
		};
		refused("sub-1 has not connected yet.");
		const steps = stepsOf(two);
		await byHand(steps.filter(({ do: does }) => does !== "publish"));
		refused("3 messages are published in this lesson; so far none.");
		await byHand(steps.filter(({ do: does }) => does === "publish"));
		expect(course.compareNow(two)).toEqual({ ok: true });
		expect(stand("test-2")).toMatchObject({ ran: true });
	});

	it("judges nobody when none of the answers came true", async () => {
		course.predict("test-2", "waits");
		await course.setOut(two);
		await playground.perform({ do: "delay", delayMs: 0 });
		playground.script.takeOver();
		const connect = stepsOf(two).filter((step) => step.do === "connect" && step.client === "pub-1");
		const subscribed = stepsOf(two).slice(0, 2);
		await byHand([...subscribed, ...connect, ...stepsOf(two).filter(({ do: does }) => does === "publish")]);
		expect(course.compareNow(two)).toEqual({ ok: true });
		const run = at("test-2")?.run;
		expect(run && cameTrueIn(two, run)).toBeNull();
		expect(stand("test-2")).toMatchObject({ ran: true, right: null });
	});

	it("notices somebody else at work in the room", async () => {
		expect(course.inUse()).toBeNull();
		const other = enter("page-2");
		await other.room.until((world) => world.seq > 0);
		await other.perform({ do: "add", client: "stranger" });
		await other.perform({ do: "connect", client: "stranger" });
		await playground.room.until((world) => world.clients.stranger?.phase.phase === "connected");
		expect(course.inUse()).toBe("others");
		other.close();
	});
});

describe("change one thing", () => {
	it("is reached by the switch that reaches it, and by no other", async () => {
		const trials = openTrials({ wsBase: host.wsBase, page: "p1", rooms: 2, WebSocket: host.WebSocket });
		const changes = two.follow?.changes ?? [];
		for (const n of changes.keys()) {
			const tried = tryChange(course, trials, { lesson: two, change: n, signal: new AbortController().signal });
			expect(at("test-2")?.tried[n]).toEqual({ state: "running" });
			await tried;
			expect(at("test-2")?.tried[n]).toMatchObject({ state: "came", reached: n === two.follow?.shows });
		}
		expect(stand("test-2")).toMatchObject({ reached: true, fewestSteps: null });
		trials.close();
	});

	it("is given up when nobody looks at it any more, as if it had not been asked for", async () => {
		const trials = openTrials({ wsBase: host.wsBase, page: "p2", rooms: 1, WebSocket: host.WebSocket });
		const looking = new AbortController();
		const tried = tryChange(course, trials, { lesson: two, change: 0, signal: looking.signal });
		expect(at("test-2")?.tried[0]).toEqual({ state: "running" });
		looking.abort();
		await tried;
		expect(at("test-2")?.tried).toEqual({});
		trials.close();
	});

	it("is reached by hand in the Lab, by state, with the steps counted", async () => {
		const four = lesson("test-4");
		expect(await course.setOutFollow(four, "by-hand")).toEqual({ ok: true });
		await playground.perform({ do: "delay", delayMs: 0 });
		expect(playground.script.getState().state).toBe("taken-over");
		const steps = stepsOf(four);
		// Session found again and nothing received, but nothing was published either: that is not an answer.
		await byHand(steps.filter((step) => step.do !== "publish" && (!("client" in step) || step.client === "sub-1")));
		expect(at("test-4")?.handSteps).toBeNull();
		expect(await course.setOutFollow(four, "by-hand")).toEqual({ ok: true });
		await playground.perform({ do: "delay", delayMs: 0 });
		await byHand(steps.map((step) => (step.do === "publish" ? { ...step, qos: 0 } : step)));
		expect(at("test-4")?.handSteps).toBe(steps.length);
		expect(stand("test-4")).toMatchObject({ reached: true, fewestSteps: steps.length, ran: false });
	});

	it("shown in the Lab is not a run of the lesson", async () => {
		expect(await course.setOutFollow(two, "shown")).toEqual({ ok: true });
		expect(await playground.script.playAtOnce()).toEqual({ ok: true });
		expect(at("test-2")?.run ?? null).toBeNull();
		expect(stand("test-2")).toBeUndefined();
	});
});

describe("an imported record", () => {
	it("that does not fit beside what stands here is refused with a sentence, and nothing is lost", async () => {
		await play(two, "nothing");
		const before = course.getState().progress;
		const done = { predicted: null, right: null, ran: true, reached: false, fewestSteps: null };
		const file = (count: number) =>
			JSON.stringify({ format: 1, lessons: Object.fromEntries(Array.from({ length: count }, (_, n) => [`l-${n}`, done])) });
		expect(course.importProgress(file(200))).toEqual({
			ok: false,
			says: "This file was not added. A browser remembers 200 lessons, and with this there would be 201.",
		});
		expect(course.getState().progress).toEqual(before);
		expect(course.importProgress(file(199))).toEqual({ ok: true });
		const later = openCourse({ storage, playground });
		expect(Object.keys(later.getState().progress)).toHaveLength(200);
		expect(later.getState().fault).toBeNull();
		later.close();
		await play(lesson("test-4"), "waits");
		expect(course.getState().fault).toContain("is not kept");
		expect(course.getState().progress["test-2"]).toEqual(before["test-2"]);
	});
});

describe("own lessons", () => {
	it("are kept, replaced by id, removed, and bounded with a sentence", () => {
		const own = (n: number): Lesson => ({ ...two, id: `own-${n}` });
		for (let n = 1; n <= 20; n += 1) expect(course.addOwn(own(n))).toEqual({ ok: true, id: `own-${n}`, says: null });
		expect(course.addOwn(own(21))).toMatchObject({ ok: false });
		expect(course.addOwn({ ...own(3), title: "Another" })).toEqual({
			ok: true,
			id: "own-3",
			says: `It has taken the place of your own lesson “${two.title}”.`,
		});
		expect(course.lessonOf("own-3")?.title).toBe("Another");
		course.removeOwn("own-1");
		const later = openCourse({ storage, playground });
		expect(later.getState().own).toHaveLength(19);
		later.close();
	});

	it("that came by a link take the place of nothing, and are there once however often the link is opened", () => {
		const mine = { ...two, id: "own-1", title: "Mine" };
		const theirs = { ...two, id: "own-1", title: "Theirs" };
		course.addOwn(mine);
		for (let opened = 0; opened < 2; opened += 1) {
			expect(course.addOwn(theirs, "link")).toMatchObject({ ok: true, id: "own-1-2" });
			expect(course.addOwn({ ...theirs, id: "test-2" }, "link")).toMatchObject({ ok: true, id: "test-2-2" });
		}
		expect(course.addOwn({ ...theirs, title: "A third" }, "link")).toMatchObject({ ok: true, id: "own-1-3" });
		expect(course.addOwn(mine, "link")).toEqual({ ok: true, id: "own-1", says: null });
		expect(course.addOwn(two, "link")).toEqual({ ok: true, id: "test-2", says: null });
		const long = { ...two, id: "x".repeat(48) };
		course.addOwn(long);
		expect(course.addOwn({ ...long, title: "Theirs" }, "link")).toMatchObject({ ok: true, id: `${"x".repeat(46)}-2` });
		expect(course.getState().own.map(({ id, title }) => [id, title])).toEqual([
			["own-1", "Mine"],
			["own-1-2", "Theirs"],
			["test-2-2", "Theirs"],
			["own-1-3", "A third"],
			[long.id, two.title],
			[`${"x".repeat(46)}-2`, "Theirs"],
		]);
		expect(course.lessonOf("test-2")).toEqual(two);
	});

	it("from a file stand for one of the course, and that is said", () => {
		expect(course.addOwn({ ...two, title: "Mine" })).toMatchObject({
			ok: true,
			id: "test-2",
			says: expect.stringContaining("of the course"),
		});
	});

	it("may be called like a part of every object", () => {
		const odd = { ...two, id: "constructor" };
		course.addOwn(odd);
		course.predict("constructor", "waits");
		expect(at("constructor")).toEqual({ prediction: "waits", sure: null, run: null, tried: {}, handSteps: null });
	});

	it("that are built in already bring nothing new", () => {
		course.addOwn(two);
		expect(course.getState().own).toEqual([]);
	});
});
