import { afterEach, beforeEach, expect, it } from "vitest";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { CourseStore } from "./course-state.ts";
import { lessonById } from "./lessons/lessons.ts";
import { openCourse } from "./open-course.ts";

let host: TestHost;
let playground: Playground;
let course: CourseStore;
let now: number;

beforeEach(async () => {
	host = openMemoryHost();
	const storage = openMemory();
	playground = openPlayground({
		room: "class-1",
		page: "page-1",
		wsBase: host.wsBase,
		storage,
		tabStorage: storage,
		WebSocket: host.WebSocket,
	});
	await playground.room.until((world) => world.delayMs === 500);
	now = new Date("2026-03-10T15:00:00").getTime();
	course = openCourse({ storage, playground, now: () => now });
});
afterEach(async () => {
	course.close();
	playground.close();
	await host.close();
});

const at = () => course.getState().lessons["test-2"];
const stand = () => course.getState().progress["test-2"];

async function play(answer: string): Promise<void> {
	const lesson = lessonById("test-2");
	if (lesson === null) throw new Error("no test-2");
	course.predict("test-2", answer);
	expect(await course.setOut(lesson)).toEqual({ ok: true });
	expect(await playground.script.playAtOnce()).toEqual({ ok: true });
}

it("a lesson comes back a day after a prediction that did not come true, begins anew then, and counts the prediction made for it", async () => {
	course.say("test-2", "certain");
	await play("waits");
	expect(stand()).toMatchObject({ right: false, sure: "certain", review: { days: 1 } });
	await play("nothing");
	expect(stand()).toMatchObject({ right: false, later: null, review: { days: 1 } });
	course.beginAnew("test-2");
	expect(at()).toMatchObject({ prediction: "nothing" });

	now = new Date("2026-03-11T00:00:00").getTime();
	course.beginAnew("test-2");
	expect(at()).toMatchObject({ prediction: null, sure: null, run: null });
	await play("nothing");
	expect(stand()).toMatchObject({ predicted: "waits", right: false, sure: "certain", later: true, review: { days: 7 } });
});
