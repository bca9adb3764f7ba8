import type { BrokerSettings } from "#contract/settings.ts";
import type { Session } from "./world.ts";

/** max_queued_messages if that is what filled this queue; null if the room's own bounds did. Counted as the session store counts. */
export function queueLimit(settings: BrokerSettings, session: Pick<Session, "connection" | "queue" | "inflight">): number | null {
	const { maxQueuedMessages, queueFull } = settings;
	// As Mosquitto counts up to 2.0.12: what is in flight to a client that is away counts towards the queue.
	const held = session.queue.length + (session.connection === null && queueFull === "drop-newest" ? session.inflight.length : 0);
	return maxQueuedMessages > 0 && held >= maxQueuedMessages ? maxQueuedMessages : null;
}
