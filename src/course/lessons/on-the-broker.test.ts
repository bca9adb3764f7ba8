import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { stillMissing } from "#course/follow-up.ts";
import type { Answer, Lesson } from "#course/lesson.ts";
import { cameTrue, firstDifference, isSeen, scriptOf, worldsOf } from "#course/play.ts";
import { sketchOf } from "#course/sketch.ts";
import { openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import type { World } from "#model/world.ts";
import type { Script } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { applyChange, sayChange } from "#trial/change.ts";
import { openTrials, type Trials } from "#trial/open-trials.ts";
import { LESSONS } from "./lessons.ts";

let host: TestHost;
let trials: Trials;
beforeAll(async () => {
	host = openMemoryHost(SWIFT);
	trials = openTrials({ wsBase: host.wsBase, page: "course", rooms: 4, WebSocket: host.WebSocket });
});
afterAll(async () => {
	trials.close();
	await host.close();
});

async function worldsOfRun(script: Script): Promise<readonly World[]> {
	const trial = await trials.run(script, FIRST_SETTINGS);
	if (!trial.ok) throw new Error(trial.says);
	return trial.worlds;
}

const last = (worlds: readonly World[]) => worlds.at(-1) as World;

/** What was seen of the watched clients after each moment: for anyone who has to find out why a lesson came out differently. */
function seen({ watches }: Lesson, worlds: readonly World[]) {
	return worlds.map((world) => Object.fromEntries(watches.map((clientId) => [clientId, sketchOf(world, clientId)])));
}

/** The messages that the explanation speaks of, with the payload that it gives them: "m1 (21.5)". */
function named({ explain }: Lesson): readonly (readonly [message: string, payload: string | undefined])[] {
	return [explain.title, ...explain.says].flatMap((text) =>
		[...text.matchAll(/\b([mrw]\d+)\b(?: \((?:“([^”]+)”|([^)]+))\))?/g)].map(
			([, message = "", quoted, bare]) => [message, quoted ?? bare] as const,
		),
	);
}

function isTrue({ sees }: Answer, worlds: readonly World[]): boolean {
	return firstDifference({ sees }, worlds) === null;
}

/** Two of the lessons wait until the broker gives a silent client up: 4.5 s of keep alive, and a free room before that. */
describe.concurrent("on the real broker", () => {
	it.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
		"“%s” comes out as it says, and as no other answer says",
		async (_, lesson) => {
			const script = scriptOf(lesson);
			const all = await worldsOfRun(script);
			const worlds = worldsOf(lesson, all, last(all));
			const came = lesson.answers.filter((answer) => isTrue(answer, worlds)).map(({ id }) => id);
			expect(came, JSON.stringify(seen(lesson, worlds), null, 1)).toEqual([lesson.comes]);
			expect(cameTrue(lesson, worlds)?.id).toBe(lesson.comes);
			expect(stillMissing(lesson, last(all)), "done by hand it could not be compared").toBeNull();
			const { messages } = last(all);
			for (const [message, payload] of named(lesson)) {
				expect(Object.keys(messages)).toContain(message);
				if (payload !== undefined) expect(messages[message]?.payload).toBe(payload);
			}
			expect(lesson.follow === undefined || !isSeen(lesson.follow.goal, last(all)), "its goal is reached before anything is changed").toBe(
				true,
			);
		},
	);

	const changes = LESSONS.flatMap((lesson) =>
		(lesson.follow?.changes ?? []).map((change, at) => [lesson.id, sayChange(change), lesson, at] as const),
	);
	it.each(changes)("“%s”: %s runs, and leads where it should", async (_id, _says, lesson, at) => {
		const { changes, shows, goal } = lesson.follow as NonNullable<Lesson["follow"]>;
		const script = scriptOf(lesson);
		const changed = applyChange(script, changes[at] as (typeof changes)[number]);
		expect(changed).not.toBe(script);
		const world = last(await worldsOfRun(changed));
		if (at === shows) expect(isSeen(goal, world), JSON.stringify(seen(lesson, [world]), null, 1)).toBe(true);
	});
});

describe("the five tests", () => {
	it.each(TESTS.map((test) => [test.id, test] as const))("say the same as the lesson of that name: %s", (id, { expects, steps }) => {
		const lesson = LESSONS.find((one) => one.id === id) as Lesson;
		const truth = lesson.answers.find((answer) => answer.id === lesson.comes);
		expect(truth?.sees.at(-1)?.[expects.subscriber]).toMatchObject({ received: expects.received, sessionPresent: expects.sessionPresent });
		expect(scriptOf(lesson).steps.map(({ step }) => step)).toEqual(steps.map(({ step }) => step));
	});
});
