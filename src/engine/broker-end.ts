import { Duplex } from "node:stream";

/** What the wire hears from the broker's end of a connection. */
export type BrokerEndEvents = {
	readonly wrote: (bytes: Uint8Array) => void;
	/** Aedes has ended the connection. */
	readonly closed: (fault: Error | null) => void;
};

/**
 * The stream that Aedes takes for a socket. Writing never waits: a held wire must not hold up the broker. Only _write, no _writev: on Node 20
 * what is written from inside _writev is lost.
 */
export class BrokerEnd extends Duplex {
	readonly #events: BrokerEndEvents;

	constructor(events: BrokerEndEvents) {
		super({ allowHalfOpen: false });
		this.#events = events;
	}

	override _read(): void {}

	override _write(chunk: Buffer, _encoding: string, done: (fault?: Error | null) => void): void {
		this.#events.wrote(chunk);
		done();
	}

	override _destroy(fault: Error | null, done: (fault?: Error | null) => void): void {
		this.#events.closed(fault);
		done(null);
	}
}
