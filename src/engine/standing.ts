import type { Broker } from "./decided/broker.ts";
import type { BrokerEnd } from "./wire/broker-end.ts";

/** The broker that a room has just now: it can be started anew, and who comes in meanwhile waits for the new one. */
export type Standing = {
	readonly version: string;
	accept(end: BrokerEnd): void;
	/** The old one is closed, the new one is opened, then `started` is called; of several restarts at once all are told, once the last is done. */
	restart(started: (version: string) => void): void;
	close(): Promise<void>;
};

export async function openStanding(open: () => Promise<Broker>, report: (fault: unknown) => void): Promise<Standing> {
	let broker = await open();
	const waiting: BrokerEnd[] = [];
	const announcements: ((version: string) => void)[] = [];
	let starting = 0;
	let work = Promise.resolve();
	return {
		get version() {
			return broker.version;
		},
		accept(end) {
			if (starting > 0) waiting.push(end);
			else broker.accept(end);
		},
		restart(started) {
			starting += 1;
			announcements.push(started);
			work = work
				.then(async () => {
					await broker.close();
					broker = await open();
				})
				.catch(report)
				.then(() => {
					starting -= 1;
					if (starting > 0) return;
					for (const announce of announcements.splice(0)) announce(broker.version);
					for (const end of waiting.splice(0)) if (!end.destroyed) broker.accept(end);
				});
		},
		async close() {
			await work;
			await broker.close();
		},
	};
}
