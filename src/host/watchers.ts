import type { RoomEvent } from "#contract/event.ts";
import type { HostFrame } from "#contract/frame.ts";
import { LIMITS } from "#contract/limits.ts";
import type { RealTime, Room } from "#engine/port.ts";
import type { TextSocket } from "./sockets.ts";

/** The sending half of a room socket. */
export type WatcherSocket = Pick<TextSocket, "send" | "unsent" | "close">;

/** What a page that comes back already has. */
export type Resume = { readonly epoch: string; readonly after: number } | null;

type Joined = { leave(): void };

export type Watchers = {
	/** Sends the welcome, then every event. Null when the room already has LIMITS.watchersPerRoom. */
	join(socket: WatcherSocket, resume: Resume, mqttPort: number | null): Joined | null;
	readonly size: number;
	close(): void;
};

type Watcher = { readonly socket: WatcherSocket; readonly mqttPort: number | null; seq: number; behind: boolean };

/** Sends what the journal of one room tells to every page that watches the room, in batches, each serialised once. */
export function openWatchers(options: { readonly room: Room; readonly time: RealTime }): Watchers {
	const { room, time } = options;
	const watchers = new Set<Watcher>();
	let waiting: RoomEvent[] = [];
	let lastFlushAt = Number.NEGATIVE_INFINITY;
	let unset: (() => void) | null = null;
	let closed = false;

	const unfollow = room.journal.follow((event) => {
		if (watchers.size === 0) return;
		waiting.push(event);
		if (unset !== null) return;
		// Sent at once after a quiet spell, so that a step feels instant; but behind the call that told the event, along with everything else that the call tells.
		unset = time.after(Math.max(0, lastFlushAt + LIMITS.batchMs - time.now()), flush);
	});

	function flush(): void {
		unset?.();
		unset = null;
		if (waiting.length === 0) return;
		const batch = waiting;
		waiting = [];
		lastFlushAt = time.now();
		const last = batch[batch.length - 1] as RoomEvent;
		const text = write({ type: "events", now: room.now(), events: batch });
		for (const watcher of watchers) {
			const full = watcher.socket.unsent() > LIMITS.watcherUnsentBytes;
			if (watcher.behind || full) {
				watcher.behind = true;
				if (!full) catchUp(watcher);
				continue;
			}
			watcher.seq = last.seq;
			send(watcher, text);
		}
	}

	function send(watcher: Watcher, text: string): void {
		watcher.socket.send(text, () => {
			if (watcher.behind && watchers.has(watcher) && watcher.socket.unsent() <= LIMITS.watcherUnsentBytes) catchUp(watcher);
		});
	}

	/** Sent from the journal, by seq: nothing is missed and nothing comes twice. */
	function catchUp(watcher: Watcher): void {
		flush();
		watcher.behind = false;
		const { base, events } = room.journal.since(watcher.seq);
		watcher.seq = room.journal.seq;
		if (base !== null) send(watcher, welcome(watcher, base, events));
		else if (events.length > 0) send(watcher, write({ type: "events", now: room.now(), events: [...events] }));
	}

	function welcome(watcher: Watcher, base: unknown, events: readonly RoomEvent[]): string {
		const { name, epoch } = room;
		return write({ type: "welcome", room: name, epoch, now: room.now(), base, events: [...events], mqttPort: watcher.mqttPort });
	}

	return {
		join(socket, resume, mqttPort) {
			if (closed || watchers.size >= LIMITS.watchersPerRoom) return null;
			// What is waiting goes to the other pages first: it is part of this page's welcome.
			flush();
			const known = resume !== null && resume.epoch === room.epoch && resume.after <= room.journal.seq ? resume.after : null;
			const { base, events } = room.journal.since(known);
			const watcher: Watcher = { socket, mqttPort, seq: room.journal.seq, behind: false };
			watchers.add(watcher);
			send(watcher, welcome(watcher, base, events));
			return { leave: () => void watchers.delete(watcher) };
		},
		get size() {
			return watchers.size;
		},
		close() {
			if (closed) return;
			closed = true;
			unfollow();
			flush();
			for (const watcher of watchers) watcher.socket.close(1001, "the room is closed");
			watchers.clear();
		},
	};
}

function write(frame: HostFrame): string {
	return JSON.stringify(frame);
}
