import { openSlowWire } from "../bench/brokers.mjs";
import { openGround } from "./axes.mjs";

/** Runs that only warm up: what has just started compiles more than it works. */
const WARM_UP_RUNS = 2;
/** Ms behind a run in which what it has left over is still done: batches to pages, above all. */
const SETTLE_MS = 60;
/** Ms for everything to be built; and for one run. Past these, the point has no figure. */
const BUILD_MS = 120_000;
const RUN_MS = 40_000;

const wait = (ms) => new Promise((settle) => setTimeout(settle, ms));

/**
 * Every point of an axis, each on a host of its own; they take turns, so that a busy moment of the machine hits all alike. A point:
 * { n, cpuUs, ms, figures, fault }, where cpuUs and ms are medians for one message (or join, or watcher).
 */
export async function measureAxis(axis, { build, runs, say }) {
	const points = [];
	for (const n of axis.points) points.push(await openPoint(axis, n, build));
	for (let run = -WARM_UP_RUNS; run < runs; run += 1) {
		for (const point of points) await runOnce(point, run >= 0);
		say(".");
	}
	const seen = points.map(({ n, taken, fault }) => ({
		n,
		fault,
		cpuUs: fault === null ? median(taken.map(({ cpuUs }) => cpuUs)) : Number.NaN,
		ms: fault === null ? median(taken.map(({ ms }) => ms)) : Number.NaN,
		figures: fault === null ? mediansOf(taken.map(({ figures }) => figures)) : {},
	}));
	for (const { host } of points) host.child.kill("SIGKILL");
	return axis.per === "watcher" ? perWatcher(seen) : seen;
}

async function openPoint(axis, n, build) {
	const host = await openSlowWire("scale", build);
	const point = { n, host, taken: [], fault: null, run: null };
	try {
		point.run = await within(BUILD_MS, buildOn(axis, n, host));
	} catch (fault) {
		giveUp(point, fault);
	}
	return point;
}

async function buildOn(axis, n, host) {
	return axis.build(await openGround(host), n, host);
}

async function runOnce(point, counts) {
	if (point.fault !== null) return;
	const { host, run, taken } = point;
	try {
		const cpuBefore = host.cpuMs();
		const startedAt = performance.now();
		const done = await within(RUN_MS, run());
		const ms = performance.now() - startedAt;
		await wait(SETTLE_MS);
		const { units, ...figures } = typeof done === "number" ? { units: done } : done;
		if (counts) taken.push({ cpuUs: ((host.cpuMs() - cpuBefore) * 1_000) / units, ms: ms / units, figures });
	} catch (fault) {
		giveUp(point, fault);
	}
}

/** A host that does not answer works on: it must not work beside the other points. */
function giveUp(point, fault) {
	point.fault = fault.message;
	point.host.child.kill("SIGKILL");
}

function within(ms, promise) {
	let timer;
	const late = new Promise((_, fail) => {
		timer = setTimeout(() => fail(new Error(`no end within ${ms / 1_000} s`)), ms);
	});
	return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** What each watcher adds to the cost of a message. */
function perWatcher([alone, ...watched]) {
	const each = watched.map((point) => ({
		...point,
		cpuUs: (point.cpuUs - alone.cpuUs) / point.n,
		ms: point.ms,
	}));
	return [alone, ...each];
}

function mediansOf(all) {
	return Object.fromEntries(Object.keys(all[0] ?? {}).map((key) => [key, median(all.map((one) => one[key]))]));
}

function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	const half = sorted.length >> 1;
	return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
