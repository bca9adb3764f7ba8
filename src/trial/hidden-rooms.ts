import { HIDDEN_ROOM } from "#contract/room-name.ts";
import { openMemory } from "#lab/memory-storage.ts";
import type { PageTime, RoomSocket } from "#room/host-line.ts";
import { openPlayground } from "#script/open-playground.ts";
import type { Playground } from "#script/playground.ts";

type HiddenRoomsOptions = {
	/** ws://host:port or wss://host, without a slash at the end. */
	readonly wsBase: string;
	/** Names this page; its hidden rooms carry that name, so that no two pages share a room. Letters and digits. */
	readonly page: string;
	/** How many rooms are open side by side at most. */
	readonly rooms: number;
	readonly WebSocket?: RoomSocket;
	readonly time: PageTime;
	/** Ms after which a room without work is left. */
	readonly idleMs: number;
};

type Idle = { readonly room: Playground; readonly stay: () => void };
type Waiting = (room: Playground | null) => void;

/** The hidden rooms of this page: opened when first needed, reused, left when they have not been needed for a while. */
export function openHiddenRooms(options: HiddenRoomsOptions) {
	const all = new Set<Playground>();
	const idle: Idle[] = [];
	const waiting: Waiting[] = [];
	let closed = false;

	function leave(room: Playground): void {
		all.delete(room);
		room.close();
	}
	function open(): Playground {
		const room = openHidden(options);
		all.add(room);
		return room;
	}
	function rest(room: Playground): void {
		const stay = options.time.after(options.idleMs, () => {
			const at = idle.findIndex((one) => one.room === room);
			if (at < 0) return;
			idle.splice(at, 1);
			leave(room);
		});
		idle.push({ room, stay });
	}

	return {
		/** Null: the request was given up before a room was free. No other run has the room until it is given back. */
		borrow(signal: AbortSignal): Promise<Playground | null> {
			if (closed || signal.aborted) return Promise.resolve(null);
			const found = idle.pop();
			found?.stay();
			if (found !== undefined) return Promise.resolve(found.room);
			if (all.size < options.rooms) return Promise.resolve(open());
			return new Promise((settle) => {
				const take: Waiting = (room) => {
					signal.removeEventListener("abort", giveUp);
					settle(room);
				};
				const giveUp = () => {
					waiting.splice(waiting.indexOf(take), 1);
					take(null);
				};
				waiting.push(take);
				signal.addEventListener("abort", giveUp);
			});
		},
		/** Spoilt: something that would meet the next script is still running in the room. */
		giveBack(room: Playground, spoilt: boolean): void {
			if (closed) return;
			const usable = !spoilt && room.room.getState().link.state === "live";
			if (!usable) leave(room);
			const next = waiting.shift();
			if (next !== undefined) next(usable ? room : open());
			else if (usable) rest(room);
		},
		close(): void {
			closed = true;
			for (const { stay } of idle.splice(0)) stay();
			for (const settle of waiting.splice(0)) settle(null);
			for (const room of [...all]) leave(room);
		},
	};
}

let opened = 0;

function openHidden({ wsBase, page, WebSocket, time }: HiddenRoomsOptions): Playground {
	opened += 1;
	return openPlayground({
		room: `${HIDDEN_ROOM}${page.slice(0, 16)}-${opened}`,
		page,
		wsBase,
		storage: openMemory(),
		tabStorage: openMemory(),
		hidden: true,
		time,
		...(WebSocket === undefined ? {} : { WebSocket }),
	});
}
