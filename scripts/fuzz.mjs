import { parseArgs } from "node:util";
import { load } from "./load.mjs";

/** Storms on a real room, one after the other, until the time is up or a promise of MQTT is broken (src/engine/testkit/storm.ts). */
const USE = `npm run fuzz -- [--seed <n>] [--minutes <n> | --runs <n>] [--clients <2 to 10>] [--steps <n>]`;
const MOST_MINUTES = 24 * 60;
const MOST_RUNS = 1_000_000;

const asked = read();
const { runStorm } = await load("src/engine/testkit/storm.ts");
const started = performance.now();
const until = started + asked.minutes * 60_000;
const sums = {};
let runs = 0;
let seed = asked.seed;

// A fault inside the broker's own work is not reported anywhere else.
process.on("uncaughtException", (fault) => {
	fail(fault.stack ?? fault.message, [], []);
	process.exit();
});
console.log(`Seed ${asked.seed}, ${asked.clients} clients, ${asked.steps} steps a run. The same seed is the same storm.`);
while (runs < asked.runs && performance.now() < until) {
	const { broken, lastSteps, lastEvents, seen } = await runStorm({ seed, clients: asked.clients, steps: asked.steps });
	runs += 1;
	for (const [what, times] of Object.entries(seen)) sums[what] = (sums[what] ?? 0) + times;
	if (broken !== null) {
		fail(broken, lastSteps, lastEvents);
		break;
	}
	seed = (seed + 1) >>> 0;
}
tell();

function fail(broken, lastSteps, lastEvents) {
	process.exitCode = 1;
	console.error(`\nA promise is broken, seed ${seed}: ${broken}`);
	if (lastSteps.length > 0) console.error(`\nThe last that was done:\n  ${lastSteps.join("\n  ")}`);
	if (lastEvents.length > 0) console.error(`\nThe last that happened:\n  ${lastEvents.join("\n  ")}`);
	console.error(`\nAgain: npm run fuzz -- --seed ${seed} --runs 1 --clients ${asked.clients} --steps ${asked.steps}\n`);
}

function tell() {
	const sum = (wanted) => Object.entries(sums).reduce((all, [what, times]) => (wanted.test(what) ? all + times : all), 0);
	const counts = [
		[runs, "runs"],
		[sum(/^accepted/), "messages accepted"],
		[sum(/^reached/), "reached an application"],
		[sum(/^closed: (?:cut|client-gone)$/), "cuts"],
		[sum(/^closed: takeover$/), "takeovers"],
		[sum(/^lost /), "packets lost"],
		[sum(/^DUP down$/), "redeliveries by the broker"],
		[sum(/^DUP up$/), "by publishers"],
		[sum(/^queued/), "queued"],
		[sum(/^dropped: (?:queue-full|pushed-out)$/), "off full queues"],
		[sum(/ (?:up|down)$/) - sum(/^(?:lost|DUP) .*(?:up|down)$/), "packets"],
	];
	console.log(counts.map(([count, what]) => `${count.toLocaleString("en")} ${what}`).join(", "));
	const seconds = (performance.now() - started) / 1_000;
	console.log(`${process.exitCode === 1 ? "A promise was broken" : "Every promise was kept"}, after ${seconds.toFixed(1)} s.`);
}

/** The flags, within their bounds. */
function read() {
	try {
		const text = { type: "string" };
		const { values } = parseArgs({ options: { seed: text, minutes: text, runs: text, clients: text, steps: text } });
		const number = (name, least, most, otherwise) => {
			const value = values[name] === undefined ? otherwise : Number(values[name]);
			if (Number.isNaN(value) || value < least || value > most) throw new Error(`--${name} is a number from ${least} to ${most}`);
			return value;
		};
		return {
			seed: Math.floor(number("seed", 0, 2 ** 32 - 1, Math.floor(Math.random() * 2 ** 32))),
			runs: number("runs", 1, MOST_RUNS, MOST_RUNS),
			minutes: number("minutes", 0.01, MOST_MINUTES, values.runs === undefined ? 1 : MOST_MINUTES),
			clients: Math.floor(number("clients", 2, 10, 4)),
			steps: Math.floor(number("steps", 1, 100_000, 400)),
		};
	} catch (fault) {
		console.error(`${fault.message}\n${USE}`);
		process.exit(2);
	}
}
