import type { Gathering } from "./gathering.ts";
import type { Pace } from "./pace.ts";

/** Units of a job that are done before the next job of the room has its turn. */
const UNITS_IN_TURN = 8;

/** One unit of work at a time; true: there is more. */
export type Job = () => boolean;

/**
 * The work of one room, so that no turn of the event loop is long: a job is worked off in slices, and the jobs that are not done take turns,
 * a few units each. Where there is little to do, everything is done at once.
 */
export type Work = {
	/** Begins this job now, if nothing waits and this turn has time left; the rest of the job is done in later turns. A job that waits already is not added again. */
	do(job: Job): void;
	/** The job is done in a later turn. */
	later(job: Job): void;
	/** As do(); nothing else is done in this room until the last of its steps. Several such jobs are done one after the other. */
	alone(steps: Iterator<unknown>): void;
	/** Something has come from outside: see Pace.begin(). */
	begin(): void;
	/** It has been seen to: see Pace.end(). */
	end(): void;
	/** What the broker's program will do about something that it has just been given: see Pace.spend(). */
	spend(ms: number): void;
	/** Whether this turn has had its share: what can wait should be left for later. */
	spent(): boolean;
	/** Does at once what is left of the jobs that are done alone. */
	finish(): void;
	/** Nothing more is done. */
	close(): void;
};

export type WorkOptions = {
	readonly pace: Pace;
	/** Runs one unit as a step of the room. */
	readonly run: (unit: () => boolean) => boolean;
	/** Told of a bug, which costs the job whose unit it is. */
	readonly report: (fault: unknown) => void;
	readonly gathering?: Pick<Gathering, "begin" | "end">;
};

export function openWork({ pace, run, report, gathering }: WorkOptions): Work {
	const jobs = new Set<Job>();
	const alone: Iterator<unknown>[] = [];
	let working = false;
	/** The turn in which this room did something at once. */
	let directTurn = -1;
	let closed = false;

	const unit = (job: Job): boolean => {
		working = true;
		try {
			return run(job);
		} catch (fault) {
			report(fault);
			return false;
		} finally {
			working = false;
		}
	};
	/** One step of the first job that is done alone; false: it is done, or there is none. */
	const step = () => {
		const [first] = alone;
		if (first === undefined) return false;
		if (!unit(() => first.next().done !== true)) alone.shift();
		return true;
	};
	/** The next job has its turn; false: there is none. */
	const next = (): boolean => {
		if (closed) return false;
		if (step()) return true;
		const job = jobs.values().next().value;
		if (job === undefined) return false;
		jobs.delete(job);
		let more = unit(job);
		for (let units = 1; more && units < UNITS_IN_TURN && !closed && !pace.spent(); units += 1) more = unit(job);
		if (more) jobs.add(job);
		return true;
	};
	const slice = (): boolean => {
		gathering?.begin();
		while (next() && !pace.spent());
		const left = !closed && jobs.size + alone.length > 0;
		gathering?.end(left);
		return left;
	};
	const place = pace.stand(slice);
	const later = (job: Job) => {
		if (closed) return;
		jobs.add(job);
		place.wake();
	};
	return {
		do(job) {
			if (closed || jobs.has(job)) return;
			if (working || jobs.size + alone.length > 0) return later(job);
			pace.begin();
			// However busy the other rooms are, a room that is not may do one small thing at once.
			if (directTurn === pace.turn && pace.spent()) return later(job);
			directTurn = pace.turn;
			let more: boolean;
			do more = unit(job) && !closed;
			while (more && !pace.spent());
			pace.end();
			if (more) later(job);
		},
		later,
		alone(steps) {
			if (closed) return;
			alone.push(steps);
			if (working) return place.wake();
			pace.begin();
			while (alone.length > 0 && !pace.spent()) step();
			pace.end();
			if (alone.length > 0) place.wake();
		},
		begin() {
			if (!working) pace.begin();
		},
		end() {
			if (!working) pace.end();
		},
		spend: pace.spend,
		spent: pace.spent,
		finish() {
			while (step());
		},
		close() {
			closed = true;
			jobs.clear();
			alone.length = 0;
			place.leave();
		},
	};
}
