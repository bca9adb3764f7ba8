import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { SCRIPTED } from "#script/steps/verbs.ts";
import { Change } from "#trial/change.ts";
import { readLessonFile } from "./lesson-file.ts";

const PAGE = readFileSync(new URL("../../../docs/lessons.md", import.meta.url), "utf8");

it("the lesson in docs/lessons.md can be opened as it stands there", () => {
	const [, yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(PAGE) ?? [];
	const read = readLessonFile(yaml);
	expect(read).toMatchObject({ ok: true, lesson: { id: "kept-and-empty", comes: "nothing" } });
});

it("docs/lessons.md tells of every step that a line can hold, and of no other", () => {
	const [, table = ""] = /\| `do` \| with \|\n([\s\S]*?)\n\n/.exec(PAGE) ?? [];
	const told = table.split("\n").flatMap((row) => [...(row.split("|")[1] ?? "").matchAll(/`([\w-]+)`/g)].map(([, does]) => does));
	expect(told.toSorted()).toEqual(Object.keys(SCRIPTED).toSorted());
});

it("docs/lessons.md tells of every step that can be through while the room stands still", () => {
	const [, steps = ""] = /the step can only be ([^.]*)\./.exec(PAGE) ?? [];
	const through = Object.entries(SCRIPTED).flatMap(([does, verb]) => (verb.throughInPause ? [does] : []));
	const told = [...steps.matchAll(/`([\w-]+)`/g)].map(([, does]) => does);
	expect(told.toSorted()).toEqual(through.filter((does) => does !== "pause" && does !== "resume").toSorted());
});

it("docs/lessons.md tells of every single change", () => {
	const [, section = ""] = /### Single changes\n([\s\S]*?)\n## /.exec(PAGE) ?? [];
	const switches = Change._zod.def.options.map(({ shape }) => shape.switch._zod.def.values[0]);
	expect(switches.filter((one) => !section.includes(`\`${one}\``))).toEqual([]);
});
