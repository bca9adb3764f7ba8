import { openLab } from "#lab/open-lab.ts";
import { PAGE_TIME, type PageTime, type RoomSocket } from "#room/host-line.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { openRoomStore } from "#room/room-store.ts";
import { readDelay, writeDelay } from "./kept-delay.ts";
import { DEFAULT_DELAY_MS } from "./lay-out.ts";
import { performer } from "./perform.ts";
import type { Playground } from "./playground.ts";
import { openRunner } from "./run.ts";

export type PlaygroundOptions = {
	/** A room name as parseRoomName() returns it. */
	readonly room: string;
	/** Names this page among the origins of connections. */
	readonly page: string;
	/** ws://host:port or wss://host, without a slash at the end. */
	readonly wsBase: string;
	readonly storage: Storage;
	/** The browser's own, unless a test brings another. */
	readonly WebSocket?: RoomSocket;
	readonly time?: PageTime;
};

/** One room as seen and played from this page. Never in a React effect: StrictMode would run it twice, and one client id takes the other over. */
export function openPlayground(options: PlaygroundOptions): Playground {
	const { page, wsBase, storage } = options;
	const Socket = options.WebSocket ?? WebSocket;
	const room = openRoomStore({
		url: `${wsBase}/r/${encodeURIComponent(options.room)}/watch`,
		room: options.room,
		WebSocket: Socket,
		time: options.time ?? PAGE_TIME,
	});
	const clock = {
		paused: () => room.getState().world.clock.paused,
		follow: (tell: (paused: boolean) => void) =>
			room.subscribe(({ world }, before) => {
				if (world.clock.paused !== before.world.clock.paused) tell(world.clock.paused);
			}),
	};
	const lab = openLab({ wsBase, room: options.room, page, WebSocket: Socket, storage, clock });
	const closing = new AbortController();
	const perform = performer({ room, lab, signal: closing.signal, delayChosen: (delayMs) => writeDelay(storage, delayMs) });
	const script = openRunner({ room, lab, perform });
	const stops = [
		slowDownFreshRoom(room, storage),
		room.subscribe((now, before) => {
			// Whoever cleared the room: a client's own half refers to messages of a broker that is gone.
			if (clearedSince(now, before)) lab.forget();
		}),
	];
	return {
		room,
		lab,
		script,
		perform,
		close() {
			closing.abort();
			for (const stop of stops) stop();
			script.close();
			lab.close();
			room.close();
		},
	};
}

/** In a room where nobody ever connected, the first one to come sets the delay: so that the first packet can be watched. */
function slowDownFreshRoom(room: RoomStore, storage: Storage): () => void {
	const stop = room.subscribe(({ link, world }) => {
		if (link.state !== "live") return;
		stop();
		if (world.delayMs !== 0 || Object.keys(world.clients).length > 0) return;
		if (world.named.m + world.named.r + world.named.w > 0) return;
		void room.send({ type: "wire.delay", delayMs: readDelay(storage) ?? DEFAULT_DELAY_MS });
	});
	return stop;
}

function clearedSince(now: RoomState, before: RoomState): boolean {
	// The first welcome tells of clearings before this page came: its clients had no part in them.
	if (now.told === before.told || before.world.seq === 0) return false;
	return now.told.some(({ event }) => event.type === "room.cleared" && event.seq > before.world.seq);
}
