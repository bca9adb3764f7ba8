import type { BrokerName } from "#contract/brokers.ts";
import type { Fact } from "#contract/event.ts";
import type { BrokerPort, BrokerRoom } from "./broker-port.ts";
import { openDecided } from "./decided/decided.ts";
import { openObserved } from "./observed/observed.ts";

/** Every broker that can stand behind the wires of a room. */
const OPEN = { decided: openDecided, aedes: openObserved } as const satisfies Record<BrokerName, (room: BrokerRoom) => BrokerPort>;

/** The broker that currently stands behind the wires. */
export type Behind = {
	readonly port: BrokerPort;
	/** Restarts that are under way or have not been told yet, each with whether the broker kept what it held. */
	readonly untold: readonly boolean[];
	/** Restarts the broker, with or without what it holds; no connection is left. Several restarts at once are all told when the last of them is done. */
	restart(kept: boolean): Generator;
	/**
	 * The settings name another broker: the new broker takes the place of this one at once, so that no client comes to a broker that is gone,
	 * and starts with nothing once this one has forgotten what it held.
	 */
	replace(): Generator;
	/** See BrokerPort.clear(). */
	clear(): void;
	/** Bytes of what waits in it, and in the broker that is being replaced. */
	bytes(): number;
	close(): Promise<void>;
};

/** Rejects when the broker cannot be started. */
export async function openBehind(
	room: BrokerRoom & { readonly signing?: () => BrokerRoom["tell"] },
	open: typeof OPEN = OPEN,
): Promise<Behind> {
	let port = open[room.settings().broker](room);
	await port.start();
	port.serve();
	/** tell: as the doing of whoever restarted it. */
	const untold: { readonly kept: boolean; readonly tell: BrokerRoom["tell"] }[] = [];
	/** The broker that is being replaced, and still forgets what it held. */
	let before: BrokerPort | null = null;
	/** Brokers that have been replaced, and are closing. */
	const leaving = new Set<Promise<void>>();
	let starting = 0;

	const start = (kept: boolean) => {
		untold.push({ kept, tell: room.signing?.() ?? room.tell });
		void port.start().then(
			() => over((each) => ({ type: "broker.restarted", broker: port.version, kept: each })),
			(fault: unknown) => {
				room.report(fault);
				over((each) => ({ type: "broker.failed", kept: each }));
			},
		);
	};
	const over = (told: (kept: boolean) => Fact) => {
		starting -= 1;
		if (starting > 0) return;
		for (const { kept, tell } of untold.splice(0)) room.turn.run(() => tell(told(kept)));
		// Of a broker that could not be started, nothing is served: see StandingProgram.
		port.serve();
	};
	return {
		get port() {
			return port;
		},
		get untold() {
			return untold.map(({ kept }) => kept);
		},
		*restart(kept) {
			starting += 1;
			try {
				if (!kept) yield* port.forget();
			} finally {
				start(kept);
			}
		},
		*replace() {
			starting += 1;
			before = port;
			port = open[room.settings().broker](room);
			try {
				yield* before.forget();
			} finally {
				const left = before.close().catch(room.report);
				before = null;
				leaving.add(left);
				void left.then(() => leaving.delete(left));
				start(false);
			}
		},
		clear() {
			before?.clear();
			port.clear();
		},
		bytes: () => port.bytes() + (before?.bytes() ?? 0),
		async close() {
			await Promise.all([port.close(), before?.close(), ...leaving]);
		},
	};
}
