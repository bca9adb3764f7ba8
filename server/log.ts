import type { Log } from "#host/log.ts";

/** To stdout, with the time of day: a trainer reads the log beside the projector. */
export const printLog: Log = (says) => print(`${new Date().toTimeString().slice(0, 8)} ${says}`);

/** Writes one line to stdout. A line that cannot be written is lost: a host serves its rooms whether or not anybody reads what the host prints. */
export function print(line: string): void {
	process.stdout.write(`${line}\n`);
}

/**
 * A full disk (ENOSPC) or a reader that has gone (EPIPE) is an error event of the stream, and an error event without a listener ends the
 * process. Called once, before the first line is written.
 */
export function surviveFailingOutput(): void {
	for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
}
