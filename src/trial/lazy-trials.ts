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

	async function within<T>(work: (trials: Trials) => Promise<T>): Promise<T | { readonly ok: false; readonly says: string }> {
		const open = await opened();
		if (open === null) return { ok: false, says: "That part of the page could not be loaded. Is the host still there?" };
		if (closed) open.close();
		return work(open);
	}

	return {
		run: (script, settings, signal) => within((open) => open.run(script, settings, signal)),
		replay: (replay, signal) => within((open) => open.replay(replay, signal)),
		close() {
			closed = true;
			if (trials !== null) void opened().then((open) => open?.close());
		},
	};
}
