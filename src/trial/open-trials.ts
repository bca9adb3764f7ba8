import { traitsOf } from "#contract/brokers.ts";
import { LIMITS } from "#contract/limits.ts";
import { type BrokerSettings, withChanges } from "#contract/settings.ts";
import type { History } from "#model/history.ts";
import type { World } from "#model/world.ts";
import { PAGE_TIME, type PageTime, type RoomSocket } from "#room/host-line.ts";
import type { Playground } from "#script/playground.ts";
import type { Script } from "#script/runner.ts";
import { openHiddenRooms } from "./hidden-rooms.ts";
import { type Replay, type Replayed, replayIn } from "./replay.ts";

export type TrialsOptions = {
	/** ws://host:port or wss://host, without a slash at the end. */
	readonly wsBase: string;
	/** Names this page; its hidden rooms carry that name, so that no two pages share a room. Letters and digits. */
	readonly page: string;
	/** How many rooms run side by side at most. */
	readonly rooms: number;
	readonly WebSocket?: RoomSocket;
	readonly time?: PageTime;
	/** Ms after which a room without work is left; default LIMITS.trialIdleMs. */
	readonly idleMs?: number;
	/** Ms that one run may take; default LIMITS.trialMs. */
	readonly runMs?: number;
};

/** What really came of a script: the world after each of its steps, and everything that was told. */
export type Trial =
	| {
			readonly ok: true;
			readonly script: Script;
			readonly worlds: readonly World[];
			readonly world: World;
			readonly history: History;
	  }
	| { readonly ok: false; readonly says: string };

export type Trials = {
	/**
	 * Runs a script at full speed on a real broker in a room of its own, with exactly these settings, changed by the script's own. Always
	 * settles: with a sentence when the signal aborts, or when the run takes longer than LIMITS.trialMs after getting a free room.
	 */
	run(script: Script, settings: BrokerSettings, signal?: AbortSignal): Promise<Trial>;
	/** Does what was done once more, at the same times or faster, in a room of its own. Always settles, as above. */
	replay(replay: Replay, signal?: AbortSignal): Promise<Replayed>;
	/** Leaves every hidden room, which closes the room. Calling this twice is safe. */
	close(): void;
};

type Failed = Extract<Trial, { ok: false }>;
const GIVEN_UP: Failed = { ok: false, says: "The trial was given up." };

/** Runs scripts in hidden rooms of this page, one script at a time in each. */
export function openTrials({ time = PAGE_TIME, idleMs = LIMITS.trialIdleMs, runMs = LIMITS.trialMs, ...options }: TrialsOptions): Trials {
	const rooms = openHiddenRooms({ ...options, time, idleMs });
	const giveUps = new Set<() => void>();

	/** Work in a free room; null: given up before one was free. */
	async function inRoom<T>(
		work: (room: Playground, signal: AbortSignal) => Promise<T>,
		asked: AbortSignal | undefined,
		mostMs = runMs,
	): Promise<T | Failed> {
		const ending = untilEnded(asked);
		giveUps.add(ending.giveUp);
		const room = await rooms.borrow(ending.signal);
		if (room === null) {
			giveUps.delete(ending.giveUp);
			ending.close();
			return GIVEN_UP;
		}
		let over = false;
		const stop = time.after(mostMs, () => ending.end({ ok: false, says: `It did not come to its end within ${mostMs / 1_000} s.` }));
		try {
			const done = await Promise.race([work(room, ending.signal), ending.ended]);
			over = !ending.signal.aborted;
			return done;
		} finally {
			stop();
			giveUps.delete(ending.giveUp);
			ending.close();
			rooms.giveBack(room, !over);
		}
	}

	return {
		run: (script, settings, signal) =>
			inRoom((room): Promise<Trial> => runIn(room, { ...script, broker: withChanges(settings, script.broker ?? {}) }), signal),
		replay: (replay, signal) => inRoom((room, ended): Promise<Replayed> => replayed(room, replay, time, ended), signal, LIMITS.replayMs),
		close() {
			for (const giveUp of [...giveUps]) giveUp();
			rooms.close();
		},
	};
}

/** Ends when the asked signal aborts, when giveUp() is called, or when end() is called with a sentence; close() stops listening to the signal. */
function untilEnded(asked: AbortSignal | undefined) {
	const own = new AbortController();
	let settle: (trial: Failed) => void = () => {};
	const ended = new Promise<Failed>((resolve) => {
		settle = resolve;
	});
	const end = (trial: Failed) => {
		settle(trial);
		own.abort();
	};
	const giveUp = () => end(GIVEN_UP);
	if (asked?.aborted === true) giveUp();
	asked?.addEventListener("abort", giveUp);
	return { signal: own.signal, ended, end, giveUp, close: () => asked?.removeEventListener("abort", giveUp) };
}

async function replayed(room: Playground, replay: Replay, time: PageTime, signal: AbortSignal): Promise<Replayed> {
	const reached = await untilLinked(room.room);
	if (!reached.ok) return reached;
	if (room.room.getState().live.clock.paused) await room.perform({ do: "resume" });
	return replayIn(room, replay, time, signal);
}

async function runIn({ room, script: runner, perform }: Playground, script: Script): Promise<Trial> {
	const reached = await untilLinked(room);
	if (!reached.ok) return reached;
	if (room.getState().live.clock.paused) await perform({ do: "resume" });
	const laid = await runner.load(script);
	if (!laid.ok) return laid;
	const from = room.getState().live.seq;
	const played = await runner.playAtOnce();
	if (!played.ok) return played;
	if (!traitsOf(room.getState().live.settings).storeSeen) await untilQuiet(room, perform);
	const { history, live } = room.getState();
	// What came after the last step was through still belongs to that step.
	const worlds = [...runner.getState().worlds.slice(0, -1), live];
	return { ok: true, script, worlds, world: live, history: history.since(from) };
}

/** Turns of the host in which nothing more may come: by then stock Aedes has finished with every packet that it had. */
const QUIET_ROUNDS = 3;

/**
 * With stock Aedes nothing tells when it has finished: it sends a retained copy some turns after its SUBACK. So the room is paused and
 * resumed, which the journal tells behind everything that came before, until nothing new has come in between.
 */
async function untilQuiet(room: Playground["room"], perform: Playground["perform"]): Promise<void> {
	for (let quiet = 0; quiet < QUIET_ROUNDS; quiet += 1) {
		const { seq } = room.getState().live;
		await perform({ do: "pause" });
		await perform({ do: "resume" });
		const { seq: then, packets } = room.getState().live;
		if (then > seq + 2 || Object.keys(packets).length > 0) quiet = -1;
	}
}

/** Live, or a sentence that says why not. */
function untilLinked(room: Playground["room"]): Promise<{ readonly ok: true } | { readonly ok: false; readonly says: string }> {
	return new Promise((settle) => {
		const look = () => {
			const { link } = room.getState();
			if (link.state === "opening") return;
			stop();
			settle(
				link.state === "live" ? { ok: true } : { ok: false, says: link.state === "refused" ? link.says : "The line to the host is down." },
			);
		};
		const stop = room.subscribe(look);
		look();
	});
}
