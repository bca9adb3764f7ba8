import { createStore } from "zustand/vanilla";
import type { Command } from "#contract/command.ts";
import { HostFrame } from "#contract/frame.ts";
import { openHistory } from "#model/history.ts";
import { EMPTY_WORLD } from "#model/world.ts";
import { openAnswers, type Reply } from "./answers.ts";
import { openHostLine, type PageTime, type RoomSocket } from "./host-line.ts";
import { openRoomClock } from "./room-clock.ts";
import type { RoomState, RoomStore } from "./room-state.ts";
import { takeEvents, takeWelcome } from "./take-in.ts";
import { openWorldWaits } from "./world-waits.ts";

export type RoomOptions = {
	/** `${wsBase}/r/<room>/watch`, without a query. */
	readonly url: string;
	readonly room: string;
	/** The browser's own, unless a test hands in another. */
	readonly WebSocket?: RoomSocket;
	readonly time: PageTime;
};

const NOT_LIVE: Reply = { ok: false, says: "The room is out of reach just now; nothing was sent." };

/** Opens the room socket, keeps the room folded, and comes back after every loss, with no gap and no duplicate. */
export function openRoomStore(options: RoomOptions): RoomStore {
	const clock = openRoomClock(options.time);
	const answers = openAnswers();
	const store = createStore<RoomState>(() => ({
		link: { state: "opening" },
		room: options.room,
		history: openHistory(EMPTY_WORLD),
		live: EMPTY_WORLD,
		cursor: { at: "live" },
		mqttPort: null,
		notice: null,
	}));
	const waits = openWorldWaits(store);
	/** The life of the room that this page knows; null: the page asks for everything. */
	let epoch: string | null = null;
	let closed = false;

	const hear = (text: string) => {
		const frame = frameFrom(text);
		if (frame === null) return refuse("This page and its host do not understand each other. Reload the page.");
		if (frame.type === "done") answers.answer(frame.id, { ok: true });
		else if (frame.type !== "refused") take(frame);
		else if (frame.id === null) store.setState({ notice: { says: frame.says } });
		else answers.answer(frame.id, { ok: false, says: frame.says });
	};
	const take = (frame: Extract<HostFrame, { type: "welcome" | "events" }>) => {
		const before = store.getState();
		const history =
			frame.type === "welcome" ? takeWelcome({ history: before.history, epoch }, frame) : takeEvents(before.history, frame.events);
		if (history === null) {
			epoch = null;
			return line.restart();
		}
		if (frame.type === "welcome" && frame.epoch !== epoch) clock.reset();
		const { live } = history;
		clock.heard(frame.now, live.clock.paused, frame.events.some(isTurn));
		const notice = live === before.live ? before.notice : null;
		if (frame.type === "events") return store.setState({ history, live, notice });
		epoch = frame.epoch;
		line.sound();
		store.setState({ history, live, notice, link: { state: "live" }, room: frame.room, mqttPort: frame.mqttPort });
	};
	const refuse = (says: string) => {
		line.close();
		answers.fail(says);
		store.setState({ link: { state: "refused", says } });
	};
	const line = openHostLine({
		url: () => options.url + (epoch === null ? "" : `?after=${store.getState().live.seq}&epoch=${encodeURIComponent(epoch)}`),
		WebSocket: options.WebSocket ?? WebSocket,
		time: options.time,
		heard: hear,
		lost(attempts) {
			answers.fail("The connection to the room broke before it answered.");
			store.setState({ link: { state: "lost", attempts } });
		},
	});

	return Object.assign(store, {
		now: () => clock.now(),
		send(command: Command): Promise<Reply> {
			if (closed || store.getState().link.state !== "live") return Promise.resolve(NOT_LIVE);
			return answers.ask((id) => line.send(JSON.stringify({ id, command })));
		},
		until: waits.until,
		notice: (says: string) => store.setState({ notice: { says } }),
		close() {
			closed = true;
			line.close();
			answers.fail("The room was left.");
			waits.close();
		},
	});
}

function isTurn({ type }: { readonly type: string }): boolean {
	return type === "clock.paused" || type === "clock.resumed";
}

function frameFrom(text: string): HostFrame | null {
	try {
		const read = HostFrame.safeParse(JSON.parse(text));
		return read.success ? read.data : null;
	} catch {
		return null;
	}
}
