import { traitsOf } from "#contract/brokers.ts";
import type { FactOf } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";
import type { GivenUp, Waits } from "./delivered.ts";
import { queueNumbers } from "./queue-limit.ts";
import type { InflightDelivery, RestartLoss, Session, World } from "./world.ts";

/**
 * What becomes of a delivery that the broker gives up: the one place where that is decided, for the world and for all that is said.
 * `before`: the world in which the session still holds the delivery. inflight: the delivery if it is in flight, where that is known already.
 */
export function givenUp(
	before: Pick<World, "sessions" | "settings" | "copies" | "restarting">,
	event: Pick<FactOf<"delivery.dropped">, "delivery" | "message" | "session" | "qos" | "reason">,
	inflight: InflightDelivery | null = before.sessions[event.session]?.inflight.find(({ delivery }) => delivery === event.delivery) ?? null,
): GivenUp {
	const { qos, message } = event;
	const reason = event.reason === "broker-restarted" ? restartLoss(before) : event.reason;
	const session = before.sessions[event.session];
	if (inflight?.arrived) return { reason, qos: inflight.qos, full: null, unconfirmed: inflight.awaits, has: true };
	const isFull = session !== undefined && (reason === "queue-full" || reason === "pushed-out");
	const { waiting, inflight: counted, limit, full } = isFull ? queueNumbers(before.settings, session) : NO_NUMBERS;
	// Otherwise the room's own bounds filled the queue.
	const numbers = full && limit !== null ? { waiting, inflight: counted, limit } : null;
	return { reason, qos, full: numbers, unconfirmed: null, has: (before.copies[message]?.[event.session] ?? 0) > 0 };
}

const NO_NUMBERS = { waiting: 0, inflight: 0, limit: null, full: false } as const;

/** Why the restart that is being told takes what the broker had. */
export function restartLoss({ restarting, settings }: Pick<World, "restarting" | "settings">): RestartLoss {
	if (restarting.another) return "broker-replaced";
	return traitsOf(settings).tunable ? "broker-restarted" : "broker-forgets";
}

/** Why a message waits in the queue of this session now. */
export function whyWaits({ sessions, settings, messages }: Pick<World, "sessions" | "settings" | "messages">, subscriber: string): Waits {
	const session = sessions[subscriber];
	return session === undefined ? "offline" : whyQueued(session, settings, messages);
}

export function whyQueued(
	session: Pick<Session, "connection" | "inflight">,
	settings: World["settings"],
	messages: World["messages"],
): Waits {
	if (session.connection === null) return "offline";
	const { maxInflightMessages } = settings;
	if (maxInflightMessages > 0 && session.inflight.length >= maxInflightMessages) return "window-full";
	if (session.inflight.length >= LIMITS.queuedMessages) return "window-count";
	return bytesOf(session.inflight, messages) >= LIMITS.queuedBytes ? "window-bytes" : "turn";
}

type Counted = { readonly length: number; readonly last: string | undefined; readonly bytes: number };
/** By list: a ledger asks for each of its messages with every world. A list that is changed in place grows at its end alone. */
const counted = new WeakMap<Session["inflight"], Counted>();

/** The payloads in flight. */
function bytesOf(inflight: Session["inflight"], messages: World["messages"]): number {
	const { length } = inflight;
	const last = inflight.at(-1)?.delivery;
	const known = counted.get(inflight);
	if (known !== undefined && known.length === length && known.last === last) return known.bytes;
	const bytes = inflight.reduce((sum, { message }) => sum + (messages[message]?.payloadBytes ?? 0), 0);
	counted.set(inflight, { length, last, bytes });
	return bytes;
}
