import { openFort } from "./fort.mjs";

/**
 * What has to hold in every attack. In ms, MiB and descriptors. Half of the memory is garbage that V8 leaves where it is while a machine has
 * memory: with --node=--max-old-space-size=256 the same attacks take about half of it.
 */
export const BOUNDS = { quietP99Ms: 50, healthMs: 100, sigtermMs: 2_000, rssMiB: 800, filesLeft: 20 };

/** An attack has to come to its end within its own time and this many ms. */
const PATIENCE_MS = 120_000;
/** A host that has not answered for as long as this stands still: nothing more is waited for. */
const STILL_MS = 15_000;
/** Seconds of the attack in whose middle the host is told to stop. */
const STOPPED_SECONDS = 3;
const SETTLING_MS = 3_000;
const LOOK_MS = 100;
const NO_FIGURES = { asked: 0, answered: 0, cut: [], faults: [], did: "" };

export const wait = (ms) => new Promise((settle) => setTimeout(settle, ms));

/** One attack, with everything that is looked at meanwhile: a row of the table. */
export async function assault({ attack, fort, meter, dice, extent }) {
	const before = { rss: fort.rssMiB(), files: fort.files() };
	let peak = before.rss;
	const watch = setInterval(() => {
		peak = Math.max(peak, fort.rssMiB() || 0);
	}, LOOK_MS);
	await meter.take();
	const startedAt = performance.now();
	const failed = (says) => ({ ...NO_FIGURES, faults: [says] });
	const still = watchFor(fort);
	const figures = await Promise.race([
		attack.run(fort, dice, extent).catch((fault) => failed(String(fault))),
		fort.ended.then(() => NO_FIGURES),
		still.seen.then(() => failed(`the host stood still for ${STILL_MS / 1_000} s`)),
		wait(extent.seconds * 1_000 + PATIENCE_MS).then(() => failed(`no end within ${extent.seconds + PATIENCE_MS / 1_000} s`)),
	]);
	const seconds = (performance.now() - startedAt) / 1_000;
	const { quiet, health, late, over } = await meter.take();
	clearInterval(watch);
	still.close();
	for (const until = performance.now() + SETTLING_MS; performance.now() < until && fort.files() - before.files > BOUNDS.filesLeft; )
		await wait(LOOK_MS);
	const row = { figures, seconds, quiet, health, late, over, peak, before, filesLeft: fort.files() - before.files, ended: fort.isOver() };
	return { ...row, lastWords: row.ended ? fort.lastWords() : "" };
}

/** seen: settles once the host has not answered an HTTP request for STILL_MS. */
function watchFor({ httpPort }) {
	let open = true;
	const seen = new Promise((settle) => {
		const ask = () =>
			open &&
			fetch(`http://127.0.0.1:${httpPort}/healthz`, { signal: AbortSignal.timeout(STILL_MS) })
				.then((answer) => answer.text())
				.catch(({ name }) => name === "TimeoutError" && settle())
				.then(() => setTimeout(ask, 1_000).unref());
		ask();
	});
	return {
		seen,
		close() {
			open = false;
		},
	};
}

/** The same attack on a host of its own that is told to stop in the middle of it: ms until it has ended. */
export async function stopMidway({ attack, build, dice, extent }) {
	const fort = await openFort(build);
	const seconds = Math.min(STOPPED_SECONDS, extent.seconds);
	const afterMs = seconds * 1_000 * (0.3 + dice.below(60) / 100);
	const attacking = attack.run(fort, dice, { ...extent, seconds }).catch(() => {});
	await wait(afterMs);
	const ms = await fort.stop();
	await Promise.race([attacking, wait(STILL_MS)]);
	return ms;
}

/** What falls short, in a few words each. */
export function shortcomings({ figures, quiet, health, late, over, peak, filesLeft, ended, lastWords, sigtermMs }) {
	const { asked, answered, cut, faults } = figures;
	const named = cut.length > 3 ? `${cut.slice(0, 3).join(", ")} and ${cut.length - 3} more` : cut.join(", ");
	const ms = (value) => Math.round(value).toLocaleString("en");
	return [
		...(ended ? [`the host has ended: ${lastWords}`] : []),
		...(!ended && over ? ["the quiet client was cut"] : []),
		...(quiet.p99 > BOUNDS.quietP99Ms + late.p99 ? [`quiet p99 ${ms(quiet.p99)} ms`] : []),
		...(health.max > BOUNDS.healthMs + late.max ? [`/healthz ${ms(health.max)} ms`] : []),
		...(peak > BOUNDS.rssMiB ? [`${peak} MiB`] : []),
		...(answered === asked ? [] : [`${answered} answers to ${asked}`]),
		...(cut.length === 0 ? [] : [`cut: ${named}`]),
		...(!ended && filesLeft > BOUNDS.filesLeft ? [`${filesLeft} descriptors left`] : []),
		...(sigtermMs <= BOUNDS.sigtermMs ? [] : [`SIGTERM ${Number.isFinite(sigtermMs) ? `${ms(sigtermMs)} ms` : "not heard"}`]),
		...[...new Set(faults)].slice(0, 3),
	];
}
