import type { Admitted } from "#host/host.ts";
import { FRAME_BYTES } from "#host/sockets.ts";
import { type MemoryLane, openMemoryLane, type Soon } from "./memory-lane.ts";

export type Frame = string | Uint8Array;
/** What closes a socket: a close frame, or the end of its bytes without one. The codes are those that a page is told: 1005 none, 1006 no frame. */
export type MemoryClose = { readonly is: "close"; readonly code: number; readonly reason: string; readonly wasClean: boolean };
export type ToHost = { readonly is: "frame"; readonly frame: Frame } | MemoryClose;
export type ToPage = ToHost | { readonly is: "open"; readonly protocol: string } | { readonly is: "failed" };

export const BROKEN: MemoryClose = { is: "close", code: 1006, reason: "", wasClean: false };

/** The host's end of a WebSocket in memory. */
export type MemoryEnd = {
	/** Takes what the page's end sends. */
	readonly toHost: MemoryLane<ToHost>;
	terminate(): void;
};

export type MemoryEndOptions = {
	readonly admitted: Admitted;
	readonly toPage: MemoryLane<ToPage>;
	readonly soon: Soon;
	/** Called once, when this end is gone. */
	readonly closed: () => void;
};

export function openMemoryEnd({ admitted, toPage, soon, closed }: MemoryEndOptions): MemoryEnd {
	const toHost = openMemoryLane(hear, soon);
	/** Nothing more goes out. */
	let silent = false;
	let over = false;

	function hear(one: ToHost): void {
		if (over) return;
		if (one.is === "close") {
			over = true;
			// A close frame is answered, unless it is itself the answer to ours.
			if (one.wasClean) close(one.code, "");
			silent = true;
			told.closed(one.code);
			return closed();
		}
		if (sizeOf(one.frame) <= FRAME_BYTES[admitted.to]) return told.frame(one.frame);
		close(1009, "");
		toHost.clear();
		toHost.resume();
		told.tooLong();
	}
	function send(frame: Frame, taken?: () => void): void {
		if (!silent) toPage.put({ is: "frame", frame }, sizeOf(frame), () => gone(taken));
		else if (taken !== undefined) soon(taken);
	}
	function gone(taken = () => {}): void {
		taken();
		if (toPage.bytes === 0 && !over) told.drained();
	}
	function close(code: number, reason: string): void {
		if (silent) return;
		silent = true;
		toPage.put({ is: "close", code, reason, wasClean: true });
	}
	function terminate(): void {
		silent = true;
		toHost.clear();
		toHost.resume();
		toHost.put(BROKEN);
		// Behind what was sent: those frames were sent, so they arrive.
		toPage.put(BROKEN);
	}
	const half = { unsent: () => toPage.bytes, pause: toHost.pause, resume: toHost.resume, terminate };
	const told =
		admitted.to === "mqtt"
			? admitted.open({ ...half, send: (bytes) => send(new Uint8Array(bytes)), end: () => close(1005, "") })
			: admitted.open({ ...half, send, close });
	return { toHost, terminate };
}

export function sizeOf(frame: Frame): number {
	return typeof frame === "string" ? new TextEncoder().encode(frame).length : frame.length;
}
