import { expect, it } from "vitest";
import { LESSONS } from "#course/lessons/lessons.ts";
import { scriptOf } from "#course/play.ts";
import { packLink } from "#script/link.ts";
import { TESTS } from "#script/tests.ts";
import { readArrival } from "./arrive.ts";
import { embedCode, isOnlyHere } from "./embed-code.ts";

async function fragmentOf(what: Parameters<typeof packLink>[0]): Promise<string> {
	const packed = await packLink(what);
	if (!packed.ok) throw new Error(packed.says);
	return packed.fragment;
}

it("a link with a script in it arrives as that script, judged by nobody", async () => {
	const [test] = TESTS;
	if (test === undefined) throw new Error("there are five");
	const arrival = await readArrival(
		`#${await fragmentOf({ kind: "script", title: test.title, steps: test.steps, broker: { persistence: true } })}`,
	);
	expect(arrival).toMatchObject({ ok: true, kind: "script", script: { title: "Test 1", broker: { persistence: true }, expects: null } });
	expect(arrival.ok && arrival.script.steps).toEqual(test.steps);
	expect(arrival.ok && arrival.script.asks).toBe("What is the outcome of these 8 steps?");
});

it("a link with a lesson in it arrives as that lesson, with its script for a player", async () => {
	const [lesson] = LESSONS;
	if (lesson === undefined) throw new Error("there are some");
	expect(await readArrival(await fragmentOf({ kind: "lesson", lesson }))).toEqual({
		ok: true,
		kind: "lesson",
		lesson,
		script: scriptOf(lesson),
	});
});

it("a lesson that is none, or a newer one, arrives as a sentence", async () => {
	const says = async (lesson: unknown) => {
		const arrival = await readArrival(await fragmentOf({ kind: "lesson", lesson }));
		return arrival.ok ? null : arrival.says;
	};
	expect(await says({ ...LESSONS[0], comes: "elsewhere" })).toMatch(
		/^The lesson in this link cannot be played: comes names no answer: .+\.$/,
	);
	expect(await says({ format: 9 })).toBe(
		"This lesson was written for a newer version of Slow Wire (format 9; this one reads 1). Nothing was changed.",
	);
	expect(await readArrival("")).toMatchObject({ ok: false });
	expect(await readArrival("#what")).toMatchObject({ ok: false });
});

it("the code for a tutorial keeps whatever the title is inside of its quotes", () => {
	expect(embedCode("https://x.test", "1.abc", '"a" & <b>')).toContain(
		'src="https://x.test/embed#1.abc" width="960" height="600" title="Slow Wire: &quot;a&quot; &amp; &lt;b&gt;"',
	);
});

it("knows the names that a host has for itself alone", () => {
	expect(["localhost", "127.0.0.1", "[::1]", "room.localhost"].every(isOnlyHere)).toBe(true);
	expect(["10.0.0.7", "trainer.local", "slow-wire.org"].some(isOnlyHere)).toBe(false);
});
