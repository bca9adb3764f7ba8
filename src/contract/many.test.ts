import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { many } from "./many.ts";

const ROOT = join(import.meta.dirname, "../..");
/** What is counted in the sentences of this product. */
const COUNTED =
	"lines|runs|steps|messages|packets|clients|sessions|connections|copies|rules|cells|combinations|changes|events|watchers|pages|rooms|lessons|answers|subscriptions|deliveries|minutes|neighbours|moments|files|filters|questions|visits";

it("counts in grammar", () => {
	expect([0, 1, 2].map((count) => many(count, "line"))).toEqual(["0 lines", "1 line", "2 lines"]);
	expect([1, 5].map((count) => many(count, "copy", "copies"))).toEqual(["1 copy", "5 copies"]);
});

it('is how every count is written whose number is not a bound: nothing is "1 lines"', () => {
	const found = ["src", "server"].flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
			.filter((file) => /\.tsx?$/.test(file) && !/\.(test|spec)\.|testkit|^fidelity|^e2e|siege/.test(file))
			.flatMap((file) => faults(readFileSync(join(ROOT, folder, file), "utf8")).map((line) => `${folder}/${file}: ${line}`)),
	);
	expect(found).toEqual([]);
});

/** Lines with a number and a plural, but for bounds, which are never one, and for lines that choose the word by themselves. */
function faults(source: string): readonly string[] {
	// Not what is handed to a component: steps={steps}.
	const plural = new RegExp(`\\{([^{}]*)\\} (?:${COUNTED})\\b(?!=)`, "g");
	return source.split("\n").flatMap((line) => {
		const counts = [...line.matchAll(plural)].map(([, counted = ""]) => counted);
		const chooses = /=== 1|> 1|count === 2/.test(line);
		return counts.every((counted) => /LIMITS\.|MOST|most|max|BYTES|Minutes/.test(counted)) || chooses ? [] : [line.trim()];
	});
}
