import type { BrokerSettings } from "#contract/settings.ts";
import { fateOf } from "#model/fate-of.ts";
import type { Fate } from "#model/world.ts";
import type { Script } from "#script/runner.ts";
import type { Findings, Found, Stopped } from "./answer.ts";
import { type Candidate, isStaying, pairsOf, singlesOf, trioOf } from "./candidates.ts";
import type { Trial, Trials } from "./open-trials.ts";
import { type Happened, repeatable } from "./repeatable.ts";
import { sayMoment, sayNotRun } from "./say-what-would.ts";
import { findAgain, type Target } from "./target.ts";

type Question = {
	readonly trials: Pick<Trials, "run">;
	readonly happened: Happened;
	readonly message: string;
	readonly subscriber: string;
	readonly signal: AbortSignal;
	/** How many runs are over, out of those planned so far. */
	readonly progress: (tried: number, of: number) => void;
};

type Asked = Question & { readonly target: Target; readonly settings: BrokerSettings };

/** Runs side by side; there are no more hidden rooms than that. */
const AT_ONCE = 4;

/**
 * Which single change would have delivered this message? Every switch that could matter is turned, and the whole recording is run again on
 * a real broker. Null: the search was given up.
 */
export async function whatWould(question: Question): Promise<Findings | null> {
	const { happened, message, subscriber, signal, progress } = question;
	const was = repeatable(happened, message, subscriber);
	if (!was.ok) return { kind: "none", says: was.says, stopped: false };
	const asked: Asked = { ...question, ...was };
	progress(0, 1);
	const control = await unchanged(asked, was.scripts);
	if (signal.aborted) return null;
	if (!control.ok) return { kind: "none", says: control.says, stopped: control.stopped };

	const singles = singlesOf(control.script, was.target, was.settings);
	const count = counter(progress, singles.length);
	const alone = await tryAll(asked, singles, count);
	// If no single run came to its end, pairs would not either.
	const nothingRan = count.stopped().runs === singles.length;
	const together = alone.every(isStaying) && !nothingRan ? await tryTogether(asked, control.script, singles, alone, count) : [];
	return signal.aborted ? null : { kind: "found", alone, together, tried: count.tried(), stopped: count.stopped() };
}

type Counter = {
	one(trial: Trial): void;
	more(planned: number): void;
	tried(): number;
	stopped(): Stopped;
};

function counter(progress: Question["progress"], planned: number): Counter {
	let [tried, of] = [0, planned];
	let stopped: Stopped = { runs: 0, says: null };
	progress(0, of);
	return {
		tried: () => tried,
		stopped: () => stopped,
		one(trial) {
			tried += 1;
			if (!trial.ok) stopped = { runs: stopped.runs + 1, says: stopped.says ?? trial.says };
			progress(tried, of);
		},
		more(count) {
			of += count;
			progress(tried, of);
		},
	};
}

async function tryTogether(
	asked: Asked,
	script: Script,
	singles: readonly Candidate[],
	alone: readonly Found[],
	count: Counter,
): Promise<readonly Found[]> {
	const doIt = alone.flatMap(({ changes }) => changes);
	const pairs = pairsOf(script, asked.target, singles, doIt);
	count.more(pairs.length);
	const two = await tryAll(asked, pairs, count);
	const trio = trioOf(script, asked.target, singles);
	// A triple is not needed when two of its switches already deliver the message.
	if (trio === null || two.some(({ changes }) => changes.every((change) => trio.changes.includes(change)))) return two;
	count.more(1);
	return [...two, ...(await tryAll(asked, [trio], count))];
}

type Unchanged = { readonly ok: true; readonly script: Script } | { readonly ok: false; readonly says: string; readonly stopped: boolean };

/** The run without a change: of the ways in which the recording can be meant, the first that comes out as it did here. */
async function unchanged(asked: Asked, scripts: readonly Script[]): Promise<Unchanged> {
	const { happened, message, subscriber } = asked;
	const here = fateOf(happened.world, message, subscriber);
	let says: string | null = null;
	let stopped = false;
	for (const script of scripts) {
		const trial = await asked.trials.run(script, asked.settings, asked.signal);
		const fate = fateIn(trial, asked.target);
		if (fate?.fate === "dropped" && here.fate === "dropped" && fate.reason === here.reason) return { ok: true, script };
		stopped ||= !trial.ok;
		says ??= trial.ok ? sayMoment(message, fate) : sayNotRun(trial.says);
	}
	return {
		ok: false,
		says: says ?? sayNotRun("What was done while the room stood still cannot be told apart, so it cannot be run again."),
		stopped,
	};
}

async function tryAll(asked: Asked, candidates: readonly Candidate[], count: Counter): Promise<readonly Found[]> {
	const { trials, settings, signal, target } = asked;
	const found = new Map<Candidate, Found>();
	const waiting = [...candidates];
	const work = async () => {
		for (let one = waiting.shift(); one !== undefined && !signal.aborted; one = waiting.shift()) {
			const trial = await trials.run(one.script, settings, signal);
			const came = fateIn(trial, target);
			if (came?.fate === "delivered") found.set(one, { ...one, came });
			count.one(trial);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return candidates.flatMap((one) => found.get(one) ?? []);
}

/** What became of the message in that run; null: the message was not published, or the run did not get to its end. */
function fateIn(trial: Trial, target: Target): Fate | null {
	const message = trial.ok ? findAgain(trial.world, target) : undefined;
	return trial.ok && message !== undefined ? fateOf(trial.world, message.message, target.subscriber) : null;
}
