import type { Log } from "#host/log.ts";

/** Lines of the log in one second. Past it, lines are counted only: what a visitor brings about must not fill a disk. */
const LINES_PER_SECOND = 100;
/** Bytes that wait for a reader of stdout. Past it, lines are lost, as with a reader that has gone. */
const WAITING_BYTES = 1024 * 1024;

/** A log with the time of day in each line: a trainer reads it beside the projector. now: ms of real time. */
export function openLog(print: (line: string) => void, now: () => number = () => performance.now()): Log {
	let since = Number.NEGATIVE_INFINITY;
	let lines = 0;
	const stamped = (says: string) => print(`${new Date().toTimeString().slice(0, 8)} ${says}`);
	return (says) => {
		if (now() - since >= 1_000) {
			if (lines > LINES_PER_SECOND) stamped(`${lines - LINES_PER_SECOND} more lines came in one second, and are left out`);
			since = now();
			lines = 0;
		}
		lines += 1;
		if (lines <= LINES_PER_SECOND) stamped(says);
	};
}

/** To stdout. */
export const printLog: Log = openLog(print);

/** Writes one line to stdout. A line that cannot be written is lost: a host serves its rooms whether or not anybody reads what the host prints. */
export function print(line: string): void {
	if (process.stdout.writableLength < WAITING_BYTES) process.stdout.write(`${line}\n`);
}

/**
 * A full disk (ENOSPC) or a reader that has gone (EPIPE) is an error event of the stream, and an error event without a listener ends the
 * process. Called once, before the first line is written.
 */
export function surviveFailingOutput(): void {
	for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}
