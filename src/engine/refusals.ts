import type { FactOf } from "#contract/event.ts";
import { LIMITS } from "#contract/limits.ts";

/** Why the broker does not publish a message that has reached it, as "publication.refused" tells it. */
export type Refusal = Pick<FactOf<"publication.refused">, "why" | "says" | "clause" | "acknowledged">;

/** As Mosquitto does: a client cannot be told why, and an acknowledgement would promise what is not kept. */
export const NO_RETAIN = {
	why: "retain-unavailable",
	says: "RETAIN is not available here: retain_available is false.",
	clause: "MQTT-3.3.5-2",
	acknowledged: false,
} as const satisfies Refusal;

/** Topics that begin with $ belong to the broker [3.1.1 section 4.7.2]. */
export const BROKERS_OWN = {
	why: "brokers-own-topic",
	says: "Topics that begin with $ are the broker's own.",
	clause: "MQTT-3.3.5-2",
	acknowledged: true,
} as const satisfies Refusal;

export const WILL_TO_BROKERS_OWN = {
	...BROKERS_OWN,
	says: "Topics that begin with $ are the broker's own: the will is not published.",
} as const satisfies Refusal;

/** Stock Aedes keeps only these to itself. */
export const WILL_TO_SYS = {
	...BROKERS_OWN,
	says: "Topics that begin with $SYS/ are the broker's own: the will is not published.",
} as const satisfies Refusal;

export const TOO_MANY_HELD = {
	why: "too-many-held",
	says: `${LIMITS.incomingIds} QoS 2 messages await PUBREL: its connection is cut.`,
	clause: "MQTT-3.3.5-2",
	acknowledged: false,
} as const satisfies Refusal;

export const NOT_ADMITTED = {
	why: "not-admitted",
	says: "Its connection ended before its CONNECT was accepted.",
	clause: "3.1.4",
	acknowledged: false,
} as const satisfies Refusal;

export const BEHIND_REFUSED_CONNECT = {
	...NOT_ADMITTED,
	says: "Its CONNECT was refused.",
	clause: "MQTT-3.1.4-5",
} as const satisfies Refusal;

export const ENDED_BEFORE = {
	why: "connection-ended",
	says: "Its connection was ended before it.",
	clause: "MQTT-4.8.0-1",
	acknowledged: false,
} as const satisfies Refusal;

export function isBrokersOwn(topic: string): boolean {
	return topic.startsWith("$");
}
