import type { BrokerSettings } from "#contract/settings.ts";
import { fateOf } from "#model/fate-of.ts";
import type { Fate } from "#model/world.ts";
import type { Script } from "#script/runner.ts";
import { type Candidate, pairsOf, singlesOf, trioOf } from "./candidates.ts";
import type { Trial, Trials } from "./open-trials.ts";
import { findAgain, type Happened, repeatable, type Target } from "./repeatable.ts";
import { sayMoment, sayStopped } from "./say-what-would.ts";

/** Some switches that delivered the message, each really turned, and how it then came. */
export type Found = Candidate & { readonly came: Extract<Fate, { fate: "delivered" }> };

export type Answer =
	/** It cannot be run again, or came out otherwise when it was: then nothing can be named. */
	| { readonly kind: "none"; readonly says: string }
	| {
			readonly kind: "found";
			/** Single switches, the smallest first. */
			readonly alone: readonly Found[];
			/** Where no switch of a packet or of the broker does it alone: the fewest that do it together. */
			readonly together: readonly Found[];
			/** Runs with something changed. */
			readonly tried: number;
	  };

export type Question = {
	readonly trials: Pick<Trials, "run">;
	readonly happened: Happened;
	readonly message: string;
	readonly subscriber: string;
	readonly signal: AbortSignal;
	/** How many runs are over, of how many that are planned so far. */
	readonly progress: (tried: number, of: number) => void;
};

type Asked = Question & { readonly target: Target; readonly settings: BrokerSettings };

/** Ms after which a run is given up: a keep alive that runs out in it takes its time. */
const RUN_MS = 20_000;
/** Runs beside each other; there are no more hidden rooms than that. */
const AT_ONCE = 4;

/**
 * What single change would have delivered this message? Every switch that could matter is turned, and the whole is run again on a real broker.
 * Null: it was given up.
 */
export async function whatWould(question: Question): Promise<Answer | null> {
	const { happened, message, subscriber, signal, progress } = question;
	const was = repeatable(happened, message, subscriber);
	if (!was.ok) return { kind: "none", says: was.says };
	const asked: Asked = { ...question, ...was };
	progress(0, 1);
	const control = await unchanged(asked, was.scripts);
	if (signal.aborted) return null;
	if (!control.ok) return { kind: "none", says: control.says };

	const singles = singlesOf(control.script, was.target, was.settings);
	const count = counter(progress, singles.length);
	const alone = await tryAll(asked, singles, count.one);
	const together = alone.every(isStaying) ? await tryTogether(asked, control.script, singles, alone, count) : [];
	return signal.aborted ? null : { kind: "found", alone, together, tried: count.tried() };
}

type Counter = { readonly one: () => void; readonly more: (planned: number) => void; readonly tried: () => number };

function counter(progress: Question["progress"], planned: number): Counter {
	let [tried, of] = [0, planned];
	progress(0, of);
	return {
		tried: () => tried,
		one() {
			tried += 1;
			progress(tried, of);
		},
		more(count) {
			of += count;
			progress(tried, of);
		},
	};
}

/** Who never leaves misses nothing: that alone does not explain a session. */
export function isStaying({ changes }: Candidate): boolean {
	return changes.every((change) => change.switch === "stay");
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
	const two = await tryAll(asked, pairs, count.one);
	const trio = trioOf(script, asked.target, singles);
	// What two of the three do already needs no third.
	if (trio === null || two.some(({ changes }) => changes.every((change) => trio.changes.includes(change)))) return two;
	count.more(1);
	return [...two, ...(await tryAll(asked, [trio], count.one))];
}

type Unchanged = { readonly ok: true; readonly script: Script } | { readonly ok: false; readonly says: string };

/** The run without a change: of the ways in which it can be meant, the first that comes out as it did here. */
async function unchanged(asked: Asked, scripts: readonly Script[]): Promise<Unchanged> {
	const { happened, message, subscriber } = asked;
	const here = fateOf(happened.world, message, subscriber);
	let says: string | null = null;
	for (const script of scripts) {
		const trial = await runOnce(asked, script);
		const fate = fateIn(trial, asked.target);
		if (fate?.fate === "dropped" && here.fate === "dropped" && fate.reason === here.reason) return { ok: true, script };
		says ??= trial.ok ? sayMoment(message, fate) : sayStopped(trial.says);
	}
	return { ok: false, says: says ?? sayStopped("What was done while the room stood still cannot be told apart.") };
}

async function tryAll(asked: Asked, candidates: readonly Candidate[], over: () => void): Promise<readonly Found[]> {
	const found = new Map<Candidate, Found>();
	const waiting = [...candidates];
	const work = async () => {
		for (let one = waiting.shift(); one !== undefined && !asked.signal.aborted; one = waiting.shift()) {
			const came = fateIn(await runOnce(asked, one.script), asked.target);
			if (came?.fate === "delivered") found.set(one, { ...one, came });
			over();
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, work));
	return candidates.flatMap((one) => found.get(one) ?? []);
}

/** What became of it there; null: it was not published, or the run did not get to its end. */
function fateIn(trial: Trial, target: Target): Fate | null {
	const message = trial.ok ? findAgain(trial.world, target) : undefined;
	return trial.ok && message !== undefined ? fateOf(trial.world, message.message, target.subscriber) : null;
}

/** Settles also when the run hangs or is given up; what is still running then ends with its room. */
function runOnce({ trials, settings, signal }: Asked, script: Script): Promise<Trial> {
	const mine = new AbortController();
	return new Promise((settle, fail) => {
		const stop = (says: string) => {
			mine.abort();
			over({ ok: false, says });
		};
		const giveUp = () => stop("It was given up.");
		const tooLong = setTimeout(() => stop(`It did not come to its end within ${RUN_MS / 1_000} s.`), RUN_MS);
		const leave = () => {
			clearTimeout(tooLong);
			signal.removeEventListener("abort", giveUp);
		};
		const over = (trial: Trial) => {
			leave();
			settle(trial);
		};
		signal.addEventListener("abort", giveUp);
		trials.run(script, settings, mine.signal).then(over, (fault: unknown) => {
			leave();
			fail(fault);
		});
	});
}
