import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildWhenNeeded } from "./build.mjs";
import { ROOT } from "./run.mjs";
import { AXES } from "./scale/axes.mjs";
import { JOINING } from "./scale/joins.mjs";
import { measureAxis } from "./scale/measure.mjs";
import { linesOf, pageOf, shortOf } from "./scale/report.mjs";

/** What one message costs the host against how much is there: one axis after the other. All of them together write docs/scale.md. */
const HELP = `npm run scale -- [flags]

  --axis <name>    this one alone; may be repeated. docs/scale.md stays as it is
  --runs <n>       of each point   (default: 5)
  --quick          two runs, the first, a middle and the last point of each axis; docs/scale.md stays as it is
  --build <file>   this build of the host (its server/main.js) instead of a fresh one
`;
const { values: asked } = parseArgs({
	options: {
		axis: { type: "string", multiple: true, default: [] },
		runs: { type: "string" },
		build: { type: "string" },
		quick: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	},
});
const QUICK_RUNS = 2;
const RUNS = 5;

const axes = { ...AXES, joins: JOINING };
const names = asked.axis.length > 0 ? asked.axis : Object.keys(axes);
const unknown = names.filter((name) => !Object.hasOwn(axes, name));
const runs = Number(asked.runs ?? (asked.quick ? QUICK_RUNS : RUNS));

if (asked.help)
	console.log(
		`${HELP}\nThe axes:\n${Object.entries(axes)
			.map(([name, { says }]) => `  ${name.padEnd(16)}${says}`)
			.join("\n")}`,
	);
else if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
	console.error(`${unknown.length > 0 ? `No axis is called ${unknown.join(", ")}` : "--runs is a number from 1"}\n${HELP}`);
	process.exitCode = 2;
} else process.exit(await main());

async function main() {
	if (asked.build === undefined && !(await buildWhenNeeded())) return 1;
	const build = resolve(asked.build ?? join(ROOT, "dist", "server", "main.js"));
	const setting = { runs, node: process.version, processors: availableParallelism() };
	console.log(`Node ${setting.node}, ${setting.processors} processors, medians of ${runs} runs\n`);
	const measured = [];
	for (const name of names) {
		const axis = asked.quick ? quick(axes[name]) : axes[name];
		const points = await measureAxis(axis, { build, runs, say: (text) => process.stderr.write(text) });
		process.stderr.write("\n");
		console.log(`${linesOf(name, axis, points).join("\n")}\n`);
		measured.push({ name, axis, points });
	}
	if (!asked.quick && asked.axis.length === 0) {
		await writeFile(join(ROOT, "docs", "scale.md"), pageOf(measured, setting));
		console.log("docs/scale.md is written.");
	}
	const short = measured.filter(({ axis, points }) => shortOf(axis, points).length > 0);
	console.log(
		`${measured.length - short.length} of ${measured.length} are flat${short.length > 0 ? `; not flat: ${short.map(({ name }) => name).join(", ")}` : ""}`,
	);
	return short.length === 0 ? 0 : 1;
}

/** The point before the first that counts, that one, one in the middle, and the last. */
function quick(axis) {
	const { points, first = 0 } = axis;
	const counting = points.slice(first);
	const kept = new Set([...points.slice(0, Math.min(1, first)), counting[0], counting[counting.length >> 1], counting.at(-1)]);
	return { ...axis, points: points.filter((n) => kept.has(n)), first: Math.min(1, first) };
}
