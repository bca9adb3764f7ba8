import type { BrokerStream } from "./wire/broker-stream.ts";

/** A broker's program that runs in this process and takes streams for sockets. */
export type Program = {
	readonly version: string;
	accept(stream: BrokerStream): void;
	close(): Promise<void>;
};

/** The program that currently runs: it can be restarted, and a stream that comes in the meantime waits for the new program. */
export type StandingProgram = {
	readonly version: string;
	accept(stream: BrokerStream): void;
	/** Closes the running program, if there is one, and opens another; settles when the new program runs, rejects when it could not be opened. */
	start(): Promise<void>;
	close(): Promise<void>;
};

export function openStanding(open: () => Promise<Program>): StandingProgram {
	let program: Program | null = null;
	/** Of the last one that ran. */
	let version = "";
	let work = Promise.resolve();
	let starting = 0;
	const waiting: BrokerStream[] = [];
	const replace = async () => {
		await program?.close();
		program = null;
		program = await open();
		version = program.version;
	};
	return {
		get version() {
			return version;
		},
		accept(stream) {
			if (starting > 0 || program === null) waiting.push(stream);
			else program.accept(stream);
		},
		start() {
			starting += 1;
			const started = work.then(replace).finally(() => {
				starting -= 1;
				if (starting > 0 || program === null) return;
				for (const stream of waiting.splice(0)) if (!stream.destroyed) program.accept(stream);
			});
			work = started.catch(() => {});
			return started;
		},
		async close() {
			await work;
			await program?.close();
			program = null;
		},
	};
}
