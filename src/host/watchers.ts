import type { RoomEvent } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { RealTime } from "#engine/port.ts";
import type { BytesAsked } from "./bytes-answer.ts";
import { guard } from "./guard.ts";
import type { Log } from "./log.ts";
import type { RoomView } from "./room-view.ts";
import { NO_BATCH, openBatch, openSendings, type RoomSending, type WatcherPlace } from "./sendings.ts";
import type { TextSocket } from "./sockets.ts";
import type { Line, Turns } from "./taking-turns.ts";

/** The sending half of a room socket. */
export type WatcherSocket = Pick<TextSocket, "send" | "unsent" | "close" | "terminate">;

/** What a page that comes back already has. */
export type Resume = { readonly epoch: string; readonly after: number } | null;

type Joined = {
	/** Sends what happened up to this seq, as an answer to the page's frame of that number. False: an earlier answer is still on its way. */
	past(id: number, before: number): boolean;
	/** Sends bytes of packets. False: an earlier answer is still on its way. */
	bytes(asked: BytesAsked): boolean;
	leave(): void;
};

export type Watchers = {
	/** Sends the welcome, then every event. Null when the room already has LIMITS.watchersPerRoom, unless this page is always let in. */
	join(socket: WatcherSocket, resume: Resume, mqttPort: number | null, always?: boolean): Joined | null;
	readonly size: number;
	/** What was told before is not to be read any longer as it was told: every page is told the room anew, and so is one that comes back. */
	renew(): void;
	/** What the pages of this room ask for is done in these turns. */
	readonly asks: Line<() => void>;
	close(): void;
};

type Watcher = WatcherPlace & {
	readonly socket: WatcherSocket;
	readonly guarded: (work: () => void) => void;
	sending: RoomSending | null;
	/** The socket has not taken the last part yet. */
	busy: boolean;
};

/** room: what is told of it, and asked about it. */
export type WatchersOptions = { readonly room: RoomView; readonly turns: Turns; readonly time: RealTime; readonly log: Log };

/** Sends what the journal of one room tells to every page that watches the room, in batches, each written once. */
export function openWatchers({ room, turns, time, log }: WatchersOptions): Watchers {
	const { journal } = room;
	const watchers = new Set<Watcher>();
	const sendings = openSendings(room, time);
	const line = turns.line<Watcher>((watcher) => watcher.guarded(() => proceed(watcher)));
	const asks = turns.line<() => void>((take) => take());
	const dueAll = () => watchers.forEach(line.due);
	/** Some pages wait for a text that it was too early to write again. */
	const again = openAlarm(time, LIMITS.welcomeMs, dueAll);
	/** What the next batch brings; past LIMITS.stretchEvents it is read from the journal instead. */
	let waiting: RoomEvent[] = [];
	/** The last event that was told to watchers. */
	let told = 0;
	/** What was told last. */
	let batch = NO_BATCH;
	let lastFlushAt = Number.NEGATIVE_INFINITY;
	let unset: (() => void) | null = null;
	let [closed, renewedAt] = [false, -1]; // pages cannot go on from that event, or from one before it

	const unfollow = journal.follow((event) => {
		if (watchers.size === 0) return;
		if (waiting.length <= LIMITS.stretchEvents) waiting.push(event);
		// Sent at once after a quiet spell, so that a step feels instant; but behind the call that told the event, along with everything else that the call tells.
		unset ??= time.after(Math.max(0, lastFlushAt + LIMITS.batchMs - time.now()), flush);
	});

	function flush(): void {
		unset?.();
		unset = null;
		if (waiting.length === 0) return;
		batch = openBatch(told, waiting, room.now());
		waiting = [];
		told = journal.seq;
		lastFlushAt = time.now();
		dueAll();
	}

	/** Sends what the socket takes. One part at a time: what a slow page has not read yet is never more than that. */
	function proceed(watcher: Watcher): void {
		while (watchers.has(watcher) && !watcher.busy && !isFull(watcher)) {
			const sending = watcher.sending ?? sendings.next(watcher, told, batch);
			if (sending === "later") return again.ask();
			watcher.sending = sending;
			if (sending === null) return;
			const part = sending.parts.part(sending.part);
			if (part === "later") return line.later(watcher);
			sending.part += 1;
			if (part === null) watcher.sending = null;
			watcher.busy = part !== null;
			watcher.socket.send(part ?? sending.end(), () => {
				if (part !== null) watcher.busy = false;
				line.due(watcher);
			});
		}
	}

	return {
		join(socket, resume, mqttPort, always = false) {
			if (closed || (watchers.size >= LIMITS.watchersPerRoom && !always)) return null;
			if (watchers.size === 0) {
				told = journal.seq;
				waiting = [];
				batch = NO_BATCH;
			}
			const seq = resume !== null && knows(room, resume) && resume.after <= told && resume.after > renewedAt ? resume.after : null;
			const guarded = guard(log, "a room socket", () => {
				watchers.delete(watcher);
				sendings.forget(); // what was written may be the fault
				socket.terminate();
			});
			const watcher: Watcher = { socket, mqttPort, guarded, seq, sending: null, busy: false, asked: null, bytesAsked: null };
			watchers.add(watcher);
			if (seq !== null) watcher.sending = sendings.again(watcher, told);
			line.due(watcher);
			return {
				past: (id, before) => ask(watcher, { asked: { id, before: Math.min(before, told) } }, line),
				bytes: (asked) => ask(watcher, { bytesAsked: asked }, line),
				leave: () => void watchers.delete(watcher),
			};
		},
		asks,
		renew() {
			sendings.forget();
			[told, waiting, batch, renewedAt] = [journal.seq, [], NO_BATCH, journal.seq];
			for (const watcher of watchers) beginAgain(watcher, line);
		},
		get size() {
			return watchers.size;
		},
		close() {
			if (closed) return;
			closed = true;
			unfollow();
			flush();
			line.close();
			asks.close();
			again.close();
			for (const watcher of watchers) {
				watcher.guarded(() => proceed(watcher));
				watcher.socket.close(1001, "the room is closed");
			}
			watchers.clear();
			sendings.forget();
		},
	};
}

/** The answer goes to the page in turn with all else that it is sent. False: the last one of this kind has not set out. */
function ask(watcher: Watcher, what: Partial<Pick<Watcher, "asked" | "bytesAsked">>, line: Line<Watcher>): boolean {
	if (Object.keys(what).some((kind) => watcher[kind as keyof typeof what] !== null)) return false;
	Object.assign(watcher, what);
	line.due(watcher);
	return true;
}

function beginAgain(watcher: Watcher, line: Line<Watcher>): void {
	// What has begun cannot be taken back, and the page would read what follows as its end.
	if (watcher.sending !== null && watcher.sending.part > 0) watcher.socket.terminate();
	[watcher.seq, watcher.sending] = [null, null];
	line.due(watcher);
}

/** Rings once, so many ms after it was first asked for. */
function openAlarm(time: RealTime, ms: number, rings: () => void): { ask(): void; close(): void } {
	let unset: (() => void) | null = null;
	return {
		ask() {
			unset ??= time.after(ms, () => {
				unset = null;
				rings();
			});
		},
		close() {
			unset?.();
			unset = null;
		},
	};
}

/** Whether the room can go on from where the page was. */
function knows({ epoch, journal }: RoomView, resume: NonNullable<Resume>): boolean {
	return resume.epoch === epoch && resume.after >= journal.from;
}

function isFull({ socket }: Watcher): boolean {
	return socket.unsent() > LIMITS.watcherUnsentBytes;
}
