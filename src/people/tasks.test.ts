import { expect, it } from "vitest";
import { ClassCommand } from "#contract/class-command.ts";
import { TASKS } from "./tasks.ts";

it("has tasks that the host takes, each with a title of its own", () => {
	for (const task of TASKS) expect(ClassCommand.safeParse({ type: "class.says", what: task.title, task }).success).toBe(true);
	expect(new Set(TASKS.map(({ title }) => title)).size).toBe(TASKS.length);
});
