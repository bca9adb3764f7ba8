import { isBench } from "#contract/bench.ts";
import { type Frames, openDrawn } from "#drawn/drawn.ts";
import { tellAll } from "#drawn/told.ts";
import { IN_CLASS } from "#lab/defaults.ts";
import type { LabStore } from "#lab/lab.ts";
import { openLab } from "#lab/open-lab.ts";
import { openReceivedCounts } from "#lab/received-counts.ts";
import type { World } from "#model/world.ts";
import { PAGE_TIME, type PageTime, type RoomSocket } from "#room/host-line.ts";
import type { RoomState, RoomStore } from "#room/room-state.ts";
import { openRoomStore, type RoomOptions } from "#room/room-store.ts";
import { unlessBack } from "./acting-back.ts";
import { isAnothers } from "./holder.ts";
import { keepRecording } from "./keep-recording.ts";
import { keepRun } from "./keep-run.ts";
import { readDelay, writeDelay } from "./kept-delay.ts";
import { DEFAULT_DELAY_MS } from "./lay-out.ts";
import { beginAnew, followLives, onceLive, openLife } from "./life.ts";
import { performer } from "./perform.ts";
import type { Playground } from "./playground.ts";
import { openRecorder } from "./recorder.ts";
import { openRunner } from "./run.ts";

/** Ms between two drawings of what is read, not watched. */
const READ_MS = 100;

export type PlaygroundOptions = {
	/** A room name as parseRoomName() returns it. */
	readonly room: string;
	/** Names this page among the origins of connections. */
	readonly page: string;
	/** ws://host:port or wss://host, without a slash at the end. */
	readonly wsBase: string;
	/** What a person chose for every visit: the wire delay. */
	readonly storage: Storage;
	/** The storage for the clients of this tab: two tabs of one browser are two pages, and a reload finds its own clients again. */
	readonly tabStorage: Storage;
	/** The browser's own, unless a test hands in another. */
	readonly WebSocket?: RoomSocket;
	readonly time?: PageTime;
	/** The screen that the page shows now: a notice belongs to the screen on which it was caused. */
	readonly screen?: () => string;
	/** Nobody watches: the wires of the room have no delay, and no cards are laid out. */
	readonly hidden?: boolean;
	/** What this page wants to be if a class is led in the room: see RoomOptions. */
	readonly hello?: RoomOptions["hello"];
	/** When the page draws; default: nobody draws. */
	readonly frames?: Frames;
};

/**
 * One room as seen and played from this page. Never opened in a React effect: StrictMode would run the effect twice, and the two clients
 * with one id would take each other over.
 */
export function openPlayground(options: PlaygroundOptions): Playground {
	const { page, wsBase, storage, hidden = false } = options;
	const Socket = options.WebSocket ?? WebSocket;
	const time = options.time ?? PAGE_TIME;
	const received = openReceivedCounts(options.tabStorage, options.room);
	const room = openRoomStore({
		url: `${wsBase}/r/${encodeURIComponent(options.room)}/watch`,
		room: options.room,
		WebSocket: Socket,
		time,
		received,
		...(options.hello === undefined ? {} : { hello: options.hello }),
		...(options.screen === undefined ? {} : { screen: options.screen }),
	});
	const stopTelling = hidden ? () => {} : tellAll(room);
	const drawings =
		options.frames === undefined ? null : { drawn: openDrawn(room, options.frames), read: openDrawn(room, options.frames, READ_MS) };
	const clock = {
		paused: () => room.getState().live.clock.paused,
		follow: (tell: (paused: boolean) => void) =>
			room.subscribe(({ live }, before) => {
				if (live.clock.paused !== before.live.clock.paused) tell(live.clock.paused);
			}),
	};
	const over = (says: string) => void (room.getState().notice?.says === says && room.dismissNotice());
	const lab = openLab({
		wsBase,
		room: options.room,
		page,
		WebSocket: Socket,
		storage: options.tabStorage,
		received,
		ticket: () => ticketOf(room),
		clock,
		notice: room.notice,
		over,
	});
	const recorder = openRecorder();
	const life = openLife();
	const hands = { room, lab, signal: life.signal, delayChosen: (delayMs: number) => writeDelay(storage, delayMs), recorder };
	const perform = performer(hands);
	const runner = openRunner({
		room,
		lab,
		perform: performer({ ...hands, by: "script" }),
		watchDelayMs: hidden ? 0 : DEFAULT_DELAY_MS,
		time,
	});
	const script = unlessBack(room, runner);
	const firstVisit = hidden
		? []
		: [
				onceLive(room, (state) => mayLead(state) && layOut(lab, state, page)),
				onceLive(room, (state) => mayLead(state) && slowDown(state.live, room, storage)),
				keepRun({ room, script, storage: options.tabStorage }),
				keepRecording({ room, lab, recorder, storage: options.tabStorage }),
			];
	// What a page keeps about a room is about one life of the room. Here, and only here, it ends.
	const stopLives = followLives(room, page, (end, before) => {
		if (end.how === "begun-anew") life.end();
		lab.forget(end.how === "cleared" ? end.out : []);
		recorder.forget();
		script.interrupt(end.how);
		if (end.how === "begun-anew" && !hidden && mayLead(before)) beginAnew(room, before.live);
	});
	const stops = [stopTelling, stopLives, ...firstVisit];
	return {
		room,
		drawn: drawings?.drawn ?? room,
		read: drawings?.read ?? room,
		lab,
		script,
		recorder,
		perform,
		close() {
			life.close();
			for (const stop of stops) stop();
			drawings?.drawn.close();
			drawings?.read.close();
			script.close();
			lab.close();
			room.close();
		},
	};
}

/** Whether the room is this page's to set up: nobody leads it, this page does, or it is the bench of its seat. */
function mayLead({ class: lesson, room }: RoomState): boolean {
	return lesson === null || lesson.you.role === "host" || (lesson.you.role === "seat" && isBench(room));
}

/** The first cards. Those of whoever leads a class speak of what its phones subscribe to. */
function layOut(lab: LabStore, { live, class: lesson, room }: RoomState, page: string): void {
	const before = lab.getState().clients;
	lab.layOutFirst((clientId) => isAnothers(live, clientId, page));
	if (lesson?.you.role !== "host" || isBench(room)) return;
	for (const [clientId, { setup }] of Object.entries(lab.getState().clients)) {
		if (Object.hasOwn(before, clientId)) continue;
		const { topic, filter } = IN_CLASS;
		lab.set(clientId, { publish: { ...setup.publish, topic }, subscribe: { ...setup.subscribe, filter } });
	}
}

function ticketOf(room: RoomStore): string | null {
	const { class: lesson, link } = room.getState();
	// The ticket of a line that is down is no longer good, and the next one brings another.
	const you = link.state === "live" ? lesson?.you : undefined;
	return you === undefined || you.role === "screen" ? null : you.ticket;
}

/** In a room where nothing has happened but its opening, the first page to come sets the delay, so that the first packet can be watched. */
function slowDown({ seq }: World, room: RoomStore, storage: Storage): void {
	if (seq > 1) return;
	void room.send({ type: "wire.delay", delayMs: readDelay(storage) ?? DEFAULT_DELAY_MS });
}
