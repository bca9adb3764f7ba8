import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NUMBERED } from "./numbered.ts";
import { BOUNDS, CHOICES, keyOf, readFidelity, wordsOf } from "./page.ts";
import { slowWire } from "./slow-wire.ts";
import { ask } from "./statement.ts";
import { SECTIONS } from "./statements.ts";

/** One of the statements sends 65,535 messages. */
const LONGEST_MS = 600_000;

const target = slowWire();
const all = SECTIONS.flatMap(({ statements }) => statements);
const seen = new Map<string, string>();

for (const { title, statements } of SECTIONS) {
	describe(title, () => {
		for (const statement of statements) {
			const name = `[${statement.id}] ${statement.says}`;
			const untestable = "untestable" in statement;
			if (untestable) seen.set(keyOf(statement), `not testable: ${statement.untestable}`);
			it.skipIf(untestable)(name, { timeout: LONGEST_MS }, async () => {
				const result = await ask(statement, target);
				seen.set(keyOf(statement), wordsOf(result));
				if (result.result === "departs") expect.fail(result.seen);
			});
		}
	});
}

describe("the statements", () => {
	it("are all there, each once, and in no silence", () => {
		expect(NUMBERED.filter((id) => !all.some((statement) => statement.id === id))).toEqual([]);
		expect(new Set(all.map(keyOf)).size).toBe(all.length);
		for (const statement of all) if ("untestable" in statement) expect(statement.untestable.length).toBeGreaterThan(10);
	});

	it("stand in docs/fidelity.md with what this run has seen; npm run fidelity writes it", () => {
		const page = new URL("../../docs/fidelity.md", import.meta.url);
		expect(existsSync(page)).toBe(true);
		const text = readFileSync(page, "utf8");
		expect([...CHOICES, ...BOUNDS].filter((line) => !text.includes(`- ${line}\n`))).toEqual([]);
		const written = readFidelity(text, 0);
		expect([...written.keys()].sort()).toEqual(all.map(keyOf).sort());
		for (const [key, words] of seen) expect(`${key}: ${written.get(key)}`).toBe(`${key}: ${words}`);
	});
});
