import type { Packet } from "./packet.ts";
import { dialectOf } from "./version.ts";

/** Why a client id is rejected: CONNACK with return code 2, identifier rejected [MQTT-3.1.3-9]. */
export type ClientIdFault = { readonly why: "client-id-empty" | "client-id-long"; readonly says: string; readonly clause: string };

/** Null: the client id may stand. most: characters that a broker takes, whatever the version allows. */
export function clientIdFault(connect: Extract<Packet, { type: "CONNECT" }>, most: number): ClientIdFault | null {
	const { clientId, cleanSession } = connect;
	const { label, clientId: bounds } = dialectOf(connect);
	const length = [...clientId].length;
	if (length < bounds.least) {
		return { why: "client-id-empty", says: `its client id is empty; in MQTT ${label} a client names itself`, clause: "MQTT-3.1.3-9" };
	}
	if (length === 0 && !cleanSession) {
		return { why: "client-id-empty", says: "its client id is empty, and it asks for a session that is kept", clause: "MQTT-3.1.3-8" };
	}
	if (length > bounds.most) {
		const says = `its client id has ${length} characters; MQTT ${label} allows ${bounds.most}`;
		return { why: "client-id-long", says, clause: "MQTT-3.1.3-9" };
	}
	if (clientId.length > most)
		return {
			why: "client-id-long",
			says: `its client id has ${clientId.length} characters; this room takes ${most}`,
			clause: "MQTT-3.1.3-9",
		};
	return null;
}
