import type { Trials, TrialsOptions } from "./open-trials.ts";

/** Hidden rooms whose code is loaded when something is first run in them: most visits never do. */
export function lazyTrials(options: TrialsOptions): Trials {
	let trials: Promise<Trials> | null = null;
	let closed = false;
	return {
		async run(script, settings, signal) {
			trials ??= import("./open-trials.ts").then(({ openTrials }) => openTrials(options));
			try {
				const opened = await trials;
				if (closed) opened.close();
				return await opened.run(script, settings, signal);
			} catch {
				// Only what could not be loaded throws; the next run tries again.
				trials = null;
				return { ok: false, says: "That part of the page could not be loaded. Is the host still there?" };
			}
		},
		close() {
			closed = true;
			trials?.then(
				(opened) => opened.close(),
				// What could not be loaded has nothing to close.
				() => {},
			);
		},
	};
}
