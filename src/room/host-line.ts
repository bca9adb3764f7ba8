import { backoffMs } from "./backoff.ts";
import { openHeartbeat } from "./heartbeat.ts";

/** The close code of a host that cannot let a page in now (RFC 6455, section 7.4.1, and the registry of close codes). */
const TRY_AGAIN_LATER = 1013;

export type RoomSocket = new (url: string, protocols?: string | string[]) => WebSocket;
/** The page's monotonic clock in ms, and its timers. */
export type PageTime = { now(): number; after(ms: number, call: () => void): () => void };

/** WebSocket.OPEN */
const OPEN = 1;

export const PAGE_TIME: PageTime = {
	now: () => performance.now(),
	after(ms, call) {
		const timer = setTimeout(call, ms);
		return () => clearTimeout(timer);
	},
};

export type HostLineOptions = {
	/** Called before each attempt: the address carries what the page knows by then. */
	readonly url: () => string;
	readonly WebSocket: RoomSocket;
	readonly time: PageTime;
	/** A number from 0 to 1, another one each time. */
	readonly chance: () => number;
	readonly heard: (text: string) => void;
	/** The socket is open, and nothing has been sent over it. */
	readonly opened?: () => void;
	/** What asks the host for a word when it has said nothing for a while; `now`: the page's clock, in ms. */
	readonly beat: (now: number) => string;
	/** The n-th attempt in a row failed, or the socket that it opened broke; the next attempt is on its way. */
	readonly lost: (attempts: number, why: Why) => void;
};

/** A socket that the host has closed with a sentence tells why. One that never opened does not, but the host may be asked. */
export type Why = { readonly says: string } | "unopened" | "unknown";

/** A socket to the host that comes back after every loss, also after one that nobody tells, each time after a longer wait, until it is closed. */
export function openHostLine(options: HostLineOptions) {
	let socket: WebSocket | null = null;
	let attempts = 0;
	let stopRetry = () => {};
	let closed = false;
	const heart = openHeartbeat({ time: options.time, ask: () => beat(), silent: () => lose("unknown") });

	const open = () => {
		const mine = new options.WebSocket(options.url());
		socket = mine;
		heart.begin();
		let opened = false;
		mine.addEventListener("open", () => {
			opened = true;
			if (socket === mine) options.opened?.();
		});
		mine.addEventListener("message", ({ data }) => {
			if (socket !== mine) return;
			heart.heard();
			options.heard(String(data));
		});
		mine.addEventListener("close", ({ code, reason }) => {
			if (socket !== mine) return;
			if (code === TRY_AGAIN_LATER && reason !== "") lose({ says: reason });
			else lose(opened ? "unknown" : "unopened");
		});
		// The close follows; a browser reports nothing more here.
		mine.addEventListener("error", () => {});
	};
	const lose = (why: Why) => {
		const old = socket;
		socket = null;
		heart.stop();
		old?.close();
		attempts += 1;
		stopRetry = options.time.after(backoffMs(attempts, options.chance()), open);
		options.lost(attempts, why);
	};
	const beat = () => {
		// A socket that is still on its way takes nothing; it has as much time as any.
		if (socket?.readyState === OPEN) socket.send(options.beat(options.time.now()));
	};
	open();
	return {
		/** Asks the host for a word now. */
		beat,
		/** Somebody looks at the page again: a line that is down is tried at once, and one that seems to stand is asked whether it does. */
		wake(): void {
			if (socket?.readyState === OPEN) return heart.probe();
			// One that is on its way has its time.
			if (socket !== null) return;
			stopRetry();
			if (!closed) open();
		},
		send: (text: string) => socket?.send(text),
		/** What came over the socket is sound: after the next loss, the first wait is again the shortest. */
		sound(): void {
			attempts = 0;
		},
		/** Breaks the socket and opens a new one. */
		restart: () => lose("unknown"),
		close(): void {
			closed = true;
			stopRetry();
			heart.stop();
			const old = socket;
			socket = null;
			old?.close();
		},
	};
}
