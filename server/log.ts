import { many } from "#contract/many.ts";
import type { Log } from "#host/log.ts";

/** Lines of the log in one second. Past it, lines are counted only: what a visitor brings about must not fill a disk. */
const LINES_PER_SECOND = 100;
/** Bytes that wait for a reader of stdout. Past it, lines are lost and counted, as with a reader that has gone. */
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

/** What the printed lines go to. */
type Output = { readonly writableLength: number; write(text: string): unknown };

/** Writes line by line. A line that cannot be written is lost: a host serves its rooms whether or not anybody reads what the host prints. */
export function openPrint(output: Output): (line: string) => void {
	let lost = 0;
	return (line) => {
		if (output.writableLength >= WAITING_BYTES) {
			lost += 1;
			return;
		}
		if (lost > 0) output.write(`(${many(lost, "line")} lost here: nobody read ${lost === 1 ? "it" : "them"})\n`);
		lost = 0;
		output.write(`${line}\n`);
	};
}

/** To stdout. */
export const print = openPrint(process.stdout);
export const printLog: Log = openLog(print);

/** A stream's machine side. Node has no public way to say that a terminal is not waited for. */
type Handled = { readonly _handle?: { readonly setBlocking?: (blocking: boolean) => void } | null };

/**
 * A full disk (ENOSPC) or a reader that has gone (EPIPE) is an error event of the stream, and an error event without a listener ends the
 * process. A terminal that stands still (Ctrl-S, a connection that has stalled) would stop the process in the middle of a line, because Node
 * waits for terminals: here their lines wait, as those for a pipe do. Called once, before the first line is written.
 */
export function surviveFailingOutput(): void {
	for (const stream of [process.stdout, process.stderr]) {
		stream.on("error", () => {});
		if (stream.isTTY) (stream as Handled)._handle?.setBlocking?.(false);
	}
}
