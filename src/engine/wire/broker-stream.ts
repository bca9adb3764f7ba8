import { Buffer } from "node:buffer";
import { Duplex } from "node:stream";

/** What is heard from the broker's side of a stream. */
export type BrokerStreamEvents = {
	readonly wrote: (bytes: Uint8Array) => void;
	/** The broker reads what was pushed: told at once, from within the broker. */
	readonly reads?: () => void;
	/** The broker has read what was pushed. */
	readonly read?: () => void;
	/** The broker has ended the connection. */
	readonly closed: (fault: Error | null) => void;
};

/**
 * The stream that a broker in this process takes for a socket. Writing never waits: a held wire must not hold up the broker. Only _write, no
 * _writev: on Node 20 what is written from inside _writev is lost.
 */
export class BrokerStream extends Duplex {
	readonly #events: BrokerStreamEvents;
	#gathering = false;
	#pieces: Uint8Array[] = [];

	constructor(events: BrokerStreamEvents) {
		super({ allowHalfOpen: false });
		this.#events = events;
	}

	override _read(): void {}

	/** _read() is not called each time that bytes are taken: only here does it show. */
	override read(size?: number): ReturnType<Duplex["read"]> {
		const taken = super.read(size);
		if (taken !== null && this.readableLength === 0) {
			this.#events.reads?.();
			queueMicrotask(() => this.#events.read?.());
		}
		return taken;
	}

	override _write(chunk: Uint8Array, _encoding: string, done: (fault?: Error | null) => void): void {
		this.#pieces.push(chunk);
		if (!this.#gathering) this.#handOn();
		done();
	}

	/** Aedes writes a packet of four bytes in three pieces, corked: the pieces are handed on together. */
	override uncork(): void {
		this.#gathering = true;
		super.uncork();
		this.#gathering = false;
		this.#handOn();
	}

	#handOn(): void {
		const pieces = this.#pieces;
		if (pieces.length === 0) return;
		this.#pieces = [];
		this.#events.wrote(pieces.length === 1 ? (pieces[0] as Uint8Array) : Buffer.concat(pieces));
	}

	override _destroy(fault: Error | null, done: (fault?: Error | null) => void): void {
		this.#events.closed(fault);
		done(null);
	}
}
