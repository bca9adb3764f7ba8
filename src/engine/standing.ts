import type { BrokerStream } from "./wire/broker-stream.ts";

/** A broker's program that runs in this process and takes streams for sockets. */
export type Program = {
	readonly version: string;
	accept(stream: BrokerStream): void;
	close(): Promise<void>;
};

/** The program that currently runs: it can be restarted, and a stream that comes in the meantime waits for the new program, and for serve(). */
export type StandingProgram = {
	readonly version: string;
	accept(stream: BrokerStream): void;
	/** Closes the running program, if there is one, and opens another, which waits for serve(); settles when the new program runs, rejects when it could not be opened. */
	start(): Promise<void>;
	/** Streams that come from now on wait for serve(). */
	hold(): void;
	/** Streams may be served from now on: those that wait, as soon as a program runs. */
	serve(): void;
	/** Like start(), but the new program need not wait for a word that the one before it has had. */
	renew(): Promise<void>;
	close(): Promise<void>;
};

export function openStanding(open: () => Promise<Program>): StandingProgram {
	let program: Program | null = null;
	/** Of the last one that ran. */
	let version = "";
	let work = Promise.resolve();
	let starting = 0;
	let mayServe = false;
	const waiting = new Set<BrokerStream>();
	const serving = () => (mayServe && starting === 0 ? program : null);
	const letIn = () => {
		const running = serving();
		if (running === null) return;
		for (const stream of waiting) {
			waiting.delete(stream);
			if (!stream.destroyed) running.accept(stream);
		}
	};
	const replace = async () => {
		await program?.close();
		program = null;
		program = await open();
		version = program.version;
	};
	const renew = () => {
		starting += 1;
		const started = work.then(replace).finally(() => {
			starting -= 1;
			letIn();
		});
		work = started.catch(() => {});
		return started;
	};
	return {
		get version() {
			return version;
		},
		accept(stream) {
			const running = serving();
			if (running !== null) return running.accept(stream);
			waiting.add(stream);
			stream.once("close", () => waiting.delete(stream));
		},
		start() {
			mayServe = false;
			return renew();
		},
		hold() {
			mayServe = false;
		},
		serve() {
			mayServe = true;
			letIn();
		},
		renew,
		async close() {
			await work;
			await program?.close();
			program = null;
		},
	};
}
