import type { Closing } from "./wire/load.ts";

/** The older connection of a client gives way to the newer one [MQTT-3.1.4-2]. */
export const TAKEN_OVER: Closing = {
	reason: "takeover",
	says: "A client connected with the same client id: the newer connection wins.",
	clause: "MQTT-3.1.4-2",
};
