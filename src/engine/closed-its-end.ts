import type { WireEnd } from "./broker-port.ts";
import type { Closing } from "./wire/load.ts";

/** Why a connection is over whose client has closed its end. If the client has a will, that is published [MQTT-3.1.2-8]. */
export function closedItsEnd({ client }: Pick<WireEnd, "client">): Closing {
	const clause = client?.connect.will ? "MQTT-3.1.2-8" : null;
	return { reason: "client-gone", says: "It closed its end without DISCONNECT.", clause };
}
