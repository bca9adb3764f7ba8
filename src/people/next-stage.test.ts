import { describe, expect, it } from "vitest";
import type { ClassQuestion, ClassStage, Truth } from "#contract/class.ts";
import { courseAfter, type StageCommand } from "#host/class/stages.ts";
import { pageDown, pageUp, placesOf, type StageStanding, stageCommand } from "./next-stage.ts";

const STAGES: readonly ClassStage[] = ["lobby", "watch", "ask", "closed", "run", "reveal"];
const RUNS: readonly StageStanding["run"][] = ["none", "waits", "under-way", "over"];
const QUESTION: ClassQuestion = { id: "test-2", about: "Test 2 of 5", asks: "What comes?", setup: [], answers: ["All", "Nothing"] };
const TRUTH: Truth = { answer: 1, says: "Nothing came.", client: null, messages: [], differs: [null, null] };

const at = (stage: ClassStage, more: Partial<StageStanding> = {}): StageStanding => ({
	stage,
	own: false,
	run: "none",
	looksBack: false,
	benches: false,
	...more,
});
const words = (standing: StageStanding) =>
	placesOf(standing).map(({ word, next, refuses }) => `${word}${next ? "*" : ""}${refuses === null ? "" : "-"}`);
const everywhere = STAGES.flatMap((stage) => RUNS.flatMap((run) => [false, true].map((own) => at(stage, { run, own }))));

describe("the three places of the strip", () => {
	it.each<[ClassStage, StageStanding["run"], string[]]>([
		["lobby", "none", ["Ask*", "Close-", "Watch"]],
		["watch", "none", ["Ask*", "Close-", "Reveal-"]],
		["ask", "none", ["Ask-", "Close*", "Reveal-"]],
		["closed", "none", ["Ask-", "Run it*", "Reveal-"]],
		["run", "under-way", ["Ask-", "Run it-", "Reveal*-"]],
		["run", "waits", ["Ask-", "Run it*", "Reveal-"]],
		["run", "over", ["Ask-", "Run it-", "Reveal*"]],
		["reveal", "over", ["Ask", "Close-", "Watch*"]],
	])("at “%s”, with the run %s, say %j", (stage, run, shown) => {
		expect(words(at(stage, { run }))).toEqual(shown);
	});

	it("are three, and exactly one of them is what PageDown does", () => {
		for (const standing of everywhere) {
			const places = placesOf(standing);
			expect(places).toHaveLength(3);
			expect(places.filter(({ next }) => next)).toHaveLength(1);
		}
	});

	it("offer nothing that the host would refuse", () => {
		for (const standing of everywhere) {
			const { stage, run } = standing;
			const question = standing.own ? { ...QUESTION, about: "" } : QUESTION;
			const course = { stage, question: ["ask", "closed", "run", "reveal"].includes(stage) ? question : null, truth: null };
			for (const { verb, refuses } of placesOf(standing)) {
				// A run that waits goes on by itself: the stage stays.
				if (refuses !== null || verb === "live" || (verb === "run" && run === "waits")) continue;
				expect(typeof courseAfter(course, stageCommand(verb, QUESTION, TRUTH) as StageCommand), `${stage} ${verb}`).toBe("object");
			}
		}
	});

	it("reveal a question of the trainer's own as soon as it is closed: nothing runs", () => {
		expect(words(at("closed", { own: true }))).toEqual(["Ask-", "Close-", "Reveal*"]);
		expect(pageDown(at("closed", { own: true }))).toEqual({ does: "stage", verb: "reveal" });
	});

	it("reveal nothing of a run that was left before its end, and offer to run it again", () => {
		const left = at("run", { run: "none" });
		expect(words(left)).toEqual(["Ask-", "Run it*", "Reveal-"]);
		expect(placesOf(left)[2]?.refuses).toBe("The run has not reached its end, so it decides nothing. Run it again.");
		expect(pageDown(left)).toEqual({ does: "stage", verb: "run" });
		for (const standing of everywhere.filter(({ own, run }) => !own && run !== "over"))
			expect(placesOf(standing).find(({ verb }) => verb === "reveal")?.refuses, JSON.stringify(standing)).not.toBe(null);
	});
});

describe("PageDown", () => {
	it("goes once round the stages: ask, close, run it, reveal, watch, ask", () => {
		let course: Parameters<typeof courseAfter>[0] = { stage: "lobby", question: null, truth: null };
		const gone: string[] = [];
		for (let press = 0; press < 6; press += 1) {
			const key = pageDown(at(course.stage, { run: course.stage === "run" ? "over" : "none" }));
			if (key.does !== "stage") throw new Error(`PageDown does ${key.does}`);
			gone.push(key.verb);
			course = courseAfter(course, stageCommand(key.verb, QUESTION, TRUTH) as StageCommand) as typeof course;
		}
		expect(gone).toEqual(["ask", "close", "run", "reveal", "watch", "ask"]);
	});

	it("makes the next step of a run that waits for one, and nothing while a run is under way", () => {
		expect(pageDown(at("run", { run: "waits" }))).toEqual({ does: "step" });
		expect(pageDown(at("run", { run: "under-way" }))).toEqual({ does: "nothing", says: "The run is not at its end yet." });
	});

	it("shows what happens now again where a moment of the past is shown, and the button in ink says so", () => {
		for (const standing of everywhere) {
			const back = { ...standing, looksBack: true };
			expect(pageDown(back)).toEqual({ does: "live" });
			expect(placesOf(back).filter(({ next }) => next)).toEqual([{ verb: "live", word: "Live", refuses: null, next: true }]);
		}
	});
});

it("PageDown calls everybody back from the benches, wherever the class was, and none of the stages is in ink", () => {
	for (const standing of everywhere) {
		const benches = { ...standing, benches: true };
		expect(pageDown(benches)).toEqual({ does: "call-back" });
		expect(placesOf(benches).some(({ next }) => next)).toBe(false);
		expect(pageDown({ ...benches, looksBack: true })).toEqual({ does: "live" });
	}
});

it("PageUp goes back in what is shown, at every stage, and asks the host for nothing", () => {
	expect(pageUp()).toEqual({ does: "back" });
});

it("nothing is asked without a question, and nothing revealed without what came true", () => {
	expect([stageCommand("ask", null, TRUTH), stageCommand("reveal", QUESTION, null)]).toEqual([null, null]);
});
