import type { Host } from "#host/host.ts";
import { BROKEN, type Frame, type MemoryEnd, openMemoryEnd, sizeOf, type ToHost, type ToPage } from "./memory-end.ts";
import { openMemoryLane, type Soon } from "./memory-lane.ts";

/** What a page's end is connected to. */
export type MemoryDoor = {
	readonly admit: Host["admit"];
	readonly soon: Soon;
	/** Told of each host's end when it appears, and again when it is gone. */
	readonly opened: (end: MemoryEnd) => void;
	readonly closed: (end: MemoryEnd) => void;
};

const [CONNECTING, OPEN, CLOSING, CLOSED] = [0, 1, 2, 3] as const;

/** The host's own name. Any other name in an address stands for the source that the socket comes from. */
const HERE = "memory";

/** A browser's WebSocket, as far as a page uses one, connected to a host in the same process. Every event comes in a turn of its own. */
export class MemoryWebSocket extends EventTarget {
	readonly CONNECTING = CONNECTING;
	readonly OPEN = OPEN;
	readonly CLOSING = CLOSING;
	readonly CLOSED = CLOSED;
	readonly url: string;
	readonly extensions = "";
	protocol = "";
	binaryType: BinaryType = "blob";
	readyState: 0 | 1 | 2 | 3 = CONNECTING;
	onopen: ((event: Event) => void) | null = null;
	onmessage: ((event: Event) => void) | null = null;
	onerror: ((event: Event) => void) | null = null;
	onclose: ((event: Event) => void) | null = null;
	readonly #door: MemoryDoor;
	readonly #toPage = openMemoryLane<ToPage>(
		(one) => this.#hear(one),
		(call) => this.#door.soon(call),
	);
	#end: MemoryEnd | null = null;

	constructor(door: MemoryDoor, url: string, protocols: string | string[] = []) {
		super();
		const { href, pathname, search, host, hostname } = new URL(url);
		this.#door = door;
		this.url = href;
		const asked = {
			path: pathname + search,
			protocols: [protocols].flat(),
			origin: null,
			host,
			source: hostname === HERE ? null : hostname,
		};
		door.soon(() => void this.#enter(asked));
	}

	get bufferedAmount(): number {
		return this.#end?.toHost.bytes ?? 0;
	}

	send(what: string | ArrayBuffer | ArrayBufferView): void {
		if (this.readyState === CONNECTING) throw new DOMException("Still in CONNECTING state.", "InvalidStateError");
		if (this.readyState !== OPEN) return;
		const frame = frameOf(what);
		this.#tell({ is: "frame", frame }, sizeOf(frame));
	}

	close(code = 1005, reason = ""): void {
		if (code !== 1005 && code !== 1000 && (code < 3000 || code > 4999)) {
			throw new DOMException(`The close code must be 1000, or 3000 to 4999: ${code} is neither.`, "InvalidAccessError");
		}
		if (this.readyState === CONNECTING) return this.#giveUp();
		if (this.readyState !== OPEN) return;
		this.readyState = CLOSING;
		this.#tell({ is: "close", code, reason, wasClean: true });
	}

	/** Cuts the cable, which no page can do: what was sent arrives, then both ends find that the socket is broken. */
	terminate(): void {
		if (this.readyState === CONNECTING) return this.#giveUp();
		if (this.readyState === CLOSED) return;
		this.readyState = CLOSING;
		this.#tell(BROKEN);
		this.#toPage.clear();
		this.#toPage.put(BROKEN);
	}

	#giveUp(): void {
		this.readyState = CLOSING;
		this.#tell(BROKEN);
		this.#toPage.clear();
		this.#toPage.put({ is: "failed" });
	}

	#tell(one: ToHost, bytes = 0): void {
		this.#end?.toHost.put(one, bytes);
	}

	async #enter(asked: Parameters<Host["admit"]>[0]): Promise<void> {
		const { admit, soon, opened, closed } = this.#door;
		const admitted = await admit(asked);
		if ("says" in admitted) return this.#toPage.put({ is: "failed" });
		if (this.readyState !== CONNECTING) return admitted.leave();
		// Before the host's end exists: what the host says at once comes after this.
		this.#toPage.put({ is: "open", protocol: admitted.to === "mqtt" ? "mqtt" : "" });
		const end: MemoryEnd = openMemoryEnd({ admitted, toPage: this.#toPage, soon, closed: () => closed(end) });
		this.#end = end;
		opened(end);
	}

	#hear(one: ToPage): void {
		if (this.readyState === CLOSED) return;
		if (one.is === "open") {
			this.readyState = OPEN;
			this.protocol = one.protocol;
			this.#fire(new Event("open"));
		} else if (one.is === "frame") {
			if (this.readyState === OPEN) this.#fire(new MessageEvent("message", { data: this.#read(one.frame) }));
		} else {
			this.readyState = CLOSED;
			if (one.is === "failed") this.#fire(new Event("error"));
			// A close frame is answered; the host ignores the answer to its own close frame.
			else if (one.wasClean) this.#tell({ ...one, reason: "" });
			const { code, reason, wasClean } = one.is === "failed" ? BROKEN : one;
			this.#fire(Object.assign(new Event("close"), { code, reason, wasClean }));
		}
	}

	#read(frame: Frame): string | ArrayBuffer | Blob {
		if (typeof frame === "string") return frame;
		const { buffer } = new Uint8Array(frame);
		return this.binaryType === "blob" ? new Blob([buffer]) : buffer;
	}

	#fire(event: Event): void {
		this.dispatchEvent(event);
		this[`on${event.type as "open" | "message" | "error" | "close"}`]?.(event);
	}
}

/** A copy: the page may write over its own bytes once send() has returned. */
function frameOf(what: string | ArrayBuffer | ArrayBufferView): Frame {
	if (typeof what === "string") return what;
	if (what instanceof ArrayBuffer) return new Uint8Array(what.slice(0));
	return new Uint8Array(what.buffer, what.byteOffset, what.byteLength).slice();
}
