import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { CLAUSES } from "#mqtt/clauses.ts";
import { SLIPS, slipClause } from "#mqtt/slips.ts";

/** Parts whose code cites statements where events, lines and fates are made. */
const PARTS = ["mqtt", "engine", "host", "model", "story", "script", "course", "ledger", "rules"];
const CITED = /"(MQTT-[0-9.-]+)"/g;

function sources(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|testkit/.test(path))
		.map((path) => `${folder}/${path}`);
}

it("every statement that the code cites is one that can be explained", () => {
	const unknown = PARTS.flatMap((part) => sources(`src/${part}`)).flatMap((path) =>
		[...readFileSync(path, "utf8").matchAll(CITED)]
			.filter(([, clause]) => !Object.hasOwn(CLAUSES, clause as string))
			.map(([, clause]) => `${path}: ${clause}`),
	);
	expect(unknown).toEqual([]);
});

it("so is the statement of each rule that a client may break", () => {
	for (const slip of SLIPS)
		for (const packet of ["PUBLISH", "PUBACK", "PUBREC", "PUBREL", "PUBCOMP"] as const)
			expect(CLAUSES).toHaveProperty([slipClause(slip, packet)]);
});
