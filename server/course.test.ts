import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { LESSONS } from "#course/course.ts";
import type { Lesson } from "#course/lesson.ts";
import { type CourseStore, openCourse } from "#course/open-course.ts";
import { scriptOf } from "#course/play.ts";
import { cameTrueIn, differenceOf } from "#course/run-seen.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { RoomSocket } from "#room/host-line.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { ScriptedStep } from "#script/step.ts";
import { applyChange } from "#trial/change.ts";
import { openTrials } from "#trial/open-trials.ts";
import { attachRooms } from "./attach.ts";

const lesson = (id: string): Lesson => {
	const found = LESSONS.find((one) => one.id === id);
	if (found === undefined) throw new Error(`no lesson ${id}`);
	return found;
};
const two = lesson("test-2");
let storage: Storage;
let playground: Playground;
let course: CourseStore;
let wsBase: string;
let close: () => Promise<void>;

beforeEach(async () => {
	const server = createServer();
	const rooms = attachRooms(server, { strangers: "refuse", mqttPort: null, log: () => {} });
	await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
	wsBase = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
	storage = openMemory();
	playground = enter("page-1");
	await playground.room.until((world) => world.delayMs === 500);
	course = openCourse({ storage, playground });
	close = async () => {
		course.close();
		playground.close();
		await rooms.close();
		await new Promise((closed) => server.close(closed));
	};
});
afterEach(() => close());

function enter(page: string): Playground {
	const own = openMemory();
	return openPlayground({ room: "class-1", page, wsBase, storage: own, tabStorage: own, WebSocket: WebSocket as unknown as RoomSocket });
}

const at = (id: string) => course.getState().lessons[id];
const stand = (id: string) => course.getState().progress[id];

async function play(of: Lesson, answer: string): Promise<void> {
	course.predict(of.id, answer);
	expect(await course.setOut(of)).toEqual({ ok: true });
	expect(at(of.id)?.run).toBeNull();
	expect(await playground.script.playAtOnce()).toEqual({ ok: true });
}

/** By hand, one after the other, each through its wire. */
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
		course.compareNow(four);
		const run = at("test-4")?.run;
		expect(run).toMatchObject({ byHand: true, seen: [true, false, true] });
		expect(run && cameTrueIn(four, run)?.id).toBe("waits");
		expect(stand("test-4")).toMatchObject({ right: true });
	});

	it("judges nobody when none of the answers came true", async () => {
		course.predict("test-2", "waits");
		await course.setOut(two);
		playground.script.takeOver();
		course.compareNow(two);
		const run = at("test-2")?.run;
		expect(run && cameTrueIn(two, run)).toBeNull();
		expect(stand("test-2")).toMatchObject({ ran: true, right: null });
	});

	it("notices somebody else at work in the room", async () => {
		expect(course.othersHere()).toBe(false);
		const other = enter("page-2");
		await other.room.until((world) => world.seq > 0);
		await other.perform({ do: "add", client: "stranger" });
		await other.perform({ do: "connect", client: "stranger" });
		await playground.room.until((world) => world.clients.stranger?.phase.phase === "connected");
		expect(course.othersHere()).toBe(true);
		other.close();
	});
});

describe("change one thing", () => {
	it("is reached by the switch that reaches it, and by no other", async () => {
		const trials = openTrials({ wsBase, page: "p1", rooms: 2, WebSocket: WebSocket as unknown as RoomSocket });
		const changes = two.follow?.changes ?? [];
		for (const [n, change] of changes.entries()) {
			course.tried(two, n, null);
			expect(at("test-2")?.tried[n]).toEqual({ state: "running" });
			course.tried(two, n, await trials.run(applyChange(scriptOf(two), change), FIRST_SETTINGS));
			expect(at("test-2")?.tried[n]).toMatchObject({ state: "came", reached: n === two.follow?.shows });
		}
		expect(stand("test-2")).toMatchObject({ reached: true, fewestSteps: null });
		trials.close();
	});

	it("is reached by hand in the Lab, by state, with the steps counted", async () => {
		const four = lesson("test-4");
		expect(await course.setOutFollow(four, "by-hand")).toEqual({ ok: true });
		await playground.perform({ do: "delay", delayMs: 0 });
		expect(playground.script.getState().state).toBe("taken-over");
		const steps = stepsOf(four);
		// Session found again and nothing received, but nothing was published either: that is no answer.
		await byHand(steps.filter((step) => step.do !== "publish" && (!("client" in step) || step.client === "sub-1")));
		expect(at("test-4")?.handSteps).toBeNull();
		expect(await course.setOutFollow(four, "by-hand")).toEqual({ ok: true });
		await playground.perform({ do: "delay", delayMs: 0 });
		await byHand(steps.map((step) => (step.do === "publish" ? { ...step, qos: 0 } : step)));
		expect(at("test-4")?.handSteps).toBe(steps.length);
		expect(stand("test-4")).toMatchObject({ reached: true, fewestSteps: steps.length, ran: false });
	});

	it("shown in the Lab is no run of the lesson", async () => {
		expect(await course.setOutFollow(two, "shown")).toEqual({ ok: true });
		expect(await playground.script.playAtOnce()).toEqual({ ok: true });
		expect(at("test-2")?.run ?? null).toBeNull();
		expect(stand("test-2")).toBeUndefined();
	});
});

describe("own lessons", () => {
	it("are kept, replaced by id, removed, and bounded with a sentence", () => {
		const own = (n: number): Lesson => ({ ...two, id: `own-${n}` });
		for (let n = 1; n <= 20; n += 1) expect(course.addOwn(own(n))).toEqual({ ok: true });
		expect(course.addOwn(own(21))).toMatchObject({ ok: false });
		expect(course.addOwn({ ...own(3), title: "Another" })).toEqual({ ok: true });
		expect(course.lessonOf("own-3")?.title).toBe("Another");
		course.removeOwn("own-1");
		const later = openCourse({ storage, playground });
		expect(later.getState().own).toHaveLength(19);
		later.close();
	});

	it("that are built in already bring nothing new", () => {
		course.addOwn(two);
		expect(course.getState().own).toEqual([]);
	});
});
