import { createStore, type StoreApi } from "zustand/vanilla";
import type { ClassCommand } from "#contract/class-command.ts";
import type { Command } from "#contract/command.ts";
import { type HostFrame, openFrameReader } from "#contract/frame.ts";
import { EMPTY_WORLD } from "#model/empty-world.ts";
import { type History, openHistory } from "#model/history.ts";
import type { World } from "#model/world.ts";
import { BEGUN_ANEW, openAnswers, type Reply } from "./answers.ts";
import { openAskBytes } from "./ask-bytes.ts";
import { type ClassEndOptions, openClassEnd } from "./class-end.ts";
import { keptCursor, lookingAround } from "./cursor.ts";
import { openHostLine, type RoomSocket, type Why } from "./host-line.ts";
import { openRoomClock } from "./room-clock.ts";
import type { Cursor, Life, RoomState, RoomStore } from "./room-state.ts";
import { takeEvents, takePast, takeWelcome } from "./take-in.ts";
import { openWorldWaits } from "./world-waits.ts";

export type RoomOptions = ClassEndOptions & {
	/** `${wsBase}/r/<room>/watch`, without a query. */
	readonly url: string;
	readonly room: string;
	/** The browser's own, unless a test hands in another. */
	readonly WebSocket?: RoomSocket;
	/** The screen that the page shows now; default: there is only one. */
	readonly screen?: () => string;
	/** A number from 0 to 1; default: Math.random. */
	readonly chance?: () => number;
	/** Asks the host why a socket did not open, after so many attempts; default: in plain HTTP, unless a test hands in another WebSocket. */
	readonly why?: (attempts: number) => Promise<string | null>;
};

type Welcome = Extract<HostFrame, { type: "welcome" }>;

const LIVE = { state: "live" } as const;
const NOT_LIVE: Reply = { ok: false, says: "The room is out of reach just now; nothing was sent." };

/** Opens the room socket, keeps the room folded, and comes back after every loss, with no gap and no duplicate. */
export function openRoomStore(options: RoomOptions): RoomStore {
	const clock = openRoomClock(options.time);
	const answers = openAnswers();
	const store = createStore<RoomState>(() => unknown(options.room));
	const waits = openWorldWaits(store);
	/** The life of the room that this page can go on from; null: the page asks for everything. */
	let epoch: string | null = null;
	let closed = false;

	let read = openFrameReader();
	/** The page knows the room once it has this event. */
	let upTo = 0;

	const { notice } = notices(store, options);
	const lose = loserOf(store, options.why ?? whyOf(options));

	const lesson = openClassEnd(options, store, { send: (text) => line.send(text), beat: () => line.beat(), restart: () => line.restart() });
	const hear = (frame: Exclude<HostFrame, { type: "class" }>) => {
		if (frame.type === "done") answers.done(frame.id, frame.seq, store.getState().live.seq);
		else if (frame.type === "beat") clock.answered(frame.now, store.getState().live.clock.paused, frame.beat);
		else if (frame.type === "past") {
			store.setState(({ history }) => withPast(takePast(history, frame)));
			answers.answer(frame.id, { ok: true });
		} else if (frame.type === "bytes") answers.answer(frame.id, { ok: true, bytes: frame });
		else if (frame.type !== "refused") take(frame);
		else if (frame.id === null) notice(frame.says);
		else answers.answer(frame.id, { ok: false, says: frame.says });
	};
	const take = (frame: Welcome | Extract<HostFrame, { type: "events" }>) => {
		const before = store.getState();
		const history =
			frame.type === "welcome" ? takeWelcome({ history: before.history, epoch }, frame) : takeEvents(before.history, frame.events);
		if (history === null) {
			epoch = null;
			return line.restart();
		}
		const begun = frame.type === "welcome" ? begin(frame, before.life) : {};
		const { live } = history;
		const turned = frame.events.some(isTurn);
		clock.heard(frame.now, live.clock.paused, turned);
		const cursor = keptCursor(before.cursor, history);
		if (begun.cursor === undefined && isLeftBehind(before, cursor)) notice(OLDER_THAN_KEPT);
		store.setState({ history, live, link: live.seq < upTo ? before.link : LIVE, cursor, ...letGo(before, live), ...begun });
		answers.told(live.seq);
		// What a frame that came late says of a clock that has just begun to run is corrected at once.
		if (turned || frame.type === "welcome") line.beat();
	};
	const begin = (frame: Welcome, last: Life | null): Partial<RoomState> => {
		if (last !== null && last.name !== frame.epoch) answers.end(BEGUN_ANEW);
		if (frame.base !== null) clock.reset();
		({ epoch, seq: upTo } = frame);
		line.sound();
		return welcomed(frame, last);
	};
	const misunderstood = () => {
		line.close();
		answers.end(MISUNDERSTOOD);
		store.setState({ link: { state: "refused", says: MISUNDERSTOOD } });
	};
	const line = openHostLine({
		url: () => options.url + (epoch === null ? "" : `?after=${store.getState().live.seq}&epoch=${encodeURIComponent(epoch)}`),
		...{ WebSocket: options.WebSocket ?? WebSocket, time: options.time, chance: options.chance ?? Math.random },
		heard(text) {
			const frame = readOne(read, text);
			if (frame === "unreadable") return misunderstood();
			if (frame !== null) lesson.inOrder(frame, hear, misunderstood);
		},
		...lesson.speech,
		lost(attempts, why) {
			lesson.rest();
			read = openFrameReader();
			clock.stop();
			answers.fail("The connection to the room broke before it answered.");
			lose(attempts, why);
		},
	});

	const ask = (what: Readonly<{ command: Command } | { class: ClassCommand } | { bytes: readonly string[] }>): Promise<Reply> => {
		if (closed || store.getState().link.state !== "live") return Promise.resolve(NOT_LIVE);
		return answers.ask((id) => line.send(JSON.stringify({ id, ...what })));
	};

	return Object.assign(store, {
		now: () => clock.now(),
		wake: line.wake,
		send: (command: Command) => ask({ command }),
		sendClass: (command: ClassCommand) => ask({ class: command }),
		askPast: () => askPast(store, (past) => answers.ask((id) => line.send(JSON.stringify({ id, past })))),
		...lookingAround(store),
		askBytes: openAskBytes((bytes) => ask({ bytes }), store),
		until: waits.until,
		...notices(store, options),
		close() {
			closed = true;
			lesson.close();
			line.close();
			answers.end("The room was left.");
			waits.close();
		},
	});
}

const MISUNDERSTOOD = "This page and its host do not understand each other. Reload the page.";
const OLDER_THAN_KEPT = "Older than this room keeps: what you were looking at is gone. This is the oldest moment that is left.";

/** Whether the moment that is looked at has just gone with the beginning of the history. */
function isLeftBehind({ cursor: was, history }: RoomState, cursor: Cursor): boolean {
	return was.at === "moment" && cursor.at === "moment" && was.seq > history.from && cursor.seq > was.seq;
}

/** Names of messages begin anew when a room is cleared: what is selected is let go, unless somebody looks back at where it belongs. */
function letGo({ cursor, live: before }: RoomState, live: World): Partial<RoomState> {
	return live.clearedSeq > before.clearedSeq && cursor.at === "live" ? { selection: null } : {};
}

function welcomed({ room, mqttPort, epoch, base }: Welcome, last: Life | null): Partial<RoomState> {
	const told: Partial<RoomState> = { room, mqttPort, ...(base === null ? {} : { past: "unasked" }) };
	if (last?.name === epoch) return told;
	// A moment and a packet mean nothing in another life of the room.
	return { ...told, life: { name: epoch, before: last === null ? 0 : last.before + 1 }, cursor: { at: "live" }, selection: null };
}

function notices(store: StoreApi<RoomState>, { screen }: RoomOptions): Pick<RoomStore, "notice" | "dismissNotice"> {
	return {
		notice: (says) => store.setState({ notice: { says, screen: screen?.() ?? "" } }),
		dismissNotice: () => store.setState({ notice: null }),
	};
}

function withPast(history: History): Partial<RoomState> {
	return { history, live: history.live, past: "told" };
}

/** Null: that was a part of a frame. */
function readOne(read: ReturnType<typeof openFrameReader>, text: string): HostFrame | null | "unreadable" {
	try {
		return read(text);
	} catch {
		return "unreadable";
	}
}

/** The room before its host has told anything of it. */
function unknown(room: string): RoomState {
	return {
		link: { state: "opening" },
		room,
		life: null,
		history: openHistory(EMPTY_WORLD),
		past: "unasked",
		live: EMPTY_WORLD,
		cursor: { at: "live" },
		selection: null,
		mqttPort: null,
		notice: null,
		class: null,
	};
}

/** What the page knows of why it is out. Until the host has answered, what it said last is likely to be the reason still. */
function loserOf(store: StoreApi<RoomState>, ask: (attempts: number) => Promise<string | null>) {
	const isStill = ({ link }: RoomState, attempts: number) => link.state === "lost" && link.attempts === attempts;
	return (attempts: number, why: Why) => {
		const { link } = store.getState();
		const known = link.state === "lost" && why === "unopened" ? link.says : null;
		store.setState({ link: { state: "lost", attempts, says: typeof why === "object" ? why.says : known } });
		if (why !== "unopened") return;
		void ask(attempts).then((says) => {
			if (isStill(store.getState(), attempts)) store.setState({ link: { state: "lost", attempts, says } });
		});
	};
}

function whyOf({ url, WebSocket }: RoomOptions): (attempts: number) => Promise<string | null> {
	if (WebSocket !== undefined && WebSocket !== globalThis.WebSocket) return () => Promise.resolve(null);
	// The code is asked for when it is needed; a host that is not there does not bring it, and has nothing to say either.
	return (attempts) =>
		import("./ask-why.ts").then(
			({ askWhy, getAnswer }) => askWhy(url, window.location.origin, attempts, getAnswer),
			() => null,
		);
}

function askPast(store: StoreApi<RoomState>, ask: (before: number) => Promise<Reply>): void {
	const { link, past, history } = store.getState();
	if (link.state !== "live" || past !== "unasked") return;
	store.setState({ past: "asked" });
	void ask(history.from).then(({ ok }) => {
		// The next welcome may bring a history with another beginning, in which case the page asks again.
		if (!ok) store.setState({ past: store.getState().link.state === "live" ? "refused" : "unasked" });
	});
}

function isTurn({ type }: { readonly type: string }): boolean {
	return type === "clock.paused" || type === "clock.resumed";
}
