import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const SRC = join(dirname(fileURLToPath(import.meta.url)), "..");

/** What is loaded later and is not part of what a recording shows. */
const ELSEWHERE = [
	// other screens, and the way to them
	...["app/arrival-screen.tsx", "app/handout-screen.tsx", "app/recording-screen.tsx", "app/room-screen.tsx", "share/arrive.ts"],
	...["app/lessons-part.tsx", "app/questions-part.tsx", "lessons/rules-screen.tsx", "matrix/matrix-screen.tsx", "rules/rules-seen.ts"],
	// what only a room that is live has: scripts and questions run in it, its link, its code, trials, and what its host says
	...[
		"app/run-asked.ts",
		"app/run-fork.ts",
		"app/take-home-sheets.tsx",
		"app/back-dialog.tsx",
		"app/clear-room.tsx",
		"bench/script-panel.tsx",
		"bench/script-after.tsx",
	],
	...["course/questions/questions.ts", "questions/question-end.tsx", "lab/ack-gate.ts", "ledger/what-would.tsx", "room/ask-why.ts"],
	// a class: what its phones, its screen and whoever leads it have
	...[
		"app/follow-class.ts",
		"app/trainer-part.tsx",
		"app/class-screens.tsx",
		"app/bench-bar.tsx",
		"room/class-seen.ts",
		"landing/room-form.tsx",
	],
	...["script/kept-recording.ts", "script/kept-script.ts", "trial/open-trials.ts"],
];

function loadedLater(path: string): readonly string[] {
	const found = readFileSync(join(SRC, path), "utf8").matchAll(/(?<!typeof )import\("(#|\.\/)([^"]+)"\)/g);
	return [...found].map(([, root, name = ""]) => (root === "#" ? name : join(dirname(path), name)));
}

test("all that the Lab loads later is loaded with a recording, but for what a recording does not have", () => {
	const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
		(path) => /\.tsx?$/.test(path) && !/\.test\.|testkit|^e2e/.test(path) && path !== join("app", "recording-parts.ts"),
	);
	const later = new Set(files.flatMap(loadedLater).map((path) => path.replaceAll("\\", "/")));
	expect(later.size).toBeGreaterThan(40);
	const loaded = loadedLater(join("app", "recording-parts.ts")).map((path) => path.replaceAll("\\", "/"));
	expect([...later].filter((path) => !loaded.includes(path)).sort()).toEqual([...ELSEWHERE].sort());
	expect(loaded.filter((path) => !later.has(path))).toEqual([]);
});
