import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { readLessonFile, writeLessonFile } from "#course/file/lesson-file.ts";
import { cameTrue, firstDifference, scriptOf, worldsOf } from "#course/play.ts";
import { openMemoryHost } from "#host/testkit/memory-host.ts";
import { openMemory } from "#lab/memory-storage.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { Step } from "#script/step.ts";
import { TESTS } from "#script/tests.ts";
import { openTrials, type Trials } from "#trial/open-trials.ts";
import { lessonFromRecording, type Made } from "./made-from-lab.ts";

let trials: Trials;
let playground: Playground;
let close: () => Promise<void>;

beforeEach(async () => {
	const host = openMemoryHost();
	const { wsBase, WebSocket } = host;
	trials = openTrials({ wsBase, page: "p1", rooms: 1, WebSocket });
	const storage = openMemory();
	playground = openPlayground({ room: "class-1", page: "p1", wsBase, storage, tabStorage: storage, WebSocket });
	await playground.room.until((world) => world.delayMs === 500);
	await make({ do: "delay", delayMs: 0 });
	close = async () => {
		trials.close();
		playground.close();
		await host.close();
	};
});
afterEach(() => close());

async function make(...steps: Step[]): Promise<void> {
	for (const step of steps) {
		const outcome = await playground.perform(step);
		if (!outcome.ok) throw new Error(outcome.says);
		if (step.do === "connect") await playground.room.until((world) => world.clients[step.client]?.phase.phase === "connected");
		if (step.do === "disconnect") await playground.room.until((world) => world.clients[step.client]?.phase.phase === "offline");
		// The packet is on the wire, and so is its SUBACK: whatever comes next finds them there.
		if (step.do === "publish")
			await playground.room.until((world) => Object.values(world.messages).some(({ payload }) => payload === step.payload));
		if (step.do === "subscribe")
			await playground.room.until((world) => world.sessions[step.client]?.subscriptions[step.filter] !== undefined);
	}
}

function lessonOf(title = "My lesson"): Promise<Made> {
	const { live: world } = playground.room.getState();
	const { steps } = playground.recorder.getState();
	const asks = "What does sub-1 have in the end?";
	return lessonFromRecording({ steps, world, settings: world.settings, title, asks, watches: ["sub-1"], run: trials.run });
}

async function made(): Promise<Extract<Made, { ok: true }>> {
	const lesson = await lessonOf();
	if (!lesson.ok) throw new Error(lesson.says);
	return lesson;
}

const connect = (client: string, cleanSession = true): Step => ({ do: "connect", client, cleanSession });
const publish = (payload: string, qos: 0 | 1 = 1): Step => ({
	do: "publish",
	client: "pub-1",
	topic: "t",
	payload,
	qos,
	retain: false,
	times: 1,
});
const subscribe: Step = { do: "subscribe", client: "sub-1", filter: "t", qos: 1 };

describe("a lesson made from the Lab", () => {
	it("has the moments, the outcome and the reason of what was done there, and is one when it is run again", async () => {
		for (const [number, ends] of [
			[1, []],
			[3, ["21.5", "21.8", "22.1"]],
		] as const) {
			const test = TESTS[number] as (typeof TESTS)[number];
			expect(await playground.script.load(test)).toEqual({ ok: true });
			expect(await playground.script.playAtOnce()).toEqual({ ok: true });
			const { lesson, differs } = await made();
			expect(differs).toBeNull();
			expect(lesson.id).toBe("own-my-lesson");
			expect(lesson.moments.map(({ title }) => title)).toEqual([
				"sub-1 subscribes, then leaves",
				"While sub-1 is away",
				"sub-1 comes back",
			]);
			const [came, other] = lesson.answers;
			expect(came?.sees[2]?.["sub-1"]).toMatchObject({ received: ends, sessionPresent: true });
			expect(came?.says).toBe(number === 3 ? "sub-1 receives “21.5”, “21.8” and “22.1”." : "sub-1 receives nothing.");
			expect(other?.says).toBe(number === 3 ? "sub-1 receives nothing." : "sub-1 receives “21.5”, “21.8” and “22.1”.");
			expect(lesson.explain.clauses).toEqual([number === 3 ? "MQTT-4.3.2-2" : "MQTT-3.1.2-5"]);
			expect(readLessonFile(writeLessonFile(lesson))).toEqual({ ok: true, lesson });

			const again = await trials.run(scriptOf(lesson), FIRST_SETTINGS);
			if (!again.ok) throw new Error(again.says);
			const worlds = worldsOf(lesson, again.worlds, again.world);
			expect(cameTrue(lesson, worlds)?.id).toBe(lesson.comes);
			expect(other === undefined ? null : firstDifference(other, worlds)).not.toBeNull();
		}
	});

	it("counts the messages of a burst, and says what the broker was set to", async () => {
		await make({ do: "settings", settings: { maxQueuedMessages: 2 } }, { do: "clear" });
		await make(connect("sub-1", false), subscribe, { do: "disconnect", client: "sub-1" }, connect("pub-1"));
		expect(await playground.perform({ ...publish("a"), times: 3 } as Step)).toEqual({ ok: true });
		await playground.room.until((world) => Object.keys(world.messages).length === 3 && Object.keys(world.packets).length === 0);
		const { lesson, differs } = await made();
		expect(differs).toBeNull();
		expect(lesson.broker).toEqual({ maxQueuedMessages: 2 });
		expect(lesson.answers[0]?.sees[1]?.["sub-1"]).toMatchObject({ queue: ["a (1)", "a (2)"], dropped: ["a (3)"], online: false });
		expect(lesson.answers.map(({ says }) => says)).toEqual([
			"The broker keeps “a (1)” and “a (2)” for sub-1.",
			"The broker keeps nothing for sub-1.",
		]);
		expect(lesson.explain.clauses).toContain("4.1");
	});

	it("keeps a packet that stood still when its cable was cut, and says so where that cannot be repeated", async () => {
		await make(
			connect("sub-1", false),
			subscribe,
			connect("pub-1"),
			{ do: "pause" },
			publish("lost", 0),
			{ do: "cut", client: "pub-1" },
			{ do: "resume" },
		);
		await playground.room.until((world) => world.clients["pub-1"]?.phase.phase === "offline");
		const kept = await made();
		expect(kept.differs).toBeNull();
		expect(kept.lesson.answers[0]?.says).toBe("sub-1 receives nothing.");

		await make({ do: "clear" }, { do: "delay", delayMs: 60_000 });
		await make({ do: "delay", delayMs: 0 }, connect("sub-1", false), subscribe, connect("pub-1"), { do: "delay", delayMs: 60_000 });
		await make(publish("lost", 0), { do: "cut", client: "pub-1" });
		await playground.room.until((world) => world.clients["pub-1"]?.phase.phase === "offline");
		const { lesson, differs } = await made();
		expect(differs).toContain("sub-1 received “lost”; in the Lab it had nothing.");
		expect(lesson.answers[0]?.says).toBe("sub-1 receives “lost”.");
	});

	it("leaves out a pause in which something was asked that cannot be answered before it ends", async () => {
		await make(connect("sub-1"), subscribe, { do: "pause" });
		expect(await playground.perform(connect("pub-1"))).toEqual({ ok: true });
		await make({ do: "resume" });
		await playground.room.until((world) => world.clients["pub-1"]?.phase.phase === "connected");
		await make(publish("x"));
		await playground.room.until((world) => world.clients["sub-1"]?.receivedCount === 1);
		const { lesson, differs } = await made();
		expect(differs).toBeNull();
		expect(lesson.moments.flatMap(({ lines }) => lines.map(({ step }) => step.do))).toEqual(["connect", "subscribe", "connect", "publish"]);
	});

	it("asks about the session where nothing was published", async () => {
		await make(connect("sub-1", false), subscribe, { do: "disconnect", client: "sub-1" });
		const { lesson } = await made();
		expect(lesson.answers.map(({ says }) => says)).toEqual([
			"The broker keeps the session of sub-1.",
			"The broker keeps no session of sub-1.",
		]);
	});

	it("is refused with a sentence where there is nothing, or no beginning", async () => {
		expect(await lessonOf()).toMatchObject({ ok: false, says: expect.stringContaining("Nothing has been done here yet") });
		await make(connect("pub-1"));
		playground.recorder.forget();
		await make(publish("x"));
		expect(await lessonOf()).toMatchObject({ ok: false, says: expect.stringContaining("pub-1 has to connect before it can publish") });
	});
});
