import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readLessonFile } from "./lesson-file.ts";

it("the lesson in docs/lessons.md can be opened as it stands there", () => {
	const text = readFileSync(new URL("../../../docs/lessons.md", import.meta.url), "utf8");
	const [, yaml = ""] = /```yaml\n([\s\S]*?)```/.exec(text) ?? [];
	const read = readLessonFile(yaml);
	expect(read).toMatchObject({ ok: true, lesson: { id: "kept-and-empty", comes: "nothing" } });
});
