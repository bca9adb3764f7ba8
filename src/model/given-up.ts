import type { FactOf } from "#contract/event.ts";
import type { GivenUp, Waits } from "./delivered.ts";
import { queueLimit } from "./queue-limit.ts";
import type { InflightDelivery, World } from "./world.ts";

/**
 * What becomes of a delivery that the broker gives up: the one place where that is decided, for the world and for all that is said.
 * `before`: the world in which the session still holds the delivery. inflight: the delivery if it is in flight, where that is known already.
 */
export function givenUp(
	before: Pick<World, "sessions" | "settings" | "copies">,
	event: Pick<FactOf<"delivery.dropped">, "delivery" | "message" | "session" | "qos" | "reason">,
	inflight: InflightDelivery | null = before.sessions[event.session]?.inflight.find(({ delivery }) => delivery === event.delivery) ?? null,
): GivenUp {
	const { reason, qos, message } = event;
	const session = before.sessions[event.session];
	if (inflight?.arrived) return { reason, qos: inflight.qos, limit: null, unconfirmed: inflight.awaits, has: true };
	const full = session !== undefined && (reason === "queue-full" || reason === "pushed-out");
	const limit = full ? queueLimit(before.settings, session) : null;
	return { reason, qos, limit, unconfirmed: null, has: (before.copies[message]?.[event.session] ?? 0) > 0 };
}

/** Why a message waits in the queue of this session now. */
export function whyWaits({ sessions, settings }: Pick<World, "sessions" | "settings">, subscriber: string): Waits {
	const session = sessions[subscriber];
	if (session === undefined || session.connection === null) return "offline";
	const { maxInflightMessages } = settings;
	return maxInflightMessages > 0 && session.inflight.length >= maxInflightMessages ? "window-full" : "turn";
}
