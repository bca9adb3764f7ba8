import type { BrokerRoom } from "#engine/broker-port.ts";
import type { SessionStore } from "./store.ts";

/** What a connection of the decided broker needs from the room and from the broker. */
export type DecidedRoom = BrokerRoom & { readonly store: SessionStore };
