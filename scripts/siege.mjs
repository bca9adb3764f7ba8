import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildWhenNeeded } from "./build.mjs";
import { load } from "./load.mjs";
import { ROOT } from "./run.mjs";
import { assault, BOUNDS, shortcomings, stopMidway, wait } from "./siege/assault.mjs";
import { openFort, openMeter } from "./siege/fort.mjs";

/**
 * Everything known that could stop the host, one attack after the other and then random mixtures of them, against one host; a new host comes
 * only where something fell short. The attacks are in server/testkit/siege/, and the test run plays them too, small.
 */
const HELP = `npm run siege -- [flags]

  --minutes <n>    of the whole siege   (default: 8; every attack once, then mixtures)
  --seed <n>       the same seed draws the same siege
  --attack <name>  this one alone, for the whole time; may be repeated. Several at once: --attack flood-1+resume
  --quick          three seconds each, two mixtures
  --node <flag>    for the host's process, for example --node=--max-old-space-size=128; may be repeated
  --build <file>   this build of the host (its server/main.js) instead of a fresh one
  --list           the attacks
`;
const { values: asked } = parseArgs({
	options: {
		minutes: { type: "string", default: "8" },
		seed: { type: "string" },
		attack: { type: "string", multiple: true, default: [] },
		node: { type: "string", multiple: true, default: [] },
		build: { type: "string" },
		quick: { type: "boolean", default: false },
		list: { type: "boolean", default: false },
		help: { type: "boolean", default: false },
	},
});
const QUICK_SECONDS = 3;
const QUICK_MIXTURES = 2;
const MOST_SECONDS = 60;
/** Of the time that an attack has, this part is its own: the rest goes into waiting for its answers, and into stopping a host in its middle. */
const OWN_PART = 0.5;

const { ATTACKS, drawMixture, mixtureOf } = await load("server/testkit/siege/attacks.ts");
const { openDice } = await load("src/engine/testkit/dice.ts");
const names = asked.attack.length > 0 ? asked.attack : Object.keys(ATTACKS);
const unknown = names.flatMap((name) => name.split("+")).filter((name) => !Object.hasOwn(ATTACKS, name));
const attackOf = (name) => (name.includes("+") ? mixtureOf(name.split("+")) : ATTACKS[name]);
const minutes = Number(asked.minutes);
const seed = asked.seed === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(asked.seed);

if (asked.help) console.log(HELP);
else if (asked.list) for (const [name, { says }] of Object.entries(ATTACKS)) console.log(`${name.padEnd(20)}${says}`);
else if (unknown.length > 0 || !(minutes > 0) || !Number.isInteger(seed)) {
	console.error(
		`${unknown.length > 0 ? `No attack is called ${unknown.join(", ")}; --list names them` : "--minutes and --seed are numbers"}\n${HELP}`,
	);
	process.exitCode = 2;
} else process.exit(await main());

async function main() {
	if (asked.build === undefined && !(await buildWhenNeeded())) return 1;
	const build = { file: resolve(asked.build ?? join(ROOT, "dist", "server", "main.js")), nodeFlags: asked.node };
	const each = (minutes * 60) / names.length;
	const seconds = asked.quick ? QUICK_SECONDS : Math.max(1, Math.min(MOST_SECONDS, Math.floor(each * OWN_PART)));
	console.log(`Seed ${seed}, ${seconds} s each, Node ${process.version}, ${availableParallelism()} processors. Again: --seed ${seed}`);
	console.log(
		`Bounds: quiet p99 ${BOUNDS.quietP99Ms} ms, /healthz ${BOUNDS.healthMs} ms, SIGTERM ${BOUNDS.sigtermMs} ms, memory ${BOUNDS.rssMiB} MiB; on a busy machine the first two are`,
	);
	console.log("wider by what the meter's own timers were late meanwhile (late: its p99), for which no host can do anything\n");
	print(["attack", "quiet p50", "p99", "max", "/healthz", "late", "MiB", "answered", "SIGTERM", ""]);
	const post = openPost(build);
	await post.undisturbed();
	const rows = [];
	for (const name of rounds()) {
		const own = (seed + rows.length) >>> 0;
		rows.push(await post.withstand({ name, seed: own, extent: { seconds, size: 1 } }));
	}
	await post.close();
	const short = rows.filter(({ short }) => short.length > 0);
	console.log(`\n${rows.length - short.length} of ${rows.length} withstood`);
	for (const { name, seed: own, short: what } of short) console.log(`  SHORT --attack ${name} --seed ${own}: ${what.join("; ")}`);
	return short.length === 0 ? 0 : 1;
}

/** The name of each attack, once; then, until the time is up, mixtures, or what was asked for again. */
function* rounds() {
	const until = performance.now() + minutes * 60_000;
	yield* names;
	if (asked.quick && asked.attack.length > 0) return;
	for (let more = 0; asked.quick ? more < QUICK_MIXTURES : performance.now() < until; more += 1) {
		yield asked.attack.length > 0 ? names[more % names.length] : drawMixture((seed + more) >>> 0).join("+");
	}
}

/** One host with its meter for as long as everything holds: what one attack has broken is not held against the next one. */
function openPost(build) {
	let fort = null;
	let meter = null;
	async function man() {
		if (fort !== null) return;
		fort = await openFort(build);
		meter = await openMeter(fort);
	}
	async function leave() {
		meter?.close();
		const ms = (await fort?.stop()) ?? 0;
		fort = null;
		return ms;
	}
	return {
		/** The noise of the machine: what the meter sees while nothing is done. */
		async undisturbed() {
			await man();
			await meter.take();
			await wait(QUICK_SECONDS * 1_000);
			const { quiet, health, late } = await meter.take();
			print(["(nothing)", ms(quiet.p50), ms(quiet.p99), ms(quiet.max), ms(health.max), ms(late.p99), String(fort.rssMiB()), "", "", ""]);
		},
		async withstand({ name, seed: own, extent }) {
			const attack = attackOf(name);
			await man();
			const seen = await assault({ attack, fort, meter, dice: openDice(own), extent });
			const sigtermMs = await stopMidway({ attack, build, dice: openDice(own), extent });
			const short = shortcomings({ ...seen, sigtermMs });
			if (short.length > 0) await leave();
			const { figures, quiet, health, late, peak, before } = seen;
			const answered = figures.asked === 0 ? "" : `${figures.answered.toLocaleString("en")}/${figures.asked.toLocaleString("en")}`;
			const times = [ms(quiet.p50), ms(quiet.p99), ms(quiet.max), ms(health.max), ms(late.p99)];
			print([
				name,
				...times,
				`${before.rss}>${peak}`,
				answered,
				ms(sigtermMs),
				`${short.length === 0 ? "holds" : "SHORT"}  ${seen.seconds.toFixed(0)} s, ${figures.did}`,
			]);
			for (const what of short) console.log(`    ${what}`);
			return { name, seed: own, short };
		},
		close: leave,
	};
}

function ms(value) {
	return Number.isFinite(value) ? (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en")) : "never";
}

function print([name, ...columns]) {
	const last = columns.pop();
	const widths = [10, 8, 8, 9, 6, 10, 17, 8];
	console.log(`${name.padEnd(19)}${columns.map((text, at) => text.padStart(widths[at])).join(" ")}  ${last}`);
}
