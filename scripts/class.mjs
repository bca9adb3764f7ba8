import { writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildWhenNeeded } from "./build.mjs";
import { measureCommands } from "./class/commands.mjs";
import { measureFrames } from "./class/frames.mjs";
import { measurePhones, measureQueued } from "./class/phones.mjs";
import { linesOf, pageOf } from "./class/report.mjs";
import { measureStorm } from "./class/storm.mjs";
import { ROOT } from "./run.mjs";

/** What a class of 60 phones costs and how fast it is. All parts together write docs/class.md. Nothing here passes or fails: times are of this machine. */
const HELP = `npm run class -- [flags]

  --part <name>    join, phones, commands or frames alone; may be repeated. docs/class.md stays as it is
  --runs <n>       (default: 5)
  --build <file>   this build of the host (its server/main.js) instead of a fresh one
`;
const { values: asked } = parseArgs({
	options: {
		part: { type: "string", multiple: true, default: [] },
		runs: { type: "string", default: "5" },
		build: { type: "string" },
		help: { type: "boolean", default: false },
	},
});
const RUN_MS = 2_000;

const PARTS = {
	join: {
		title: "All at once",
		says: "Every phone comes at the same time, and connects and subscribes as soon as it has its seat. Each run has a host of its own.",
		measure: async ({ build, runs }) => [
			...(await measureStorm({ build, runs, seats: 30 })),
			...(await measureStorm({ build, runs, seats: 60 })),
		],
	},
	phones: {
		title: "What phones are sent",
		says: `60 phones and 30 guests over TCP, all subscribed to class/+, and 5 messages a second at QoS 1 from the trainer's client; stretches of ${RUN_MS / 1_000} s. Five of the phones come while messages go on.`,
		measure: async (how) => [...(await measurePhones(how)), ...(await measureQueued(how))],
	},
	commands: {
		title: "A flood",
		says: `One client publishes 200 messages a second at QoS 1; stretches of ${RUN_MS / 1_000} s. Meanwhile the host's page asks for something every 40 ms.`,
		measure: measureCommands,
	},
	frames: {
		title: "Frames",
		says: "Headless Chromium, 1920 x 1080, wires of 2 s, 3 messages a second, each to every phone; five stretches of 2 s. An element moves if it goes elsewhere within what it stands in.",
		measure: measureFrames,
	},
};

const names = asked.part.length > 0 ? asked.part : Object.keys(PARTS);
const unknown = names.filter((name) => !Object.hasOwn(PARTS, name));
const runs = Number(asked.runs);

if (asked.help) console.log(HELP);
else if (unknown.length > 0 || !Number.isInteger(runs) || runs < 1) {
	console.error(`${unknown.length > 0 ? `No part is called ${unknown.join(", ")}` : "--runs is a number from 1"}\n${HELP}`);
	process.exitCode = 2;
} else process.exit(await main());

async function main() {
	if (asked.build === undefined && !(await buildWhenNeeded())) return 1;
	const build = resolve(asked.build ?? join(ROOT, "dist", "server", "main.js"));
	const setting = { runs, node: process.version, processors: availableParallelism() };
	console.log(
		`Node ${setting.node}, ${setting.processors} processors, medians of ${runs} runs; then the least and the most, and (what a class needs)\n`,
	);
	const measured = [];
	for (const name of names) {
		const { title, says, measure } = PARTS[name];
		const part = { title, says, figures: await measure({ build, runs, runMs: RUN_MS }) };
		console.log(`${linesOf(part).join("\n")}\n`);
		measured.push(part);
	}
	if (asked.part.length > 0) return 0;
	await writeFile(join(ROOT, "docs", "class.md"), pageOf(measured, setting));
	console.log("docs/class.md is written.");
	return 0;
}
