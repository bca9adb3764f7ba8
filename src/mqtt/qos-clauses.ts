import type { ClauseId } from "./clauses.ts";
import type { QoS } from "./packet.ts";

/** By what a message is sent at each QoS, and treated as unacknowledged above QoS 0. */
export const SENDS_AT = { 0: "MQTT-4.3.1-1", 1: "MQTT-4.3.2-1", 2: "MQTT-4.3.3-1" } as const satisfies Record<QoS, ClauseId>;

/** By what a message is over once it is acknowledged, by the QoS at which it was sent; nothing acknowledges QoS 0. */
export const OVER_AT = { 0: "MQTT-4.3.1-1", 1: "MQTT-4.3.2-2", 2: "MQTT-4.3.3-1" } as const satisfies Record<QoS, ClauseId>;
