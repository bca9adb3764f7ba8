/** The characters that every broker must accept [MQTT-3.1.3-5], and hyphens. */
const CLIENT_ID = /^[A-Za-z0-9-]{1,23}$/;

/** Why this is not a client id for a lab client, or null if it is. */
export function clientIdFault(clientId: string): string | null {
	if (CLIENT_ID.test(clientId)) return null;
	return "A client id here is 1 to 23 letters, digits or hyphens.";
}
