import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import type { Answer, Lesson } from "#course/lesson.ts";
import { LESSONS } from "#course/lessons/lessons.ts";
import { scriptOf, worldsOf } from "#course/play.ts";
import { differences, type SketchKey, sketchOf } from "#course/sketch.ts";
import { openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { fitLabel } from "#kit/shape.ts";
import type { World } from "#model/world.ts";
import { openTrials, type Trials } from "#trial/open-trials.ts";
import { captionOf, predictedIn, seenIn } from "./captions.ts";
import { messageNames } from "./message-names.ts";
import { happenedScene, predictedScene, type Scene, type Token } from "./scene.ts";
import { SLOT } from "./scene-layout.ts";

let host: TestHost;
let trials: Trials;
beforeAll(async () => {
	host = openMemoryHost(SWIFT);
	trials = openTrials({ wsBase: host.wsBase, page: "drawings", rooms: 4, WebSocket: host.WebSocket });
});
afterAll(async () => {
	trials.close();
	await host.close();
});

/** A drawing without its colours: ghosts and real messages look alike. */
function plain({ slots, got, fallen, ...rest }: Scene) {
	const bare = (tokens: readonly Token[]) => tokens.map(({ fate: _, ...token }) => token);
	return { ...rest, slots: bare(slots), got: bare(got), fallen: bare(fallen) };
}

/** Whether the answer says something of this client, in this moment, that is not so. */
function parts(answer: Answer, worlds: readonly World[], at: number, clientId: string): boolean {
	const [stated, world] = [answer.sees[at]?.[clientId], worlds[at]];
	return stated !== undefined && world !== undefined && differences(stated, sketchOf(world, clientId)).length > 0;
}

describe.concurrent("the comparison draws a difference", () => {
	it.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))(
		"only where there is one, and no message without a name: “%s”",
		async (_, lesson: Lesson) => {
			const trial = await trials.run(scriptOf(lesson), FIRST_SETTINGS);
			if (!trial.ok) throw new Error(trial.says);
			const worlds = worldsOf(lesson, trial.worlds, trial.world);
			const names = messageNames(lesson, trial.world);
			for (const answer of lesson.answers)
				for (const [at, world] of worlds.entries())
					for (const clientId of lesson.watches) {
						const before = worlds[at - 1] ?? null;
						const [stated, statedBefore] = [answer.sees[at]?.[clientId] ?? {}, answer.sees[at - 1]?.[clientId] ?? null];
						const predicted = predictedScene(clientId, world, before, { stated, statedBefore, names });
						for (const { label, qos } of [...predicted.slots, ...predicted.got, ...predicted.fallen])
							expect(fitLabel(qos, label, SLOT.puck), `“${label}” cannot be read`).not.toBeNull();
						// What the answer sees waiting or received has not fallen as well, unless the answer says so.
						if (stated.dropped === undefined) {
							const seenElsewhere = [
								...(stated.received === undefined ? [] : predicted.got),
								...(stated.queue === undefined ? [] : predicted.slots),
							].map(({ label }) => label);
							const fell = predicted.fallen.map(({ label }) => label).filter((label) => seenElsewhere.includes(label));
							expect(fell, `${answer.id}, step ${at + 1}`).toEqual([]);
						}
						// What fell is what was not on the floor before: that depends on the moment before as well.
						if (parts(answer, worlds, at, clientId) || parts(answer, worlds, at - 1, clientId)) continue;
						const keys = Object.keys(stated) as SketchKey[];
						const said = captionOf(predictedIn(lesson, at, clientId, { answer, world }), keys, [], names.inText);
						expect(said, `${answer.id}, step ${at + 1}`).toEqual(captionOf(seenIn(lesson, at, clientId, world), keys, [], names.inText));
						expect(plain(predicted), `${answer.id}, step ${at + 1}`).toEqual(plain(happenedScene(clientId, world, before)));
					}
		},
	);
});
