import { lossHere } from "#crowd/use-loss.ts";
import { othersAtWork } from "#script/others.ts";
import type { Playground } from "#script/playground.ts";
import type { Script } from "#script/runner.ts";
import { TESTS } from "#script/tests.ts";
import { settleAddress } from "./router.ts";

/** What a link brings with it, or names: a script, the n-th test, or the run that proves the answer to a question. */
export type Asked = { readonly script: Script } | { readonly test: number } | { readonly question: string };
/** live: whether the room was reached. */
type Here = { readonly playground: Playground; readonly page: string; readonly live: Promise<boolean> };

/** A link with ?test=n or ?question=id plays that run, a link with a script lays the script out; unless somebody is at work in the room. */
export async function runAsked({ playground, page, live }: Here, asked: Asked, then: "play" | "wait"): Promise<void> {
	const { room } = playground;
	const script = await scriptOf(asked);
	const isLive = await live;
	settleAddress();
	if (typeof script === "string") room.notice(script);
	if (script === undefined || typeof script === "string" || !isLive) return;
	if (othersAtWork(room.getState().live, page) || lossHere(room.getState(), "load", page) !== null) {
		const instead = script.role.kind === "question" ? "Run it from Questions, in a room of its own" : "Start it from the Tests menu";
		return room.notice(`Somebody is at work in this room, and “${script.title}” would clear it. ${instead}.`);
	}
	const laid = await playground.script.load(script);
	if (!laid.ok) room.notice(laid.says);
	else if (then === "play") await playground.script.play();
}

/** A sentence: there is no such run. Undefined: no test has that number. */
async function scriptOf(asked: Asked): Promise<Script | string | undefined> {
	if ("script" in asked) return asked.script;
	if ("test" in asked) return TESTS[asked.test - 1];
	const late = await import("#course/questions/questions.ts").catch(() => null);
	if (late === null) return "The run of that question could not be loaded. Is the host still there?";
	return late.runById(asked.question) ?? "There is no such question.";
}
