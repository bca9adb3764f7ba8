import { HIDDEN_ROOM } from "#contract/room-name.ts";
import { type BrokerSettings, withChanges } from "#contract/settings.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { World } from "#model/world.ts";
import type { PageTime, RoomSocket } from "#room/host-line.ts";
import type { Told } from "#room/room-state.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";
import type { Script } from "#script/runner.ts";

export type TrialsOptions = {
	/** ws://host:port or wss://host, without a slash at the end. */
	readonly wsBase: string;
	/** Names this page; its hidden rooms carry it, so that no two pages share one. Letters and digits. */
	readonly page: string;
	/** How many rooms at most run beside each other. */
	readonly rooms: number;
	readonly WebSocket?: RoomSocket;
	readonly time?: PageTime;
};

/** What really came of a script: every world after each of its steps, and everything that was told. */
export type Trial =
	| {
			readonly ok: true;
			readonly script: Script;
			readonly worlds: readonly World[];
			readonly world: World;
			readonly told: readonly Told[];
	  }
	| { readonly ok: false; readonly says: string };

export type Trials = {
	/** Runs a script at full speed on a real broker in a room of its own, with exactly these settings changed by the script's own. */
	run(script: Script, settings: BrokerSettings, signal?: AbortSignal): Promise<Trial>;
	/** Every hidden room is left, and closes with that. Twice is safe. */
	close(): void;
};

const CLOSED: Trial = { ok: false, says: "The trial was given up." };

/** Hidden rooms of this page: opened when first needed, used again, one script at a time each. */
export function openTrials(options: TrialsOptions): Trials {
	const all: Playground[] = [];
	const free: Playground[] = [];
	const waiting: ((room: Playground | null) => void)[] = [];
	const closing = new AbortController();
	let closed = false;

	function borrow(): Promise<Playground | null> {
		const idle = free.pop();
		if (idle !== undefined) return Promise.resolve(idle);
		if (all.length < options.rooms) {
			const opened = openHidden(options, all.length + 1);
			all.push(opened);
			return Promise.resolve(opened);
		}
		return new Promise((settle) => waiting.push(settle));
	}
	function giveBack(room: Playground, spoilt: boolean): void {
		// Nor is a room that was lost or refused.
		if (spoilt || room.room.getState().link.state !== "live") {
			room.close();
			all.splice(all.indexOf(room), 1);
			const next = waiting.shift();
			if (next !== undefined) void borrow().then(next);
			return;
		}
		const next = waiting.shift();
		if (next === undefined) free.push(room);
		else next(room);
	}

	return {
		async run(script, settings, signal) {
			const isOver = () => closed || signal?.aborted === true;
			if (isOver()) return CLOSED;
			const room = await borrow();
			if (room === null) return CLOSED;
			const [givenUp, forget] = untilAborted([closing.signal, ...(signal === undefined ? [] : [signal])]);
			try {
				if (isOver()) return CLOSED;
				return await Promise.race([runIn(room, { ...script, broker: withChanges(settings, script.broker ?? {}) }), givenUp]);
			} finally {
				forget();
				// What still runs in it would meet the next script: it is closed, and is not used again.
				if (isOver()) room.close();
				if (!closed) giveBack(room, isOver());
			}
		},
		close() {
			closed = true;
			closing.abort();
			for (const room of all.splice(0)) room.close();
			for (const settle of waiting.splice(0)) settle(null);
		},
	};
}

/** Settles when one of these aborts; and how to stop listening. */
function untilAborted(signals: readonly AbortSignal[]): readonly [Promise<Trial>, () => void] {
	let listener = () => {};
	const aborted = new Promise<Trial>((settle) => {
		listener = () => settle(CLOSED);
		for (const signal of signals) signal.addEventListener("abort", listener);
	});
	return [aborted, () => signals.forEach((signal) => void signal.removeEventListener("abort", listener))];
}

let opened = 0;

function openHidden({ wsBase, page, WebSocket, time }: TrialsOptions, n: number): Playground {
	opened += 1;
	return openPlayground({
		room: `${HIDDEN_ROOM}${page.slice(0, 16)}-${n}-${opened}`,
		page,
		wsBase,
		storage: openMemory(),
		tabStorage: openMemory(),
		hidden: true,
		...(WebSocket === undefined ? {} : { WebSocket }),
		...(time === undefined ? {} : { time }),
	});
}

async function runIn({ room, script: runner, perform }: Playground, script: Script): Promise<Trial> {
	const reached = await untilLinked(room);
	if (!reached.ok) return reached;
	if (room.getState().world.clock.paused) await perform({ do: "resume" });
	const laid = await runner.load(script);
	if (!laid.ok) return laid;
	const from = room.getState().world.seq;
	const played = await runner.playAtOnce();
	if (!played.ok) return played;
	const { told, world } = room.getState();
	return { ok: true, script, worlds: runner.getState().worlds, world, told: told.filter(({ event }) => event.seq > from) };
}

/** Live, or a sentence why not. */
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
