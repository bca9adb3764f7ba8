import type { Trials, TrialsOptions } from "./open-trials.ts";

/** Hidden rooms whose code is loaded when something is first run in them: most visits never run anything. */
export function lazyTrials(options: TrialsOptions): Trials {
	let trials: Promise<Trials> | null = null;
	let closed = false;

	/** Null: the code could not be loaded; the next run tries again. */
	async function opened(): Promise<Trials | null> {
		trials ??= import("./open-trials.ts").then(({ openTrials }) => openTrials(options));
		try {
			return await trials;
		} catch {
			trials = null;
			return null;
		}
	}

	return {
		async run(script, settings, signal) {
			const open = await opened();
			if (open === null) return { ok: false, says: "That part of the page could not be loaded. Is the host still there?" };
			if (closed) open.close();
			return open.run(script, settings, signal);
		},
		close() {
			closed = true;
			if (trials !== null) void opened().then((open) => open?.close());
		},
	};
}
