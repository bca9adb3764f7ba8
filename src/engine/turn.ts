/**
 * One thing at a time: what a step of the room wants done after itself (closing a connection while the store decides, say) waits until the
 * outermost step has ended. So the store is never called from inside itself.
 */
export type Turn = {
	run<T>(step: () => T): T;
	/** Runs the call right after the outermost step; at once if no step is running. */
	later(call: () => void): void;
};

export function openTurn(): Turn {
	let depth = 0;
	const waiting: (() => void)[] = [];
	const run = <T>(step: () => T): T => {
		depth += 1;
		try {
			return step();
		} finally {
			try {
				if (depth === 1) for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) next();
			} finally {
				depth -= 1;
			}
		}
	};
	return {
		run,
		later(call) {
			if (depth === 0) run(call);
			else waiting.push(call);
		},
	};
}
