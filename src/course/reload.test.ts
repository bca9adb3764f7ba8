import { afterEach, beforeEach, expect, it } from "vitest";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { CourseStore } from "./course-state.ts";
import type { Lesson } from "./lesson.ts";
import { lessonById } from "./lessons/lessons.ts";
import { openCourse } from "./open-course.ts";
import { scriptOf } from "./play.ts";

let host: TestHost;
let open: { close(): void }[];
beforeEach(() => {
	host = openMemoryHost();
	open = [];
});
afterEach(async () => {
	for (const one of open.splice(0).reverse()) one.close();
	await host.close();
});

const four = lessonById("test-4") as Lesson;

async function enter(page: string, storage: Storage): Promise<Playground> {
	const shared = { wsBase: host.wsBase, WebSocket: host.WebSocket };
	const playground = openPlayground({ room: "class-1", page, storage, tabStorage: storage, ...shared });
	open.push(playground);
	await playground.room.until((world) => world.delayMs > 0);
	return playground;
}
function courseOf(playground: Playground, storage: Storage): CourseStore {
	const course = openCourse({ storage, playground });
	open.push(course);
	return course;
}

it("a lesson that is interrupted by a reload comes out beside the prediction that was made before", async () => {
	const storage = openMemory();
	const before = await enter("page-1", storage);
	const course = courseOf(before, storage);
	course.predict(four.id, "waits");
	expect(await course.setOut(four)).toEqual({ ok: true });
	for (let step = 1; step <= 3; step += 1) expect(await before.script.next()).toEqual({ ok: true });
	course.close();
	before.close();

	const after = await enter("page-2", storage);
	const { script } = after;
	await new Promise<void>((settle) => {
		const look = () => script.getState().state === "interrupted" && settle();
		open.push({ close: script.subscribe(look) });
		look();
	});
	expect(script.getState()).toMatchObject({ next: 3, interruption: "reloaded" });
	script.goOn();
	expect(await script.playAtOnce()).toEqual({ ok: true });
	// The lessons are opened only now: what is at its end is judged all the same.
	const again = courseOf(after, storage);
	const { lessons, progress } = again.getState();
	expect(lessons[four.id]).toMatchObject({ prediction: "waits", run: expect.anything() });
	expect(progress[four.id]).toMatchObject({ ran: true, predicted: "waits" });
});

it("a script belongs to a lesson by its role: an id that looks like one says nothing", async () => {
	const storage = openMemory();
	const playground = await enter("page-1", storage);
	const course = courseOf(playground, storage);
	const { script, perform } = playground;
	await perform({ do: "delay", delayMs: 0 });
	for (const id of [four.id, `${four.id}-by-hand`, `${four.id}-shown`]) {
		await script.load({ ...scriptOf(four), id, role: { kind: "alone" } });
		if (id.endsWith("-by-hand")) script.takeOver();
		await script.playAtOnce();
		expect(script.getState().state).toBe("done");
	}
	expect(course.getState().lessons[four.id]).toBeUndefined();
	expect(course.getState().progress[four.id]).toBeUndefined();
});

it("before a class a lesson is run without the prediction of this page, and judges nobody here", async () => {
	const storage = openMemory();
	const playground = await enter("page-1", storage);
	const { script } = playground;
	const course = courseOf(playground, storage);
	course.predict(four.id, "waits");
	expect(await course.setOutLed(four)).toEqual({ ok: true });
	expect(script.getState().script?.role).toEqual({ kind: "lesson", lesson: four.id, led: true });
	expect(await script.playAtOnce()).toEqual({ ok: true });
	const { lessons, progress } = course.getState();
	expect(lessons[four.id]?.run).toEqual(expect.anything());
	expect(progress[four.id]).toMatchObject({ ran: true, predicted: null, right: null });
});
