import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { buildWhenNeeded } from "./build.mjs";
import { quantile } from "./frames/figures.mjs";
import { measureTape } from "./frames/tape.mjs";
import { openBrowser, openHost, visitor } from "./visit.mjs";

/**
 * How long the Lab takes for a frame while at least 200 packets are under way, in headless Chromium on this machine. Two situations:
 * standing (200 packets on slow wires, hardly an event) and flowing (packets arrive, are answered and passed on). "idle" is the same page
 * before its first packet: if "idle" is not 16.7 either, the machine has other work, and the figures say little.
 * Then the same page with an hour of packets behind it: see frames/tape.mjs. --tape: that alone. --runs <n>: instead of five.
 */
const PACKETS = 200;
const SAMPLE_MS = 5_000;
const IDLE_MS = 1_000;
const PUBLISHERS = ["pub-1", "pub-2", "pub-3"];
const SUBSCRIBERS = ["sub-1", "sub-2", "sub-3"];
const BURST = 5;
const SITUATIONS = [
	{ name: "standing", delayMs: 60_000 },
	{ name: "flowing", delayMs: 6_000 },
];
const FIGURES = ["idle", "median", "p95", "longest", "perSecond"];

const { values: asked } = parseArgs({ options: { tape: { type: "boolean", default: false }, runs: { type: "string", default: "5" } } });
const RUNS = Number(asked.runs);
if (!(await buildWhenNeeded())) process.exit(1);
const host = await openHost();
const browser = await openBrowser();
try {
	console.log(
		`Chromium ${browser.version()}, ${availableParallelism()} processors, 1440 x 900, ${RUNS} runs of ${SAMPLE_MS / 1_000} s; ms a frame`,
	);
	if (!asked.tape) for (const situation of SITUATIONS) await measure(situation);
	await measureTape(browser, host, RUNS);
} finally {
	await browser.close();
	await host.close();
}

async function measure({ name, delayMs }) {
	const runs = [];
	for (let run = 1; run <= RUNS; run++) {
		const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
		const sample = await sampleOnce(visitor(await context.newPage()), `${host.url}/r/frames-${name}-${run}`, delayMs);
		await context.close();
		runs.push({ run, ...sample });
		if (Math.min(sample.before, sample.after) >= PACKETS) continue;
		console.error(`${name}: ${sample.before} packets were under way before the run and ${sample.after} after it, not ${PACKETS}.`);
		process.exitCode = 1;
	}
	print(name, runs);
}

/** Fills the wires, counts what the page says is on them, lets the packets go on, and counts again. */
async function sampleOnce(visitor, url, delayMs) {
	await visitor.enter(url);
	await visitor.delay(0);
	await visitor.setPublish("pub-1", { times: BURST });
	for (const client of PUBLISHERS.slice(1)) {
		await visitor.add("publisher");
		await visitor.setPublish(client, { times: BURST });
	}
	for (const _ of SUBSCRIBERS.slice(1)) await visitor.add("subscriber");
	for (const client of SUBSCRIBERS) await visitor.setSubscribe(client, { qos: 0 });
	for (const client of PUBLISHERS) await visitor.connect(client);
	for (const client of SUBSCRIBERS) {
		await visitor.connect(client);
		await visitor.subscribe(client);
	}
	const idle = await visitor.page.evaluate(collectFrames, IDLE_MS);
	// so slow that no packet arrives in the meantime; a change of delay leaves what is under way where it is
	await visitor.delay(60_000);
	for (let sent = 0; sent < PACKETS; sent += BURST) await visitor.publish(PUBLISHERS[(sent / BURST) % PUBLISHERS.length]);
	await visitor.delay(delayMs);
	const before = await held(visitor);
	await visitor.resume();
	const frames = await visitor.page.evaluate(collectFrames, SAMPLE_MS);
	const after = await held(visitor);
	const [median, p95, longest] = [0.5, 0.95, 1].map((share) => quantile(frames, share));
	return { before, after, idle: quantile(idle, 0.95), median, p95, longest, perSecond: frames.length / (SAMPLE_MS / 1_000) };
}

/** Pauses the room, and reads from its narrator how many packets are held on wires. */
async function held(visitor) {
	await visitor.pause();
	const said = await visitor.narration(/Paused\./);
	const more = /(\d+) more packets? (?:is|are) held/.exec(said);
	return more === null ? 0 : Number(more[1]) + 1;
}

/** Runs in the page: ms from each frame to the next. */
async function collectFrames(ms) {
	const frame = () => new Promise(requestAnimationFrame);
	const frames = [];
	const start = await frame();
	for (let last = start; last - start < ms; ) {
		const now = await frame();
		frames.push(now - last);
		last = now;
	}
	return frames;
}

function print(name, runs) {
	const row = (first, packets, texts) =>
		console.log(first.padEnd(10) + packets.padEnd(12) + texts.map((text) => text.padStart(10)).join(""));
	const figures = (of) => FIGURES.map((key) => of(key).toFixed(1));
	const middle = (key) =>
		quantile(
			runs.map((run) => run[key]),
			0.5,
		);
	console.log("");
	row(name, "packets", ["idle p95", "median", "p95", "longest", "per s"]);
	for (const run of runs)
		row(
			`run ${run.run}`,
			`${run.before} to ${run.after}`,
			figures((key) => run[key]),
		);
	row("median", "", figures(middle));
}
