import { backoffMs } from "./backoff.ts";

export type RoomSocket = new (url: string, protocols?: string | string[]) => WebSocket;
/** The page's monotonic clock in ms, and its timers. */
export type PageTime = { now(): number; after(ms: number, call: () => void): () => void };

export const PAGE_TIME: PageTime = {
	now: () => performance.now(),
	after(ms, call) {
		const timer = setTimeout(call, ms);
		return () => clearTimeout(timer);
	},
};

export type HostLineOptions = {
	/** Asked before each attempt: it carries what the page knows by then. */
	readonly url: () => string;
	readonly WebSocket: RoomSocket;
	readonly time: PageTime;
	readonly heard: (text: string) => void;
	/** The n-th attempt in a row failed, or what it opened broke; the next one is on its way. */
	readonly lost: (attempts: number) => void;
};

/** A socket to the host that comes back, later and later, until it is closed. */
export function openHostLine(options: HostLineOptions) {
	let socket: WebSocket | null = null;
	let attempts = 0;
	let stopRetry = () => {};

	const open = () => {
		const mine = new options.WebSocket(options.url());
		socket = mine;
		mine.addEventListener("message", ({ data }) => {
			if (socket === mine) options.heard(String(data));
		});
		mine.addEventListener("close", () => {
			if (socket === mine) lose();
		});
		// The close follows; a browser tells no more here.
		mine.addEventListener("error", () => {});
	};
	const lose = () => {
		const old = socket;
		socket = null;
		old?.close();
		attempts += 1;
		stopRetry = options.time.after(backoffMs(attempts), open);
		options.lost(attempts);
	};
	open();
	return {
		send: (text: string) => socket?.send(text),
		/** What came over it is as it should be: the next loss starts from the shortest wait. */
		sound(): void {
			attempts = 0;
		},
		/** Breaks it and comes back. */
		restart: lose,
		close(): void {
			stopRetry();
			const old = socket;
			socket = null;
			old?.close();
		},
	};
}
