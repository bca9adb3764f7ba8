import type { BrokerSettings } from "#contract/settings.ts";
import type { Session } from "./world.ts";

/**
 * The numbers of one queue, for all that is said of it. waiting: in the queue. inflight: what counts as well, although it has been sent. limit:
 * max_queued_messages; null: there is none. free: how many more the queue takes. A limit that came later may be below what is there.
 */
export type QueueNumbers = {
	readonly waiting: number;
	readonly inflight: number;
	readonly limit: number | null;
	readonly free: number | null;
	readonly full: boolean;
};

/** Counted as the session store counts. */
export function queueNumbers(settings: BrokerSettings, session: Pick<Session, "connection" | "queue" | "inflight">): QueueNumbers {
	const { maxQueuedMessages, queueFull } = settings;
	const waiting = session.queue.length;
	// As Mosquitto counts up to 2.0.12: what is in flight to a client that is away counts towards the queue.
	const inflight = session.connection === null && queueFull === "drop-newest" ? session.inflight.length : 0;
	if (maxQueuedMessages === 0) return { waiting, inflight, limit: null, free: null, full: false };
	const free = Math.max(0, maxQueuedMessages - waiting - inflight);
	return { waiting, inflight, limit: maxQueuedMessages, free, full: free === 0 };
}
