import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FIRST_SETTINGS } from "#contract/presets.ts";
import { isSeen } from "#course/play.ts";
import { sketchOf } from "#course/sketch.ts";
import { openMemoryHost, SWIFT } from "#host/testkit/memory-host.ts";
import type { TestHost } from "#host/testkit/test-host.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import type { World } from "#model/world.ts";
import { openTrials, type Trial, type Trials } from "#trial/open-trials.ts";
import { type Question, runOfQuestion } from "./question.ts";
import { QUESTIONS } from "./questions.ts";
import { misdrawn, otherwise } from "./testkit/misdrawn.ts";

let host: TestHost;
let trials: Trials;
beforeAll(() => {
	host = openMemoryHost(SWIFT);
	trials = openTrials({ wsBase: host.wsBase, page: "questions", rooms: 4, WebSocket: host.WebSocket });
});
afterAll(async () => {
	trials.close();
	await host.close();
});

async function runOf(question: Question): Promise<Extract<Trial, { ok: true }>> {
	const trial = await trials.run(runOfQuestion(question), FIRST_SETTINGS);
	if (!trial.ok) throw new Error(trial.says);
	return trial;
}

/** The world at the end of each row; a row without steps ends where the row before it ended. */
function endsOf({ rows }: Question, worlds: readonly World[]): readonly World[] {
	let last = -1;
	return rows.map(({ lines }) => {
		last += lines.length;
		return worlds[last] as World;
	});
}

describe.concurrent("on the real broker", () => {
	it.each(QUESTIONS.map((question) => [question.title, question] as const))("the run proves the answer: %s", async (_, question) => {
		const { worlds, world, history } = await runOf(question);
		const seen = Object.fromEntries(Object.keys(question.proves).map((clientId) => [clientId, sketchOf(world, clientId)]));
		expect(isSeen(question.proves, world), JSON.stringify(seen, null, 1)).toBe(true);
		const ends = endsOf(question, worlds);
		const wrong = question.rows.flatMap(({ moment, picture }, at) => {
			// A row without steps draws the moment before it, packets and all.
			const from = ends.findLast((end, before) => before < at && end !== ends[at]) ?? EMPTY_WORLD;
			const stretch = { from, to: ends[at] as World, history };
			expect(misdrawn(otherwise(picture), stretch), `“${moment}” drawn otherwise`).not.toBeNull();
			const said = misdrawn(picture, stretch);
			return said === null ? [] : [`“${moment}”: ${said}`];
		});
		expect(wrong).toEqual([]);
	});
});

describe("a question that is not proven", () => {
	it("is noticed: the run contradicts an answer that differs in one thing", async () => {
		const [question] = QUESTIONS as readonly [Question, ...Question[]];
		const { world } = await runOf(question);
		expect(isSeen({ ...question.proves, "sub-1": { received: ["21.5"] } }, world)).toBe(false);
		expect(isSeen({ ...question.proves, "sub-2": { sessionPresent: false } }, world)).toBe(false);
	});
});
