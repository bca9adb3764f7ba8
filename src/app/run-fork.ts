import { PAGE_TIME } from "#room/host-line.ts";
import { type Fork, sayForked } from "#script/fork.ts";
import type { Playground } from "#script/playground.ts";
import { openRunner } from "#script/run.ts";

/**
 * Makes the steps of a fork at once in the room that has just opened, and says how far they brought it. live: whether that room was reached.
 * The runner is one that leaves what it has set: this room stays as the steps left it, and nobody is shown them as a script.
 */
export async function runFork(
	playground: Playground,
	fork: Fork,
	live: Promise<boolean>,
	closeWith: (close: () => void) => void,
): Promise<void> {
	const { room, lab, perform } = playground;
	const runner = openRunner({ room, lab, perform, watchDelayMs: 0, time: PAGE_TIME });
	closeWith(() => runner.close());
	if (!(await live)) return;
	// The steps are made now: nobody looks back at a room that is not there yet.
	const stay = room.subscribe(({ cursor }) => cursor.at === "moment" && room.seek("live"));
	try {
		const slowed = await room.send({ type: "wire.delay", delayMs: fork.delayMs });
		const laid = slowed.ok ? await runner.load(fork.script) : slowed;
		const outcome = laid.ok && fork.steps > 0 ? await runner.playAtOnce() : laid;
		if (laid.ok) await layCards(playground, fork);
		if (fork.paused && outcome.ok && !room.getState().live.clock.paused) await room.send({ type: "clock.pause" });
		room.notice(sayForked(fork, runner.getState().next, outcome.ok ? null : outcome.says));
	} finally {
		stay();
	}
}

/** The cards say what they said at that moment, also those of clients that had done nothing. */
async function layCards({ lab, perform }: Pick<Playground, "lab" | "perform">, { cards }: Fork): Promise<void> {
	for (const { clientId: client, ...setup } of cards) {
		const isHere = Object.hasOwn(lab.getState().clients, client);
		await perform({ do: isHere ? "set" : "add", client, setup });
	}
}
